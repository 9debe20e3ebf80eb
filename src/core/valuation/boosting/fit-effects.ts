import {
  addNormalProducts,
  addSquares,
  type LanedMatrix,
  lanes,
  multiplyLanes,
  multiplyLanesTransposed,
  splitOffLoneColumns,
} from './effect-lanes.ts';
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
  { tolerance: 2e-3, iterations: 40 },
  { tolerance: 1e-3, iterations: 40 },
  { tolerance: 5e-4, iterations: 140 },
] as const;
type Effort = (typeof rounds)[number];

/**
 * Ridge regressions of `targets` on the effects, one for each set of row weights, robust to outliers: each round
 * reweights rows so that large residuals count linearly (iteratively reweighted least squares). Rows of weight 0 take
 * no part. Uses the matrix up. Solved by conjugate gradients with a diagonal preconditioner, {@link lanes} sets at a time.
 */
export function fitEffects(
  matrix: EffectMatrix,
  targets: Float64Array,
  weightSets: readonly Float64Array[],
): EffectSolution[] {
  const laned = splitOffLoneColumns(matrix);
  const solutions: EffectSolution[] = [];
  for (let from = 0; from < weightSets.length; from += lanes)
    solutions.push(...fitLanes(laned, targets, weightSets.slice(from, from + lanes)));
  return solutions;
}

function fitLanes(
  laned: LanedMatrix,
  targets: Float64Array,
  weightSets: readonly Float64Array[],
): EffectSolution[] {
  const { rowCount, loneSquares } = laned;
  const scaled = weightSets.map(scaleToMeanOne);
  const intercepts = scaled.map((weights) => weightedMean(targets, weights));
  const centred = new Float64Array(rowCount * lanes);
  const weights = new Float64Array(rowCount * lanes);
  /** Of rows as the shared columns see them: less by what columns of their own take up. */
  const shared = new Float64Array(rowCount * lanes);
  const fitted = new Float64Array(rowCount * lanes);
  for (let row = 0; row < rowCount; row++)
    for (const [lane, set] of scaled.entries()) {
      centred[row * lanes + lane] = (targets[row] as number) - (intercepts[lane] as number);
      weights[row * lanes + lane] = set[row] as number;
    }
  const solution = new Float64Array(laned.columnCount * lanes);
  const setShared = () => {
    for (let at = 0; at < shared.length; at++) {
      const weight = weights[at] as number;
      shared[at] = weight / (1 + weight * (loneSquares[(at / lanes) | 0] as number));
    }
  };
  /** What neither shared columns nor the row's own explain. */
  const residual = (at: number): number =>
    ((centred[at] as number) - (fitted[at] as number)) /
    (1 + (weights[at] as number) * (loneSquares[(at / lanes) | 0] as number));
  for (const effort of rounds) {
    setShared();
    solve(laned, centred, shared, solution, effort);
    multiplyLanes(laned, solution, fitted);
    if (effort !== rounds.at(-1))
      for (const [lane, set] of scaled.entries()) reweigh(set, lane, weights, residual);
  }
  return intercepts.map((intercept, lane) => ({
    intercept,
    solution: spreadSolution(laned, solution, lane, (row) => {
      const at = row * lanes + lane;
      return (shared[at] as number) * ((centred[at] as number) - (fitted[at] as number));
    }),
  }));
}

function reweigh(
  scaled: Float64Array,
  lane: number,
  weights: Float64Array,
  residual: (at: number) => number,
): void {
  const sizes = new Float64Array(scaled.length);
  for (let row = 0; row < scaled.length; row++) sizes[row] = Math.abs(residual(row * lanes + lane));
  const counted = sizes.filter((_, row) => scaled[row] !== 0);
  const middle =
    robustness * weightedQuantile(counted, new Float64Array(counted.length).fill(1), counted.length, 0.5);
  for (let row = 0; row < scaled.length; row++)
    weights[row * lanes + lane] =
      (scaled[row] as number) * Math.min(1, middle / Math.max(sizes[row] as number, 1e-9));
}

/** The solution over all columns: those of one row follow from what is left of that row. */
function spreadSolution(
  laned: LanedMatrix,
  solution: Float64Array,
  lane: number,
  weightedRest: (row: number) => number,
): Float64Array {
  const { sharedColumns, lone } = laned;
  const spread = new Float64Array(sharedColumns.length);
  for (let column = 0; column < spread.length; column++) {
    const shared = sharedColumns[column] as number;
    if (shared >= 0) spread[column] = solution[shared * lanes + lane] as number;
  }
  for (let at = 0; at < lone.rows.length; at++)
    spread[lone.columns[at] as number] = (lone.values[at] as number) * weightedRest(lone.rows[at] as number);
  return spread;
}

const weightedMean = (values: Float64Array, weights: Float64Array): number => {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < values.length; row++) {
    total += weights[row] as number;
    sum += (weights[row] as number) * (values[row] as number);
  }
  return total > 0 ? sum / total : 0;
};

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

/** Minimises Σ w (t − Ab)² + |b|² in every lane, starting from and writing to `solution`. */
function solve(
  matrix: LanedMatrix,
  targets: Float64Array,
  weights: Float64Array,
  solution: Float64Array,
  effort: Effort,
): void {
  const size = matrix.columnCount * lanes;
  const inverse = new Float64Array(size).fill(1);
  addSquares(matrix, weights, inverse);
  for (let i = 0; i < size; i++) inverse[i] = 1 / (inverse[i] as number);
  const product = new Float64Array(size);
  multiplyLanesTransposed(
    matrix,
    targets.map((target, row) => target * (weights[row] as number)),
    product,
  );
  const scale = sumsOfSquares(product, inverse);
  const residual = new Float64Array(size);
  addNormalProducts(matrix, weights, solution, residual);
  for (let i = 0; i < size; i++)
    residual[i] = (product[i] as number) - (residual[i] as number) - (solution[i] as number);
  const direction = residual.map((rest, i) => rest * (inverse[i] as number));
  const norm = sumsOfSquares(residual, inverse);
  const step = new Float64Array(lanes);
  const carry = new Float64Array(lanes);
  const isOpen = (lane: number) =>
    (norm[lane] as number) > effort.tolerance * effort.tolerance * (scale[lane] as number);
  for (let iteration = 0; iteration < effort.iterations; iteration++) {
    if (!step.some((_, lane) => isOpen(lane))) break;
    product.set(direction);
    addNormalProducts(matrix, weights, direction, product);
    const curvature = sumsOfProducts(direction, product);
    // a lane that is close enough stands still
    for (let lane = 0; lane < lanes; lane++)
      step[lane] = isOpen(lane) ? (norm[lane] as number) / (curvature[lane] as number) : 0;
    const next = advance(solution, residual, direction, product, inverse, step);
    for (let lane = 0; lane < lanes; lane++) {
      carry[lane] = step[lane] === 0 ? 0 : (next[lane] as number) / (norm[lane] as number);
      norm[lane] = next[lane] as number;
    }
    turn(direction, residual, inverse, carry);
  }
}

/** Per lane: Σ vector² · factors. */
const sumsOfSquares = (vector: Float64Array, factors: Float64Array): Float64Array => {
  const sums = new Float64Array(lanes);
  for (let i = 0; i < vector.length; i++) {
    const lane = i % lanes;
    sums[lane] = (sums[lane] as number) + (vector[i] as number) ** 2 * (factors[i] as number);
  }
  return sums;
};

function sumsOfProducts(a: Float64Array, b: Float64Array): Float64Array {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < a.length; i += lanes) {
    sum0 += (a[i] as number) * (b[i] as number);
    sum1 += (a[i + 1] as number) * (b[i + 1] as number);
    sum2 += (a[i + 2] as number) * (b[i + 2] as number);
    sum3 += (a[i + 3] as number) * (b[i + 3] as number);
  }
  return Float64Array.of(sum0, sum1, sum2, sum3);
}

/** Moves the solution along the direction; answers the preconditioned norm of what is left, per lane. */
function advance(
  solution: Float64Array,
  residual: Float64Array,
  direction: Float64Array,
  product: Float64Array,
  inverse: Float64Array,
  step: Float64Array,
): Float64Array {
  const next = new Float64Array(lanes);
  for (let lane = 0; lane < lanes; lane++) {
    const along = step[lane] as number;
    let sum = 0;
    for (let i = lane; i < solution.length; i += lanes) {
      solution[i] = (solution[i] as number) + along * (direction[i] as number);
      const rest = (residual[i] as number) - along * (product[i] as number);
      residual[i] = rest;
      sum += rest * rest * (inverse[i] as number);
    }
    next[lane] = sum;
  }
  return next;
}

function turn(
  direction: Float64Array,
  residual: Float64Array,
  inverse: Float64Array,
  carry: Float64Array,
): void {
  for (let i = 0; i < direction.length; i++)
    direction[i] =
      (residual[i] as number) * (inverse[i] as number) +
      (carry[i % lanes] as number) * (direction[i] as number);
}
