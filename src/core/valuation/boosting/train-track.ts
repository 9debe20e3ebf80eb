import { binFeatures, type FeatureTable } from './bin-features.ts';
import { boostTrees, type Ensemble } from './boost.ts';
import { buildEffectMatrix } from './effect-matrix.ts';
import { createEffectModel, createEffectSums, type EffectModel, sumEffects } from './effect-model.ts';
import type { Track } from './effect-terms.ts';
import { countEvidence, type EvidenceCounts } from './evidence-counts.ts';
import { fitEffects } from './fit-effects.ts';
import type { LotFacts } from './lot-facts.ts';
import { hashLot, type LotHashes } from './lot-hashes.ts';
import { maskFacts } from './mask-facts.ts';
import { createRandom } from './random.ts';
import type { TrainingSale } from './training-sale.ts';
import { featuresOf, monotoneOf, writeFeatures } from './tree-features.ts';

/** One way of knowing a car, fitted: effects, then trees on what the effects leave unexplained. */
export interface TrainedTrack {
  readonly track: Track;
  readonly effects: EffectModel;
  /** In the book track the effects without the book as well. */
  readonly ownEffects: EffectModel | undefined;
  readonly low: Ensemble;
  readonly middle: Ensemble;
  readonly high: Ensemble;
}

export interface TrackOptions {
  readonly seed: number;
  /** Rounds of the sales being held out in turn, so that trees learn from honest effect sums. */
  readonly folds: number;
  readonly middleTrees: number;
  readonly edgeTrees: number;
}

/** Rows count by price to this power: between relative (0) and dollar (1) errors. */
const priceWeightPower = 0.75;
const maskedCopyWeight = 0.3;
const mostBagRate = 0.05;

export const isUsableIn = (track: Track, sale: TrainingSale): boolean =>
  track !== 'book' || sale.facts.bookDollars > 0;

/** Natural logarithm of what the track predicts: the price, or the price over the book value. */
export const targetOf = (track: Track, sale: TrainingSale): number =>
  Math.log(track === 'book' ? sale.priceDollars / sale.facts.bookDollars : sale.priceDollars);

export function trainTrack(
  allSales: readonly TrainingSale[],
  track: Track,
  options: TrackOptions,
  onProgress: (step: string) => void = () => {},
): TrainedTrack {
  const sales = allSales.filter((sale) => isUsableIn(track, sale));
  const lots = sales.map((sale) => hashLot(sale.facts));
  const evidence = countEvidence(lots);
  const targets = Float64Array.from(sales, (sale) => targetOf(track, sale));
  const weights = Float64Array.from(sales, (sale) => (sale.priceDollars / 10_000) ** priceWeightPower);
  const random = createRandom(options.seed);
  const folds = Uint8Array.from(sales, () => Math.floor(random() * options.folds));
  const masked = sales.map((sale) => maskFacts(sale.facts, random));

  const own = track === 'book' ? fitInFolds(sales, lots, folds, 'graded', weights, onProgress, options) : undefined;
  const effects = fitInFolds(sales, lots, folds, track, weights, onProgress, options);

  const featureCount = featuresOf(track).length;
  const rowCount = sales.length * 2;
  const values = new Float32Array(rowCount * featureCount);
  const residuals = new Float64Array(rowCount);
  const rowWeights = new Float64Array(rowCount);
  const sums = createEffectSums();
  const ownSums = createEffectSums();
  const meanWeight = weights.reduce((sum, weight) => sum + weight, 0) / sales.length;
  const addRow = (row: number, sale: number, facts: LotFacts, lot: LotHashes, share: number) => {
    const fold = folds[sale] as number;
    sumEffects(effects.held[fold] ?? effects.full, lot, sums);
    if (own !== undefined) sumEffects(own.held[fold] ?? own.full, lot, ownSums);
    writeFeatures(track, { facts, lot, sums, ownSums, evidence, ownCount: 1 }, values, row * featureCount);
    residuals[row] = (targets[sale] as number) - sums.total;
    rowWeights[row] = (share * (weights[sale] as number)) / meanWeight;
  };
  for (const [index, sale] of sales.entries()) {
    addRow(index, index, sale.facts, lots[index] as LotHashes, 1);
    const hidden = masked[index] as LotFacts;
    addRow(sales.length + index, index, hidden, hashLot(hidden), maskedCopyWeight);
  }
  const table: FeatureTable = { rowCount, featureCount, values };
  const binned = binFeatures(table);
  const boost = (quantile: number, treeCount: number, mostLeaves: number, leastWeight: number) => {
    onProgress(`${track}: ${treeCount} trees for the ${Math.round(quantile * 100)}th percentile`);
    return boostTrees(
      table,
      residuals,
      rowWeights,
      {
        quantile,
        treeCount,
        mostLeaves,
        leastWeight,
        rate: mostBagRate,
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
    effects: effects.full,
    ownEffects: own?.full,
    middle: boost(0.5, options.middleTrees, 20, 30),
    low: boost(0.1, options.edgeTrees, 12, 60),
    high: boost(0.9, options.edgeTrees, 12, 60),
  };
}

interface FoldedEffects {
  readonly full: EffectModel;
  /** Fitted without the sales of fold i. */
  readonly held: readonly EffectModel[];
}

function fitInFolds(
  sales: readonly TrainingSale[],
  lots: readonly LotHashes[],
  folds: Uint8Array,
  track: Track,
  weights: Float64Array,
  onProgress: (step: string) => void,
  options: TrackOptions,
): FoldedEffects {
  const matrix = buildEffectMatrix(lots, track);
  const targets = Float64Array.from(sales, (sale) => targetOf(track, sale));
  const fit = (name: string, rowWeights: Float64Array) => {
    onProgress(`${track}: effects, ${name}`);
    return createEffectModel(track, matrix, fitEffects(matrix, targets, rowWeights));
  };
  const held = Array.from({ length: options.folds }, (_, fold) =>
    fit(
      `round ${fold + 1} of ${options.folds}`,
      weights.map((weight, sale) => (folds[sale] === fold ? 0 : weight)),
    ),
  );
  return { full: fit('all sales', weights), held };
}

export type { EvidenceCounts };
