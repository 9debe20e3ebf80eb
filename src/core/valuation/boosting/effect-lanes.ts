import type { EffectMatrix } from './effect-matrix.ts';

/**
 * How many systems are solved side by side. Each reads the same matrix with weights of its own, so that one pass over
 * the matrix serves all: vectors hold `lanes` numbers per row or column, next to each other.
 */
export const lanes = 4;

/**
 * A matrix without the columns that only one row has. Such a coefficient takes up a known share of its row's residual,
 * so it need not be searched for: the row counts less for it, and {@link LanedMatrix.loneSquares} says how much.
 */
export interface LanedMatrix {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly rowStarts: Int32Array;
  /** Index of the column's first lane. */
  readonly columns: Int32Array;
  readonly values: Float32Array;
  /** Per row: sum of squares of the values in columns that no other row has. */
  readonly loneSquares: Float64Array;
  /** Of the whole matrix: where each shared column went, −1 for those of one row. */
  readonly sharedColumns: Int32Array;
  /** What stood in columns that no other row has. */
  readonly lone: { readonly rows: Int32Array; readonly columns: Int32Array; readonly values: Float32Array };
}

/** Uses the matrix up: its entries are moved together where they lie, since two copies of them are many megabytes. */
export function splitOffLoneColumns(matrix: EffectMatrix): LanedMatrix {
  const { rowCount, columnCount, rowStarts } = matrix;
  const uses = new Uint8Array(columnCount);
  for (const column of matrix.columns) uses[column] = Math.min(2, (uses[column] as number) + 1);
  const sharedColumns = new Int32Array(columnCount).fill(-1);
  let shared = 0;
  for (let column = 0; column < columnCount; column++)
    if (uses[column] === 2) sharedColumns[column] = shared++;
  const { columns, values } = matrix;
  const lone = {
    rows: new Int32Array(columnCount - shared),
    columns: new Int32Array(columnCount - shared),
    values: new Float32Array(columnCount - shared),
  };
  let loneCount = 0;
  const starts = new Int32Array(rowCount + 1);
  const loneSquares = new Float64Array(rowCount);
  let to = 0;
  for (let row = 0; row < rowCount; row++) {
    const end = rowStarts[row + 1] as number;
    for (let at = rowStarts[row] as number; at < end; at++) {
      const value = values[at] as number;
      const whole = columns[at] as number;
      const column = sharedColumns[whole] as number;
      if (column < 0) {
        lone.rows[loneCount] = row;
        lone.columns[loneCount] = whole;
        lone.values[loneCount++] = value;
        loneSquares[row] = (loneSquares[row] as number) + value * value;
      } else {
        columns[to] = column * lanes;
        values[to++] = value;
      }
    }
    starts[row + 1] = to;
  }
  return {
    rowCount,
    columnCount: shared,
    rowStarts: starts,
    columns: columns.subarray(0, to),
    values: values.subarray(0, to),
    loneSquares,
    sharedColumns,
    lone: {
      rows: lone.rows.subarray(0, loneCount),
      columns: lone.columns.subarray(0, loneCount),
      values: lone.values.subarray(0, loneCount),
    },
  };
}

/** result += Aᵀ W A · vector in every lane, row by row so that each row is read from memory once. */
export function addNormalProducts(
  matrix: LanedMatrix,
  weights: Float64Array,
  vector: Float64Array,
  result: Float64Array,
): void {
  const { rowStarts, columns, values, rowCount } = matrix;
  for (let row = 0; row < rowCount; row++) {
    const start = rowStarts[row] as number;
    const end = rowStarts[row + 1] as number;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let at = start; at < end; at++) {
      const value = values[at] as number;
      const column = columns[at] as number;
      sum0 += value * (vector[column] as number);
      sum1 += value * (vector[column + 1] as number);
      sum2 += value * (vector[column + 2] as number);
      sum3 += value * (vector[column + 3] as number);
    }
    const lane = row * lanes;
    sum0 *= weights[lane] as number;
    sum1 *= weights[lane + 1] as number;
    sum2 *= weights[lane + 2] as number;
    sum3 *= weights[lane + 3] as number;
    for (let at = start; at < end; at++) {
      const value = values[at] as number;
      const column = columns[at] as number;
      result[column] = (result[column] as number) + value * sum0;
      result[column + 1] = (result[column + 1] as number) + value * sum1;
      result[column + 2] = (result[column + 2] as number) + value * sum2;
      result[column + 3] = (result[column + 3] as number) + value * sum3;
    }
  }
}

/** result = A · vector in every lane. */
export function multiplyLanes(matrix: LanedMatrix, vector: Float64Array, result: Float64Array): void {
  const { rowStarts, columns, values, rowCount } = matrix;
  for (let row = 0; row < rowCount; row++) {
    const end = rowStarts[row + 1] as number;
    for (let lane = 0; lane < lanes; lane++) {
      let sum = 0;
      for (let at = rowStarts[row] as number; at < end; at++)
        sum += (values[at] as number) * (vector[(columns[at] as number) + lane] as number);
      result[row * lanes + lane] = sum;
    }
  }
}

/** result = Aᵀ · vector in every lane. */
export function multiplyLanesTransposed(
  matrix: LanedMatrix,
  vector: Float64Array,
  result: Float64Array,
): void {
  const { rowStarts, columns, values, rowCount } = matrix;
  result.fill(0);
  for (let row = 0; row < rowCount; row++) {
    const end = rowStarts[row + 1] as number;
    for (let at = rowStarts[row] as number; at < end; at++) {
      const value = values[at] as number;
      for (let lane = 0; lane < lanes; lane++) {
        const to = (columns[at] as number) + lane;
        result[to] = (result[to] as number) + value * (vector[row * lanes + lane] as number);
      }
    }
  }
}

/** diagonal += the squares of each column, weighted, in every lane. */
export function addSquares(matrix: LanedMatrix, weights: Float64Array, diagonal: Float64Array): void {
  const { rowStarts, columns, values, rowCount } = matrix;
  for (let row = 0; row < rowCount; row++) {
    const end = rowStarts[row + 1] as number;
    for (let at = rowStarts[row] as number; at < end; at++) {
      const square = (values[at] as number) ** 2;
      for (let lane = 0; lane < lanes; lane++) {
        const to = (columns[at] as number) + lane;
        diagonal[to] = (diagonal[to] as number) + square * (weights[row * lanes + lane] as number);
      }
    }
  }
}
