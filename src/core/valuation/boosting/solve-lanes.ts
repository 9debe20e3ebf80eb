import {
  addNormalProducts,
  addSquares,
  type LanedMatrix,
  lanes,
  multiplyLanesTransposed,
} from './effect-lanes.ts';

/** When to stop: by the preconditioned residual's norm as a share of where nothing is explained, or by iterations. */
export interface Effort {
  readonly tolerance: number;
  readonly iterations: number;
}

/** Minimises Σ w (t − Ab)² + |b|² in every lane, starting from and writing to `solution`. */
export function solveLanes(
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
