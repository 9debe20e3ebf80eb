import { toProbability } from '../lemon-forest.ts';
import type { LemonInputDefinition } from '../lemon-subject.ts';
import type { TrainingRow } from './training-table.ts';

/**
 * Plain logistic regression, the yardstick beside the trees: numbers standardised with the mean for unknown ones,
 * groups as 0/1 columns, a ridge of 1, Newton's method to convergence. Returns the probability of a row.
 */
export function fitLogistic(
  definitions: readonly LemonInputDefinition[],
  rows: readonly TrainingRow[],
): (row: TrainingRow) => number {
  const columns = definitions.flatMap(({ kind }, at) =>
    kind === 'number' ? [numberColumn(rows, at)] : groupColumns(rows, at),
  );
  const toVector = (row: TrainingRow): Float64Array =>
    Float64Array.from([1, ...columns.map((column) => column(row))]);
  const vectors = rows.map(toVector);
  const size = columns.length + 1;
  let weights = new Float64Array(size);
  for (let step = 0; step < 25; step += 1) {
    const gradient = new Float64Array(size);
    const curvature = Array.from({ length: size }, () => new Float64Array(size));
    vectors.forEach((x, i) => {
      const p = toProbability(dot(weights, x));
      const error = p - (rows[i]?.badBuy ? 1 : 0);
      const spread = p * (1 - p);
      for (let a = 0; a < size; a += 1) {
        const xa = x[a] ?? 0;
        if (xa === 0) continue;
        gradient[a] = (gradient[a] ?? 0) + error * xa;
        const line = curvature[a];
        if (line) for (let b = 0; b <= a; b += 1) line[b] = (line[b] ?? 0) + spread * xa * (x[b] ?? 0);
      }
    });
    for (let a = 0; a < size; a += 1) {
      const line = curvature[a];
      if (line) line[a] = (line[a] ?? 0) + 1;
      gradient[a] = (gradient[a] ?? 0) + (a === 0 ? 0 : (weights[a] ?? 0));
    }
    const change = solveSymmetric(curvature, gradient);
    weights = weights.map((weight, a) => weight - (change[a] ?? 0));
    if (change.every((delta) => Math.abs(delta) < 1e-8)) break;
  }
  return (row) => toProbability(dot(weights, toVector(row)));
}

type Column = (row: TrainingRow) => number;

function numberColumn(rows: readonly TrainingRow[], at: number): Column {
  const known = rows.flatMap(({ values }) => (typeof values[at] === 'number' ? [values[at]] : []));
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, known.length);
  const deviation = Math.sqrt(variance) || 1;
  return ({ values }) => {
    const value = values[at];
    return typeof value === 'number' ? (value - mean) / deviation : 0;
  };
}

/** One column for each group but the first, against which the others are measured. */
function groupColumns(rows: readonly TrainingRow[], at: number): Column[] {
  const groups = [...new Set(rows.map(({ values }) => values[at]))].filter((group) => group !== undefined);
  return groups
    .sort()
    .slice(1)
    .map(
      (group): Column =>
        ({ values }) =>
          values[at] === group ? 1 : 0,
    );
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Cholesky: solves A x = b for a positive definite A given by its lower triangle. */
function solveSymmetric(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const factor = lower.map((line) => Float64Array.from(line));
  const at = (row: number, column: number): number => factor[row]?.[column] ?? 0;
  for (let row = 0; row < size; row += 1) {
    const line = factor[row];
    if (!line) continue;
    for (let column = 0; column <= row; column += 1) {
      let sum = at(row, column);
      for (let k = 0; k < column; k += 1) sum -= at(row, k) * at(column, k);
      line[column] = row === column ? Math.sqrt(sum) : sum / at(column, column);
    }
  }
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    for (let k = 0; k < row; k += 1) solution[row] = (solution[row] ?? 0) - at(row, k) * (solution[k] ?? 0);
    solution[row] = (solution[row] ?? 0) / at(row, row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let k = row + 1; k < size; k += 1)
      solution[row] = (solution[row] ?? 0) - at(k, row) * (solution[k] ?? 0);
    solution[row] = (solution[row] ?? 0) / at(row, row);
  }
  return solution;
}
