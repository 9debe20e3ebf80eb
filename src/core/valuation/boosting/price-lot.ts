import { predictEnsemble } from './boost.ts';
import { applyShift } from './calibrate.ts';
import { createEffectSums, type EffectSums, sumEffects } from './effect-model.ts';
import type { Track } from './effect-terms.ts';
import type { EvidenceCounts } from './evidence-counts.ts';
import type { LotFacts } from './lot-facts.ts';
import { hashLot, type LotHashes } from './lot-hashes.ts';
import type { TrainedTrack } from './train-track.ts';
import type { Calibration } from './trained-model.ts';
import { treeFeatures, writeFeatures } from './tree-features.ts';

/** What pricing needs of a model, be it the shipped one or one still in training. */
export interface PricingParts {
  readonly evidence: EvidenceCounts;
  readonly tracks: Readonly<Partial<Record<Track, TrainedTrack>>>;
  readonly calibration: Readonly<Partial<Record<Track, Calibration>>>;
}

/** Natural logarithms of dollars, in order. `features` and `sums` are overwritten by the next call. */
export interface LogPrices {
  low: number;
  middle: number;
  high: number;
  /** What the effects alone say, without the trees. */
  effects: number;
  /** What of all three is the market of after the sales learned from. */
  later: number;
}

/** Space for one pricing at a time, kept between calls. */
export interface PricingScratch {
  readonly features: Float32Array;
  readonly sums: EffectSums;
  readonly ownSums: EffectSums;
}

export const createPricingScratch = (): PricingScratch => ({
  features: new Float32Array(treeFeatures.length),
  sums: createEffectSums(),
  ownSums: createEffectSums(),
});

/** The way of knowing that fits what is known of a car. */
export function trackFor(facts: LotFacts): Track {
  if (facts.bookDollars > 0) return 'book';
  return Number.isNaN(facts.grade) && facts.seller === '' ? 'blind' : 'graded';
}

/** Prices one car; undefined where that track was not trained. Quantiles that cross are set to the middle. */
export function priceLot(
  parts: PricingParts,
  track: Track,
  facts: LotFacts,
  scratch: PricingScratch,
  lot: LotHashes = hashLot(facts),
): LogPrices | undefined {
  const trained = parts.tracks[track];
  if (trained === undefined) return undefined;
  const { features, sums, ownSums } = scratch;
  sumEffects(trained.effects, lot, sums);
  if (track === 'book') {
    if (parts.tracks.graded === undefined) return undefined;
    sumEffects(parts.tracks.graded.effects, lot, ownSums);
  }
  writeFeatures(track, { facts, lot, sums, ownSums, evidence: parts.evidence, ownCount: 0 }, features, 0);
  const effects = sums.total + (track === 'book' ? Math.log(facts.bookDollars) : 0);
  const calibration = parts.calibration[track];
  const isLater = calibration !== undefined && facts.marketDay >= calibration.later.fromDay;
  const later = isLater ? calibration.later.shift : 0;
  const start = effects + later;
  const middle = start + predictEnsemble(trained.middle, features);
  let low = Math.min(middle, start + predictEnsemble(trained.low, features));
  let high = Math.max(middle, start + predictEnsemble(trained.high, features));
  if (calibration !== undefined) {
    low = Math.min(middle, applyShift(calibration.low, low));
    high = Math.max(middle, applyShift(calibration.high, high));
  }
  return { low, middle, high, effects, later };
}
