import { type LanedMatrix, lanes, multiplyLanes, splitOffLoneColumns } from './effect-lanes.ts';
import type { EffectMatrix } from './effect-matrix.ts';
import { type Effort, solveLanes } from './solve-lanes.ts';
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
] as const satisfies readonly Effort[];

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
    solveLanes(laned, centred, shared, solution, effort);
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
