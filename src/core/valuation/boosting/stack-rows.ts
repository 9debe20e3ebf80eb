import type { FeatureTable } from './bin-features.ts';
import { createEffectSums, type EffectModel, sumEffects } from './effect-model.ts';
import type { Track } from './effect-terms.ts';
import { countEvidence } from './evidence-counts.ts';
import type { FillCounter } from './fill-facts.ts';
import { type FoldedEffects, isUsableIn, targetOf, weightOf } from './fold-effects.ts';
import type { LotFacts } from './lot-facts.ts';
import { hashLot } from './lot-hashes.ts';
import { maskFacts } from './mask-facts.ts';
import { createRandom } from './random.ts';
import type { TrainingSale } from './training-sale.ts';
import { featuresOf, writeFeatures } from './tree-features.ts';

/** The rows that a track's trees learn from. */
export interface StackedRows {
  readonly table: FeatureTable;
  /** Log price (over book, in the book track) less what the effects say. */
  readonly residuals: Float64Array;
  /** For the ends: what a row counts (1, less for a copy with facts hidden) times the weight of its price. */
  readonly rowWeights: Float64Array;
  /** For the middle: what a row counts. */
  readonly shares: Float64Array;
  readonly priceDollars: Float64Array;
}

/** What a copy with hidden facts counts beside a sale's 1: more for the ends, which must know what not knowing costs. */
const maskedCopyShares = { middle: 0.15, ends: 0.3 } as const;

export interface SalesToStack {
  readonly sales: readonly TrainingSale[];
  /** The same with what is not stated filled in. */
  readonly filled: readonly TrainingSale[];
  readonly counter: FillCounter;
}

/**
 * Lays out two rows per sale, the second with some facts hidden, each seen through effects that never saw that sale.
 * `own` are the graded effects, which the book track sees beside its own.
 */
export function stackRows(
  { sales, filled, counter }: SalesToStack,
  track: Track,
  effects: FoldedEffects,
  own: FoldedEffects,
  seed: number,
): StackedRows {
  const evidence = countEvidence(filled.map((sale) => hashLot(sale.facts)));
  const random = createRandom(seed + 1);
  const featureCount = featuresOf(track).length;
  const usable = filled.flatMap((sale, index) => (isUsableIn(track, sale) ? [{ sale, index }] : []));
  const rowCount = usable.length * 2;
  const values = new Float32Array(rowCount * featureCount);
  const residuals = new Float64Array(rowCount);
  const rowWeights = new Float64Array(rowCount);
  const shares = new Float64Array(rowCount);
  const priceDollars = new Float64Array(rowCount);
  const sums = createEffectSums();
  const ownSums = createEffectSums();
  const meanWeight = usable.reduce((sum, { sale }) => sum + weightOf(sale), 0) / (usable.length || 1);
  const heldOut = (folded: FoldedEffects, index: number): EffectModel =>
    folded.held[folded.folds[index] as number] ?? folded.full;
  const addRow = (row: number, sale: TrainingSale, index: number, facts: LotFacts, isCopy: boolean) => {
    const lot = hashLot(facts);
    sumEffects(heldOut(effects, index), lot, sums);
    if (track === 'book') sumEffects(heldOut(own, index), lot, ownSums);
    writeFeatures(track, { facts, lot, sums, ownSums, evidence, ownCount: 1 }, values, row * featureCount);
    residuals[row] = targetOf(track, sale) - sums.total;
    shares[row] = isCopy ? maskedCopyShares.middle : 1;
    priceDollars[row] = sale.priceDollars;
    rowWeights[row] = ((isCopy ? maskedCopyShares.ends : 1) * weightOf(sale)) / meanWeight;
  };
  for (const [row, { sale, index }] of usable.entries()) {
    addRow(row, sale, index, sale.facts, false);
    const stated = sales[index]?.facts ?? sale.facts;
    const hidden = counter.fillSale(maskFacts(stated, track, random), stated);
    addRow(usable.length + row, sale, index, hidden, true);
  }
  return { table: { rowCount, featureCount, values }, residuals, rowWeights, shares, priceDollars };
}
