import { stretchOf } from './calibrate.ts';
import { createEffectSums, type EffectSums, moveGrade, sumBlock, sumEffects } from './effect-model.ts';
import { blocks, type Track } from './effect-terms.ts';
import type { EvidenceCounts } from './evidence-counts.ts';
import type { LotFacts } from './lot-facts.ts';
import { hashLot, type LotHashes } from './lot-hashes.ts';
import { createLotTerms, describeTerms, type LotTerms } from './lot-terms.ts';
import { readDrift } from './market-drift.ts';
import { predictPacked } from './packed-trees.ts';
import { calibrateEnd, type RangeEnds, widerForUnknown } from './price-range.ts';
import type { TrainedTrack } from './train-track.ts';
import type { Calibration } from './trained-model.ts';
import { treeFeatures, writeFeatures } from './tree-features.ts';

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
  /** What the grade adds beyond grade 3. */
  polish: number;
  /** What its grade, or the want of one, and its seller add beyond a car of grade 3 and no known seller. */
  beyondKind: number;
}

/** Space for one pricing at a time, kept between calls: what the last `priceLot` saw of its car. */
export interface PricingScratch {
  readonly features: Float32Array;
  /** What the trees of the range see: those of the track, or of the graded one for a car of the blind. */
  readonly rangeFeatures: Float32Array;
  readonly sums: EffectSums;
  readonly ownSums: EffectSums;
  readonly ends: RangeEnds;
  /** By how much the range is wider for what is not known. */
  wider: number;
  readonly terms: LotTerms;
}

export const createPricingScratch = (): PricingScratch => ({
  features: new Float32Array(treeFeatures.length),
  rangeFeatures: new Float32Array(treeFeatures.length),
  sums: createEffectSums(),
  ownSums: createEffectSums(),
  ends: { low: 0, high: 0 },
  wider: 1,
  terms: createLotTerms(),
});

const gradeBlock = blocks.indexOf('grade');
const sellerBlock = blocks.indexOf('seller');

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
  const { graded } = parts.tracks;
  if (trained === undefined || graded === undefined) return undefined;
  const { features, sums, ownSums, ends } = scratch;
  sumEffects(trained.effects, lot, sums, terms);
  if (track !== 'graded') sumEffects(graded.effects, lot, ownSums, terms);
  const { evidence } = parts;
  writeFeatures(track, { facts, lot, sums, ownSums, evidence, ownCount: 0 }, features, 0);
  let rangeFeatures = features;
  if (track === 'blind') {
    rangeFeatures = scratch.rangeFeatures;
    writeFeatures('graded', { facts, lot, sums: ownSums, ownSums, evidence, ownCount: 0 }, rangeFeatures, 0);
  }
  const ranged = track === 'blind' ? graded : trained;
  const effects = sums.total + (track === 'book' ? Math.log(facts.bookDollars) : 0);
  const calibration = parts.calibration[track];
  const later = driftOf(calibration, facts);
  const start = effects + later;
  const middle = start + predictPacked(trained.middle, features);
  const { polish } = sums;
  ends.low = predictPacked(ranged.low, rangeFeatures);
  ends.high = predictPacked(ranged.high, rangeFeatures);
  const gradedSums = track === 'blind' ? ownSums : sums;
  // cars whose grade is not stated bring less than those of grade 3: that is no part of a car that has one
  const ungraded =
    Number.isNaN(facts.grade) && track !== 'book'
      ? (gradedSums.blocks[gradeBlock] as number) -
        sumBlock(graded.effects, 'grade', { ...lot, gradeKnown: 1 })
      : 0;
  const gradedKind = gradedSums.atReference - ungraded;
  const car = { facts, own: sums, graded: gradedSums, gradedKind, ends };
  scratch.wider = widerForUnknown(parts.calibration, track, car);
  const stretch = stretchOf(calibration?.roughness ?? 0, polish) * scratch.wider;
  const low = calibrateEnd(calibration, 'low', middle, ends, stretch);
  const high = calibrateEnd(calibration, 'high', middle, ends, stretch);
  const wantOfGrade = track === 'graded' ? ungraded : 0;
  const beyondKind = polish + wantOfGrade + (sums.blocks[sellerBlock] as number);
  return {
    low: Math.min(middle, low),
    middle,
    high: Math.max(middle, high),
    effects,
    later,
    polish,
    beyondKind,
  };
}

/** What the car's day, lying after those that the price follows, adds to every percentile, in log price. */
const driftOf = (calibration: Calibration | undefined, { day }: LotFacts): number =>
  calibration === undefined ? 0 : readDrift(calibration.later, day);

/**
 * Moves the ends of the range of the car that `priceLot` priced last with this track and scratch out to its low end at a
 * worse grade and its high end at a better one: the trees of the range do not see a grade, its effect moves both ends.
 */
export function reachGrades(
  parts: PricingParts,
  track: Track,
  lot: LotHashes,
  { sums, ends, wider }: PricingScratch,
  prices: LogPrices,
  grades: { readonly worse: number; readonly better: number },
): void {
  const calibration = parts.calibration[track];
  const { total } = sums;
  const endAt = (grade: number, end: 'low' | 'high'): number => {
    moveGrade(sums, grade);
    const stretch = stretchOf(calibration?.roughness ?? 0, sums.polish) * wider;
    return calibrateEnd(calibration, end, prices.middle + sums.total - total, ends, stretch);
  };
  prices.low = Math.min(prices.low, endAt(grades.worse, 'low'));
  prices.high = Math.max(prices.high, endAt(grades.better, 'high'));
  moveGrade(sums, lot.grade);
}
