import type { EffectMatrix } from './effect-matrix.ts';
import { weightedQuantile } from './weighted-quantile.ts';

export interface EffectSolution {
  readonly intercept: number;
  /** Per column of the matrix; multiply by its scale for the coefficient. */
  readonly solution: Float64Array;
}

/** Residuals beyond this many median absolute residuals count by their size, not their square. */
const robustness = 0.8;
/**
 * Per round: where to stop, by the preconditioned residual's norm or by iterations. Only the last round needs to be
 * close; ending it at 2e-3 leaves prices of rare models 2 % off.
 */
const rounds = [
  { tolerance: 2e-3, iterations: 60 },
  { tolerance: 1e-3, iterations: 60 },
  { tolerance: 5e-4, iterations: 140 },
] as const;

/**
 * Ridge regression of `targets` on the effects, robust to outliers: each round reweights rows so that large residuals
 * count linearly (iteratively reweighted least squares). Rows of weight 0 take no part. Solved by conjugate gradients
 * with a diagonal preconditioner.
 */
export function fitEffects(
  matrix: EffectMatrix,
  targets: Float64Array,
  rowWeights: Float64Array,
): EffectSolution {
  const { rowCount } = matrix;
  const scaled = scaleToMeanOne(rowWeights);
  let weightSum = 0;
  let targetSum = 0;
  for (let row = 0; row < rowCount; row++) {
    weightSum += rowWeights[row] as number;
    targetSum += (rowWeights[row] as number) * (targets[row] as number);
  }
  const intercept = weightSum > 0 ? targetSum / weightSum : 0;
  const centred = targets.map((target) => target - intercept);
  const solution = new Float64Array(matrix.columnCount);
  const weights = Float64Array.from(scaled);
  const fitted = new Float64Array(rowCount);
  const sizes = new Float64Array(rowCount);
  const ones = new Float64Array(rowCount);
  for (const effort of rounds) {
    solve(matrix, centred, weights, solution, effort);
    multiply(matrix, solution, weights, fitted);
    let count = 0;
    for (let row = 0; row < rowCount; row++) {
      if (scaled[row] === 0) continue;
      sizes[count] = Math.abs((centred[row] as number) - (fitted[row] as number));
      ones[count++] = 1;
    }
    const middle = robustness * weightedQuantile(sizes, ones, count, 0.5);
    for (let row = 0; row < rowCount; row++) {
      const size = Math.abs((centred[row] as number) - (fitted[row] as number));
      weights[row] = (scaled[row] as number) * Math.min(1, middle / Math.max(size, 1e-9));
    }
  }
  return { intercept, solution };
}

/** The weights of rows that take part, scaled to a mean of 1. */
function scaleToMeanOne(weights: Float64Array): Float64Array {
  let sum = 0;
  let count = 0;
  for (const weight of weights) {
    if (weight === 0) continue;
    sum += weight;
    count++;
  }
  return weights.map((weight) => (weight * count) / (sum || 1));
}

/** Minimises Σ w (t − Ab)² + |b|², starting from and writing to `solution`. */
function solve(
  matrix: EffectMatrix,
  targets: Float64Array,
  weights: Float64Array,
  solution: Float64Array,
  effort: { readonly tolerance: number; readonly iterations: number },
): void {
  const { columnCount, rowCount } = matrix;
  const diagonal = new Float64Array(columnCount).fill(1);
  const rowValues = new Float64Array(rowCount);
  const product = new Float64Array(columnCount);
  addSquares(matrix, weights, diagonal);
  for (let row = 0; row < rowCount; row++)
    rowValues[row] = (weights[row] as number) * (targets[row] as number);
  multiplyTransposed(matrix, rowValues, product);
  let scale = 0;
  for (let i = 0; i < columnCount; i++)
    scale += ((product[i] as number) * (product[i] as number)) / (diagonal[i] as number);

  multiply(matrix, solution, weights, rowValues);
  for (let row = 0; row < rowCount; row++)
    rowValues[row] = (weights[row] as number) * ((targets[row] as number) - (rowValues[row] as number));
  const residual = new Float64Array(columnCount);
  multiplyTransposed(matrix, rowValues, residual);
  const direction = new Float64Array(columnCount);
  let norm = 0;
  for (let i = 0; i < columnCount; i++) {
    residual[i] = (residual[i] as number) - (solution[i] as number);
    const preconditioned = (residual[i] as number) / (diagonal[i] as number);
    direction[i] = preconditioned;
    norm += (residual[i] as number) * preconditioned;
  }
  const enough = effort.tolerance * effort.tolerance * scale;
  for (let iteration = 0; iteration < effort.iterations && norm > enough; iteration++) {
    multiplyNormal(matrix, weights, direction, product);
    let curvature = 0;
    for (let i = 0; i < columnCount; i++) {
      product[i] = (product[i] as number) + (direction[i] as number);
      curvature += (direction[i] as number) * (product[i] as number);
    }
    const step = norm / curvature;
    let nextNorm = 0;
    for (let i = 0; i < columnCount; i++) {
      solution[i] = (solution[i] as number) + step * (direction[i] as number);
      const rest = (residual[i] as number) - step * (product[i] as number);
      residual[i] = rest;
      nextNorm += (rest * rest) / (diagonal[i] as number);
    }
    const carry = nextNorm / norm;
    for (let i = 0; i < columnCount; i++)
      direction[i] = (residual[i] as number) / (diagonal[i] as number) + carry * (direction[i] as number);
    norm = nextNorm;
  }
}

function addSquares(matrix: EffectMatrix, weights: Float64Array, diagonal: Float64Array): void {
  const { rowStarts, columns, values } = matrix;
  for (let row = 0; row < matrix.rowCount; row++) {
    const weight = weights[row] as number;
    const end = rowStarts[row + 1] as number;
    for (let at = rowStarts[row] as number; at < end; at++) {
      const column = columns[at] as number;
      const value = values[at] as number;
      diagonal[column] = (diagonal[column] as number) + weight * value * value;
    }
  }
}

/** result = A · vector, for rows of weight above 0; others become 0. */
function multiply(
  matrix: EffectMatrix,
  vector: Float64Array,
  weights: Float64Array,
  result: Float64Array,
): void {
  const { rowStarts, columns, values } = matrix;
  for (let row = 0; row < matrix.rowCount; row++) {
    let sum = 0;
    if (weights[row] !== 0) {
      const end = rowStarts[row + 1] as number;
      for (let at = rowStarts[row] as number; at < end; at++)
        sum += (values[at] as number) * (vector[columns[at] as number] as number);
    }
    result[row] = sum;
  }
}

/** result = Aᵀ W A · vector, row by row so that each row is read from memory once. */
function multiplyNormal(
  matrix: EffectMatrix,
  weights: Float64Array,
  vector: Float64Array,
  result: Float64Array,
): void {
  const { rowStarts, columns, values } = matrix;
  result.fill(0);
  for (let row = 0; row < matrix.rowCount; row++) {
    const weight = weights[row] as number;
    if (weight === 0) continue;
    const start = rowStarts[row] as number;
    const end = rowStarts[row + 1] as number;
    let sum = 0;
    for (let at = start; at < end; at++)
      sum += (values[at] as number) * (vector[columns[at] as number] as number);
    const factor = weight * sum;
    for (let at = start; at < end; at++) {
      const column = columns[at] as number;
      result[column] = (result[column] as number) + factor * (values[at] as number);
    }
  }
}

/** result = Aᵀ · vector; rows whose entry is 0 are passed over. */
function multiplyTransposed(matrix: EffectMatrix, vector: Float64Array, result: Float64Array): void {
  const { rowStarts, columns, values } = matrix;
  result.fill(0);
  for (let row = 0; row < matrix.rowCount; row++) {
    const factor = vector[row] as number;
    if (factor === 0) continue;
    const end = rowStarts[row + 1] as number;
    for (let at = rowStarts[row] as number; at < end; at++) {
      const column = columns[at] as number;
      result[column] = (result[column] as number) + factor * (values[at] as number);
    }
  }
}
