import type { EffectSums } from './effect-model.ts';
import { type Block, blocks, type Track } from './effect-terms.ts';
import { type EvidenceCounts, type EvidenceKind, evidenceKinds, findEvidence } from './evidence-counts.ts';
import type { LotFacts } from './lot-facts.ts';
import type { LotHashes } from './lot-hashes.ts';

/** What the trees see of a car: sums of fitted effects, plain facts, and how much evidence there is. */
export interface TreeFeature {
  readonly name: string;
  /** Line of the explanation that this feature's part belongs to. */
  readonly block: Block;
  /** 1 never lowers, −1 never raises the price. Required for whatever moves with miles or grade. */
  readonly monotone: -1 | 0 | 1;
  readonly tracks: readonly Track[];
  /**
   * Which trees see it; the middle's alone where not said. Those of the range see nothing that moves with miles, grade,
   * seller, color or place: how far prices of a kind of car scatter is then the same whatever is known of one.
   */
  readonly serves?: 'both' | 'range';
  /** For the range: whether more of it can only narrow. */
  readonly narrows?: true;
  readonly read: (car: TreeCar) => number;
}

export interface TreeCar {
  readonly facts: LotFacts;
  readonly lot: LotHashes;
  readonly sums: EffectSums;
  /** In the book track: the sums of the graded (own) effects, book unseen. */
  readonly ownSums: EffectSums;
  readonly evidence: EvidenceCounts;
  /** 1 while training, so that a sale is not its own evidence. */
  readonly ownCount: number;
}

const all: readonly Track[] = ['blind', 'graded', 'book'];
const withCondition: readonly Track[] = ['graded', 'book'];
const withBook: readonly Track[] = ['book'];

const blockSum = (
  block: Block,
  monotone: -1 | 0 | 1,
  tracks: readonly Track[],
  serves?: 'both',
): TreeFeature => {
  const index = blocks.indexOf(block);
  return {
    name: `${block} effect`,
    block,
    monotone,
    tracks,
    ...(serves && { serves }),
    read: (car) => car.sums.blocks[index] as number,
  };
};

/** Blocks of what a car is, whoever sells it where in whatever state. */
const kindBlocks = (['vehicle', 'trim', 'vin', 'age'] as const).map((block) => blocks.indexOf(block));
const milesBlock = blocks.indexOf('miles');
const gradeBlock = blocks.indexOf('grade');

const evidenceBlocks: Record<EvidenceKind, Block> = {
  make: 'vehicle',
  model: 'vehicle',
  modelYear: 'vehicle',
  modelTrim: 'trim',
  vinYear: 'vin',
  seller: 'seller',
};

const evidenceOf = (kind: EvidenceKind): TreeFeature => ({
  name: `sales of same ${kind}`,
  block: evidenceBlocks[kind],
  monotone: 0,
  tracks: kind === 'seller' ? withCondition : all,
  ...(kind !== 'seller' && { serves: 'both' }),
  read: (car) => Math.log1p(Math.max(0, findEvidence(car.evidence, kind, car.lot) - car.ownCount)),
});

const unknownAs = (value: number, known: boolean): number => (known ? value : Number.NaN);

/**
 * Lets the trees tell a car of which something is hidden from one that is fully known: sums of effects alone do not, and
 * what the copies with hidden facts teach would then be said of every car.
 */
const isKnown = (
  name: string,
  block: Block,
  tracks: readonly Track[],
  fact: 'vin' | 'trim' | 'seller',
): TreeFeature => ({
  name: `${name} known`,
  block,
  monotone: 0,
  tracks,
  ...(fact !== 'seller' && { serves: 'both', narrows: true }),
  read: ({ facts }) => knownShare(facts, fact),
});

const names = ['vin', 'trim', 'body', 'transmission', 'color', 'state', 'model'] as const;

/** 1 for what is stated, half for what like cars mostly have, 0 for what is not known. */
function knownShare(facts: LotFacts, fact: (typeof names)[number] | 'seller'): number {
  if (facts[fact] === '') return 0;
  return facts.guessed.some((guessed) => guessed === fact) ? 0.5 : 1;
}

export const treeFeatures: readonly TreeFeature[] = [
  {
    name: 'price at usual miles and grade 3',
    block: 'vehicle',
    monotone: 0,
    tracks: all,
    read: ({ sums, lot }) => sums.atReference + lot.bookLog,
  },
  {
    name: 'price of its kind',
    block: 'vehicle',
    monotone: 0,
    tracks: all,
    serves: 'range',
    read: ({ sums, lot }) =>
      kindBlocks.reduce((sum, block) => sum + (sums.blocks[block] as number), lot.bookLog),
  },
  blockSum('vehicle', 0, all, 'both'),
  blockSum('trim', 0, all, 'both'),
  blockSum('vin', 0, all, 'both'),
  blockSum('age', 0, all, 'both'),
  blockSum('place', 0, all),
  blockSum('color', 0, all),
  blockSum('market', 0, all),
  {
    name: 'miles effect at usual miles',
    block: 'miles',
    monotone: 0,
    tracks: all,
    read: ({ sums }) => (sums.blocks[milesBlock] as number) - sums.wear,
  },
  { name: 'wear', block: 'miles', monotone: 1, tracks: all, read: ({ sums }) => sums.wear },
  {
    name: 'grade effect at grade 3',
    block: 'grade',
    monotone: 0,
    tracks: withCondition,
    read: ({ sums }) => (sums.blocks[gradeBlock] as number) - sums.polish,
  },
  {
    name: 'polish',
    block: 'grade',
    monotone: 1,
    tracks: withCondition,
    read: ({ sums }) => sums.polish,
  },
  blockSum('seller', 0, withCondition),
  blockSum('book', 0, withBook),
  {
    name: 'grade',
    block: 'grade',
    monotone: 1,
    tracks: withCondition,
    read: ({ facts, lot }) => unknownAs(lot.grade, !Number.isNaN(facts.grade)),
  },
  { name: 'age', block: 'age', monotone: 0, tracks: all, serves: 'both', read: ({ lot }) => lot.age },
  {
    name: 'miles',
    block: 'miles',
    monotone: -1,
    tracks: all,
    read: ({ facts, lot }) => unknownAs(lot.miles, !Number.isNaN(facts.miles)),
  },
  {
    name: 'miles per year',
    block: 'miles',
    monotone: -1,
    tracks: all,
    read: ({ facts, lot }) => unknownAs(lot.miles / Math.max(0.5, lot.age), !Number.isNaN(facts.miles)),
  },
  { name: 'months', block: 'market', monotone: 0, tracks: all, read: ({ lot }) => lot.months },
  {
    name: 'automatic',
    block: 'vehicle',
    monotone: 0,
    tracks: all,
    read: ({ facts }) => unknownAs(facts.transmission === 'manual' ? 0 : 1, facts.transmission !== ''),
  },
  ...evidenceKinds.map(evidenceOf),
  isKnown('VIN', 'vin', all, 'vin'),
  isKnown('trim', 'trim', all, 'trim'),
  isKnown('seller', 'seller', withCondition, 'seller'),
  {
    name: 'names known',
    block: 'vehicle',
    monotone: 0,
    tracks: all,
    serves: 'both',
    narrows: true,
    read: ({ facts }) => {
      let known = 0;
      for (const name of names) known += knownShare(facts, name);
      return known;
    },
  },
  {
    name: 'book',
    block: 'book',
    monotone: 0,
    tracks: withBook,
    serves: 'both',
    read: ({ lot }) => lot.bookLog,
  },
  {
    name: 'own estimate over book',
    block: 'book',
    monotone: 1,
    tracks: withBook,
    read: ({ ownSums, lot }) => ownSums.total - lot.bookLog,
  },
  {
    name: 'own estimate at usual miles and grade 3 over book',
    block: 'book',
    monotone: 0,
    tracks: withBook,
    serves: 'both',
    read: ({ ownSums, lot }) => ownSums.atReference - lot.bookLog,
  },
  {
    name: 'own wear',
    block: 'book',
    monotone: 1,
    tracks: withBook,
    read: ({ ownSums }) => ownSums.wear,
  },
  {
    name: 'own polish',
    block: 'book',
    monotone: 1,
    tracks: withBook,
    read: ({ ownSums }) => ownSums.polish,
  },
];

const featuresByTrack = {
  blind: treeFeatures.filter((feature) => feature.tracks.includes('blind')),
  graded: treeFeatures.filter((feature) => feature.tracks.includes('graded')),
  book: treeFeatures.filter((feature) => feature.tracks.includes('book')),
};

export const featuresOf = (track: Track): readonly TreeFeature[] => featuresByTrack[track];

/** Writes the car's features for `track` from `offset` on. */
export function writeFeatures(track: Track, car: TreeCar, values: Float32Array, offset: number): void {
  const features = featuresOf(track);
  for (let i = 0; i < features.length; i++) values[offset + i] = features[i]?.read(car) ?? Number.NaN;
}
