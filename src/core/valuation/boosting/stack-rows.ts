import type { FeatureTable } from './bin-features.ts';
import { buildEffectMatrix } from './effect-matrix.ts';
import { createEffectModel, createEffectSums, type EffectModel, sumEffects } from './effect-model.ts';
import type { Track } from './effect-terms.ts';
import { countEvidence } from './evidence-counts.ts';
import { fitEffects } from './fit-effects.ts';
import type { LotFacts } from './lot-facts.ts';
import { hashLot, type LotHashes } from './lot-hashes.ts';
import { maskFacts } from './mask-facts.ts';
import { createRandom } from './random.ts';
import type { TrainingSale } from './training-sale.ts';
import { featuresOf, writeFeatures } from './tree-features.ts';

/** Fitted effects, and the rows that the trees learn from. */
export interface StackedRows {
  readonly effects: EffectModel;
  readonly table: FeatureTable;
  /** Log price (over book, in the book track) less what the effects say. */
  readonly residuals: Float64Array;
  readonly rowWeights: Float64Array;
}

export interface StackOptions {
  readonly seed: number;
  /** Rounds in which the sales are held out in turn, so that the trees learn from honest effect sums. */
  readonly folds: number;
}

/** Rows count by price to this power: between relative (0) and dollar (1) errors. */
const priceWeightPower = 0.75;
const maskedCopyWeight = 0.3;

export const isUsableIn = (track: Track, sale: TrainingSale): boolean =>
  track !== 'book' || sale.facts.bookDollars > 0;

/** Natural logarithm of what the track predicts: the price, or the price over the book value. */
export const targetOf = (track: Track, sale: TrainingSale): number =>
  Math.log(track === 'book' ? sale.priceDollars / sale.facts.bookDollars : sale.priceDollars);

/**
 * Fits the effects on all sales, and once without each fold; lays out two rows per sale for the trees, the second with
 * some facts hidden, each seen through effects that never saw that sale.
 */
export function stackRows(
  allSales: readonly TrainingSale[],
  track: Track,
  options: StackOptions,
  onProgress: (step: string) => void,
): StackedRows {
  const sales = allSales.filter((sale) => isUsableIn(track, sale));
  const lots = sales.map((sale) => hashLot(sale.facts));
  const evidence = countEvidence(lots);
  const targets = Float64Array.from(sales, (sale) => targetOf(track, sale));
  const weights = Float64Array.from(sales, (sale) => (sale.priceDollars / 10_000) ** priceWeightPower);
  const random = createRandom(options.seed);
  const folds = Uint8Array.from(sales, () => Math.floor(random() * options.folds));
  const masked = sales.map((sale) => maskFacts(sale.facts, random));

  const own =
    track === 'book' ? fitInFolds(sales, lots, folds, 'graded', weights, onProgress, options) : undefined;
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
  return {
    effects: effects.full,
    table: { rowCount, featureCount, values },
    residuals,
    rowWeights,
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
  options: StackOptions,
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
