import { applyShift } from './calibrate.ts';
import { createEffectSums, type EffectSums, moveGrade, sumEffects } from './effect-model.ts';
import type { Track } from './effect-terms.ts';
import type { EvidenceCounts } from './evidence-counts.ts';
import type { LotFacts } from './lot-facts.ts';
import { hashLot, type LotHashes } from './lot-hashes.ts';
import { createLotTerms, describeTerms, type LotTerms } from './lot-terms.ts';
import { predictPacked } from './packed-trees.ts';
import type { TrainedTrack } from './train-track.ts';
import type { Calibration } from './trained-model.ts';
import { treeFeatures, writeFeatures, writeGradeFeatures } from './tree-features.ts';

/** What pricing needs of a model, be it the shipped one or one still in training. */
export interface PricingParts {
  readonly evidence: EvidenceCounts;
  readonly tracks: Readonly<Partial<Record<Track, TrainedTrack>>>;
  readonly calibration: Readonly<Partial<Record<Track, Calibration>>>;
}

/** Natural logarithms of dollars, in order. */
export interface LogPrices {
  low: number;
  middle: number;
  high: number;
  /** What the effects alone say, without the trees. */
  effects: number;
  /** What of all three is the market of after the sales learned from. */
  later: number;
}

/** Space for one pricing at a time, kept between calls: what the last `priceLot` saw of its car. */
export interface PricingScratch {
  readonly features: Float32Array;
  readonly featuresAtGrade: Float32Array;
  readonly sums: EffectSums;
  readonly ownSums: EffectSums;
  readonly terms: LotTerms;
}

export const createPricingScratch = (): PricingScratch => ({
  features: new Float32Array(treeFeatures.length),
  featuresAtGrade: new Float32Array(treeFeatures.length),
  sums: createEffectSums(),
  ownSums: createEffectSums(),
  terms: createLotTerms(),
});

/** The way of knowing that fits what is known of a car. */
export function trackFor(facts: LotFacts): Track {
  if (facts.bookDollars > 0) return 'book';
  return Number.isNaN(facts.grade) && facts.seller === '' ? 'blind' : 'graded';
}

/**
 * Prices one car; undefined where that track was not trained. Quantiles that cross are set to the middle. `lot` and
 * `terms` are what `facts` make, where they are at hand.
 */
export function priceLot(
  parts: PricingParts,
  track: Track,
  facts: LotFacts,
  scratch: PricingScratch,
  lot: LotHashes = hashLot(facts),
  terms: LotTerms = describeTerms(lot, scratch.terms),
): LogPrices | undefined {
  const trained = parts.tracks[track];
  if (trained === undefined) return undefined;
  const { features, sums, ownSums } = scratch;
  sumEffects(trained.effects, lot, sums, terms);
  if (track === 'book') {
    if (parts.tracks.graded === undefined) return undefined;
    sumEffects(parts.tracks.graded.effects, lot, ownSums, terms);
  }
  writeFeatures(track, { facts, lot, sums, ownSums, evidence: parts.evidence, ownCount: 0 }, features, 0);
  const effects = sums.total + (track === 'book' ? Math.log(facts.bookDollars) : 0);
  const calibration = parts.calibration[track];
  const later = driftOf(calibration, facts);
  const start = effects + later;
  const middle = start + predictPacked(trained.middle, features);
  let low = Math.min(middle, start + predictPacked(trained.low, features));
  let high = Math.max(middle, start + predictPacked(trained.high, features));
  if (calibration !== undefined) {
    low = Math.min(middle, applyShift(calibration.low, low));
    high = Math.max(middle, applyShift(calibration.high, high));
  }
  return { low, middle, high, effects, later };
}

/** What the car's market day, lying after the sales learned from, adds to every percentile, in log price. */
const driftOf = (calibration: Calibration | undefined, { marketDay }: LotFacts): number =>
  calibration !== undefined && marketDay >= calibration.later.fromDay ? calibration.later.shift : 0;

/**
 * The low end at a worse and the high end at a better grade of the car that `priceLot` priced last with this track and
 * scratch; undefined where the track was not trained. Leaves what the scratch knows of that car as it was.
 */
export function priceAtGrades(
  parts: PricingParts,
  track: Track,
  facts: LotFacts,
  scratch: PricingScratch,
  lot: LotHashes,
  grades: { readonly worse: number; readonly better: number },
): Pick<LogPrices, 'low' | 'high'> | undefined {
  const trained = parts.tracks[track];
  if (trained === undefined) return undefined;
  const { features, featuresAtGrade, sums, ownSums } = scratch;
  const calibration = parts.calibration[track];
  featuresAtGrade.set(features);
  const priceAt = (grade: number, end: 'low' | 'high'): number => {
    const moved = { ...lot, grade };
    moveGrade(sums, grade);
    if (track === 'book') moveGrade(ownSums, grade);
    const car = { facts, lot: moved, sums, ownSums, evidence: parts.evidence, ownCount: 0 };
    writeGradeFeatures(track, car, featuresAtGrade);
    const effects = sums.total + (track === 'book' ? Math.log(facts.bookDollars) : 0);
    const price = effects + driftOf(calibration, facts) + predictPacked(trained[end], featuresAtGrade);
    return calibration === undefined ? price : applyShift(calibration[end], price);
  };
  const edges = { low: priceAt(grades.worse, 'low'), high: priceAt(grades.better, 'high') };
  moveGrade(sums, lot.grade);
  if (track === 'book') moveGrade(ownSums, lot.grade);
  return edges;
}
