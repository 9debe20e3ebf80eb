import type { LemonForest, LemonScale, PackedForest } from './lemon-forest.ts';

/** Where a model comes from: enough to train the same one again. */
export interface LemonTraining {
  /** Name of the records, such as `auction-purchases-2009-2010`. */
  readonly source: string;
  readonly trainedRows: number;
  readonly heldOutRows: number;
  readonly trees: number;
  readonly depth: number;
  readonly learningRate: number;
}

/** A trained model. Plain data: see `encodeLemonModel`. */
export interface LemonModel {
  /** Share of bad buys among the cars trained on, 0…1: the answer for a car of which nothing is known. */
  readonly baseRate: number;
  /** Log-odds before any tree. */
  readonly intercept: number;
  readonly scales: readonly LemonScale[];
  /** Least and greatest value seen of each number input; beyond them the answer stays what it is at the edge. */
  readonly ranges: readonly { readonly least: number; readonly greatest: number }[];
  readonly forest: LemonForest;
  /** `forest` laid out for scoring; not written to files. */
  readonly packed: PackedForest;
  readonly training: LemonTraining;
}
