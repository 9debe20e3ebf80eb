import { binFeatures } from './bin-features.ts';
import { boostTrees, type Ensemble, predictEnsemble } from './boost.ts';
import type { EffectModel } from './effect-model.ts';
import type { Track } from './effect-terms.ts';
import { FillCounter } from './fill-facts.ts';
import { type FoldedEffects, type FoldOptions, foldEffects } from './fold-effects.ts';
import { dollarLoss, pinballLoss } from './loss.ts';
import { type StackedRows, stackRows } from './stack-rows.ts';
import type { TrainingSale } from './training-sale.ts';
import { sightOf } from './tree-sight.ts';

/** One way of knowing a car, fitted: effects, then trees on what the effects leave unexplained. */
export interface TrainedTrack {
  readonly track: Track;
  readonly effects: EffectModel;
  /** For the 10th, 50th and 90th percentile; no ends in the track `blind`, whose range is the graded one's, wider. */
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
  const counter = new FillCounter(sales);
  const filled = sales.map((sale) => ({ ...sale, facts: counter.fillSale(sale.facts, sale.facts) }));
  let own: FoldedEffects | undefined;
  return tracks.map((track) => {
    const effects = foldEffects(filled, track, options, onProgress);
    if (track === 'graded') own = effects;
    const rows = stackRows({ sales, filled, counter }, track, effects, own ?? effects, options.seed);
    return boostTrack(rows, track, effects.full, options, onProgress);
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
  rows: StackedRows,
  track: Track,
  effects: EffectModel,
  options: TrackOptions,
  onProgress: (step: string) => void,
): TrainedTrack {
  const binned = binFeatures(rows.table);
  onProgress(`${track}: ${options.middleTrees} trees for the middle`);
  const middle = boostTrees(
    rows.table,
    rows.residuals,
    dollarLoss(rows.priceDollars, rows.shares),
    { ...middleShape, ...sightOf(track, 'middle'), treeCount: options.middleTrees, seed: options.seed + 500 },
    binned,
  );
  const beyondMiddle = (): Float64Array => {
    const { values, featureCount } = rows.table;
    return rows.residuals.map(
      (residual, row) => residual - predictEnsemble(middle, values, row * featureCount),
    );
  };
  const targets = track === 'blind' ? undefined : beyondMiddle();
  const edge = (end: 'low' | 'high') => {
    if (targets === undefined) return [];
    const quantile = end === 'low' ? 0.1 : 0.9;
    onProgress(`${track}: ${options.edgeTrees} trees for the ${Math.round(quantile * 100)}th percentile`);
    return boostTrees(
      rows.table,
      targets,
      pinballLoss(quantile, rows.rowWeights),
      {
        ...edgeShape,
        ...sightOf(track, end),
        treeCount: options.edgeTrees,
        seed: options.seed + 1000 * quantile,
      },
      binned,
    );
  };
  return {
    track,
    effects,
    middle,
    low: edge('low'),
    high: edge('high'),
  };
}
