import { binFeatures } from './bin-features.ts';
import { boostTrees, type Ensemble } from './boost.ts';
import type { EffectModel } from './effect-model.ts';
import type { Track } from './effect-terms.ts';
import { type FoldedEffects, type FoldOptions, foldEffects } from './fold-effects.ts';
import { dollarLoss, pinballLoss } from './loss.ts';
import { stackRows } from './stack-rows.ts';
import type { TrainingSale } from './training-sale.ts';
import { monotoneOf } from './tree-features.ts';

/** One way of knowing a car, fitted: effects, then trees on what the effects leave unexplained. */
export interface TrainedTrack {
  readonly track: Track;
  readonly effects: EffectModel;
  /** For the 10th, 50th and 90th percentile. */
  readonly low: Ensemble;
  readonly middle: Ensemble;
  readonly high: Ensemble;
}

export interface TrackOptions extends FoldOptions {
  readonly middleTrees: number;
  readonly edgeTrees: number;
}

/** Trains the given tracks; `book` needs `graded` before it, whose effects it sees. */
export function trainTracks(
  sales: readonly TrainingSale[],
  tracks: readonly Track[],
  options: TrackOptions,
  onProgress: (step: string) => void = () => {},
): TrainedTrack[] {
  let own: FoldedEffects | undefined;
  return tracks.map((track) => {
    const effects = foldEffects(sales, track, options, onProgress);
    if (track === 'graded') own = effects;
    return boostTrack(sales, track, effects, own ?? effects, options, onProgress);
  });
}

const middleShape = {
  rate: 0.06,
  mostLeaves: 20,
  leastWeight: 10,
  shrinkage: 3,
  rowShare: 0.7,
  featureShare: 0.4,
} as const;
const edgeShape = {
  rate: 0.05,
  mostLeaves: 12,
  leastWeight: 60,
  shrinkage: 2,
  rowShare: 0.7,
  featureShare: 0.3,
} as const;

function boostTrack(
  sales: readonly TrainingSale[],
  track: Track,
  effects: FoldedEffects,
  own: FoldedEffects,
  options: TrackOptions,
  onProgress: (step: string) => void,
): TrainedTrack {
  const rows = stackRows(sales, track, effects, own, options.seed);
  const binned = binFeatures(rows.table);
  const monotone = monotoneOf(track);
  const edge = (quantile: number) => {
    onProgress(`${track}: ${options.edgeTrees} trees for the ${Math.round(quantile * 100)}th percentile`);
    return boostTrees(
      rows.table,
      rows.residuals,
      pinballLoss(quantile, rows.rowWeights),
      { ...edgeShape, treeCount: options.edgeTrees, monotone, seed: options.seed + 1000 * quantile },
      binned,
    );
  };
  const middle = () => {
    onProgress(`${track}: ${options.middleTrees} trees for the middle`);
    return boostTrees(
      rows.table,
      rows.residuals,
      dollarLoss(rows.priceDollars, rows.shares),
      { ...middleShape, treeCount: options.middleTrees, monotone, seed: options.seed + 500 },
      binned,
    );
  };
  return {
    track,
    effects: effects.full,
    middle: middle(),
    low: edge(0.1),
    high: edge(0.9),
  };
}
