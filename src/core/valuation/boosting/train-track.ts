import { binFeatures } from './bin-features.ts';
import { boostTrees, type Ensemble } from './boost.ts';
import type { EffectModel } from './effect-model.ts';
import type { Track } from './effect-terms.ts';
import { type StackedRows, type StackOptions, stackRows } from './stack-rows.ts';
import type { TrainingSale } from './training-sale.ts';
import { monotoneOf } from './tree-features.ts';

/** One way of knowing a car, fitted: effects, then trees on what the effects leave unexplained. */
export interface TrainedTrack {
  readonly track: Track;
  readonly effects: EffectModel;
  readonly low: Ensemble;
  readonly middle: Ensemble;
  readonly high: Ensemble;
}

export interface TrackOptions extends StackOptions {
  readonly middleTrees: number;
  readonly edgeTrees: number;
}

export function trainTrack(
  sales: readonly TrainingSale[],
  track: Track,
  options: TrackOptions,
  onProgress: (step: string) => void = () => {},
): TrainedTrack {
  return boostTrack(stackRows(sales, track, options, onProgress), track, options, onProgress);
}

export function boostTrack(
  rows: StackedRows,
  track: Track,
  options: TrackOptions,
  onProgress: (step: string) => void = () => {},
): TrainedTrack {
  const binned = binFeatures(rows.table);
  const boost = (quantile: number, treeCount: number, mostLeaves: number, leastWeight: number) => {
    onProgress(`${track}: ${treeCount} trees for the ${Math.round(quantile * 100)}th percentile`);
    return boostTrees(
      rows.table,
      rows.residuals,
      rows.rowWeights,
      {
        quantile,
        treeCount,
        mostLeaves,
        leastWeight,
        rate: 0.05,
        shrinkage: 2,
        rowShare: 0.7,
        featureShare: 0.6,
        monotone: monotoneOf(track),
        seed: options.seed + Math.round(quantile * 1000),
      },
      binned,
    );
  };
  return {
    track,
    effects: rows.effects,
    middle: boost(0.5, options.middleTrees, 20, 30),
    low: boost(0.1, options.edgeTrees, 12, 60),
    high: boost(0.9, options.edgeTrees, 12, 60),
  };
}
