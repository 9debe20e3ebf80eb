import { buildEffectMatrix } from './effect-matrix.ts';
import { createEffectModel, type EffectModel } from './effect-model.ts';
import type { Track } from './effect-terms.ts';
import { fitEffects } from './fit-effects.ts';
import { hashLot } from './lot-hashes.ts';
import { createRandom } from './random.ts';
import type { TrainingSale } from './training-sale.ts';

/** Effects fitted on all sales, and once without each fold, so that every sale can be seen by a fit that never saw it. */
export interface FoldedEffects {
  readonly full: EffectModel;
  /** Fitted without the sales of fold i. */
  readonly held: readonly EffectModel[];
  /** The fold of every sale. */
  readonly folds: Uint8Array;
}

export interface FoldOptions {
  readonly seed: number;
  /** Into how many folds the sales are dealt. */
  readonly folds: number;
}

/** Rows count by price to this power: between relative (0) and dollar (1) errors. */
const priceWeightPower = 0.75;

export const weightOf = (sale: TrainingSale): number => (sale.priceDollars / 10_000) ** priceWeightPower;

export const isUsableIn = (track: Track, sale: TrainingSale): boolean =>
  track !== 'book' || sale.facts.bookDollars > 0;

/** Natural logarithm of what the track predicts: the price, or the price over the book value. */
export const targetOf = (track: Track, sale: TrainingSale): number =>
  Math.log(track === 'book' ? sale.priceDollars / sale.facts.bookDollars : sale.priceDollars);

export function foldEffects(
  sales: readonly TrainingSale[],
  track: Track,
  options: FoldOptions,
  onProgress: (step: string) => void,
): FoldedEffects {
  const random = createRandom(options.seed);
  const folds = Uint8Array.from(sales, () => Math.floor(random() * options.folds));
  // like cars next to each other: their effects then lie next to each other in memory
  const order = orderByKind(sales);
  const inOrder = order.map((at) => sales[at] as TrainingSale);
  const matrix = buildEffectMatrix(
    inOrder.map((sale) => hashLot(sale.facts)),
    track,
  );
  const targets = Float64Array.from(inOrder, (sale) => (isUsableIn(track, sale) ? targetOf(track, sale) : 0));
  const weights = Float64Array.from(inOrder, (sale) => (isUsableIn(track, sale) ? weightOf(sale) : 0));
  const held = Array.from({ length: options.folds }, (_, fold) =>
    weights.map((weight, row) => (folds[order[row] as number] === fold ? 0 : weight)),
  );
  onProgress(`${track}: effects, on all sales and without each of ${options.folds} folds`);
  const [full, ...rest] = fitEffects(matrix, targets, [weights, ...held]).map((fit) =>
    createEffectModel(track, matrix, fit),
  );
  if (full === undefined) throw new RangeError('no effects fitted');
  return { full, held: rest, folds };
}

function orderByKind(sales: readonly TrainingSale[]): number[] {
  const kinds = sales.map(({ facts }) => `${facts.make} ${facts.model} ${facts.year} ${facts.trim}`);
  return Array.from(kinds.keys()).sort((a, b) => {
    const [kindA, kindB] = [kinds[a] ?? '', kinds[b] ?? ''];
    return kindA < kindB ? -1 : kindA > kindB ? 1 : a - b;
  });
}
