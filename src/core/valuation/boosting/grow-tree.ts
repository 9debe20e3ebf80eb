import type { BinnedTable } from './bin-features.ts';
import {
  createHistogram,
  fillHistogram,
  findSplit,
  type Histogram,
  type Split,
  subtractHistogram,
} from './histogram.ts';
import type { Tree } from './tree.ts';
import { weightedQuantile } from './weighted-quantile.ts';

export interface GrowOptions {
  readonly mostLeaves: number;
  /** Least sum of row weights in a leaf. */
  readonly leastWeight: number;
  /** Weight of the pull of each side's gradient mean towards zero when splits are compared. */
  readonly shrinkage: number;
  /** The leaves predict this quantile (0…1) of the residuals; without one, the gradients' sum over the weights'. */
  readonly quantile: number | undefined;
  /** Leaves are multiplied by this: the learning rate. */
  readonly rate: number;
  /** Per feature: 1 never lowers, −1 never raises the prediction, 0 free. */
  readonly monotone: Int8Array;
}

interface Node {
  readonly start: number;
  readonly end: number;
  histogram: Histogram | undefined;
  split: Split | undefined;
  left: Node | undefined;
  right: Node | undefined;
  weight: number;
  value: number;
}

/** Arrays that every tree of one training run needs, kept between trees. */
export interface GrowScratch {
  readonly histograms: Histogram[];
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly rows: Int32Array;
}

export const createGrowScratch = (rowCount: number): GrowScratch => ({
  histograms: [],
  values: new Float64Array(rowCount),
  weights: new Float64Array(rowCount),
  rows: new Int32Array(rowCount),
});

/**
 * Grows one tree, best leaf first, on `rows` (reordered) with the given gradients; then sets each leaf to the
 * quantile of its rows' residuals and pulls leaves together where they would break a monotone direction. What the tree
 * predicts is taken from the residuals of `rows`: which leaf each is in is known here and need not be looked up.
 */
export function growTree(
  table: BinnedTable,
  features: Uint8Array,
  rows: Int32Array,
  gradients: Float64Array,
  weights: Float64Array,
  residuals: Float64Array,
  options: GrowOptions,
  scratch: GrowScratch,
): Tree {
  const takeHistogram = () => scratch.histograms.pop() ?? createHistogram(table.featureCount);
  const prepare = (node: Node) => {
    const { histogram } = node;
    if (histogram === undefined) return;
    node.split = findSplit(
      histogram,
      table,
      features,
      options.monotone,
      options.leastWeight,
      options.shrinkage,
    );
    if (node.split === undefined) releaseHistogram(node, scratch);
  };
  const root = createNode(0, rows.length);
  root.histogram = takeHistogram();
  fillHistogram(root.histogram, table, features, rows, 0, rows.length, gradients, weights);
  prepare(root);
  const open: Node[] = [root];
  for (let leaves = 1; leaves < options.mostLeaves; leaves++) {
    const node = takeBest(open);
    if (node?.split === undefined || node.histogram === undefined) break;
    const middle = partition(table, rows, node.start, node.end, node.split, scratch.rows);
    const left = createNode(node.start, middle);
    const right = createNode(middle, node.end);
    node.left = left;
    node.right = right;
    const smaller = middle - node.start < node.end - middle ? left : right;
    const larger = smaller === left ? right : left;
    smaller.histogram = takeHistogram();
    fillHistogram(smaller.histogram, table, features, rows, smaller.start, smaller.end, gradients, weights);
    subtractHistogram(node.histogram, smaller.histogram, features);
    larger.histogram = node.histogram;
    node.histogram = undefined;
    prepare(left);
    prepare(right);
    open.push(left, right);
  }
  for (const node of open) releaseHistogram(node, scratch);
  setLeafValues(root, rows, gradients, weights, residuals, options, scratch);
  keepMonotone(root, options.monotone, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  takeFromResiduals(root, rows, residuals);
  return flatten(root, table);
}

function createNode(start: number, end: number): Node {
  return {
    start,
    end,
    histogram: undefined,
    split: undefined,
    left: undefined,
    right: undefined,
    weight: 0,
    value: 0,
  };
}

function releaseHistogram(node: Node, scratch: GrowScratch): void {
  if (node.histogram !== undefined) scratch.histograms.push(node.histogram);
  node.histogram = undefined;
}

/** Removes and answers the open node whose split gains most. */
function takeBest(open: Node[]): Node | undefined {
  let best = -1;
  let bestGain = 0;
  for (let i = 0; i < open.length; i++) {
    const gain = open[i]?.split?.gain ?? 0;
    if (gain > bestGain) {
      bestGain = gain;
      best = i;
    }
  }
  return best < 0 ? undefined : open.splice(best, 1)[0];
}

/** Moves the rows that go left to the front of `rows[start…end)`, keeping their order; answers where the right begins. */
function partition(
  table: BinnedTable,
  rows: Int32Array,
  start: number,
  end: number,
  split: Split,
  spare: Int32Array,
): number {
  const column = split.feature * table.rowCount;
  let left = start;
  let right = 0;
  for (let i = start; i < end; i++) {
    const row = rows[i] as number;
    const bin = table.bins[column + row] as number;
    if (bin === 0 ? split.unknownLeft : bin <= split.bin) rows[left++] = row;
    else spare[right++] = row;
  }
  rows.set(spare.subarray(0, right), left);
  return left;
}

function setLeafValues(
  node: Node,
  rows: Int32Array,
  gradients: Float64Array,
  weights: Float64Array,
  residuals: Float64Array,
  options: GrowOptions,
  scratch: GrowScratch,
): void {
  if (node.left !== undefined && node.right !== undefined) {
    setLeafValues(node.left, rows, gradients, weights, residuals, options, scratch);
    setLeafValues(node.right, rows, gradients, weights, residuals, options, scratch);
    node.weight = node.left.weight + node.right.weight;
    node.value =
      (node.left.value * node.left.weight + node.right.value * node.right.weight) / (node.weight || 1);
    return;
  }
  if (options.quantile === undefined) {
    let gradient = 0;
    for (let i = node.start; i < node.end; i++) {
      const row = rows[i] as number;
      gradient += gradients[row] as number;
      node.weight += weights[row] as number;
    }
    node.value = (options.rate * gradient) / (node.weight + options.shrinkage);
    return;
  }
  let count = 0;
  for (let i = node.start; i < node.end; i++) {
    const row = rows[i] as number;
    scratch.values[count] = residuals[row] as number;
    scratch.weights[count] = weights[row] as number;
    node.weight += weights[row] as number;
    count++;
  }
  node.value = options.rate * weightedQuantile(scratch.values, scratch.weights, count, options.quantile);
}

/**
 * Top down: at a split on a monotone feature both sides are held to their own side of the midpoint of the two
 * averages. Answers the node's average after that, which also becomes a split's `value`.
 */
function keepMonotone(node: Node, monotone: Int8Array, low: number, high: number): number {
  if (node.left === undefined || node.right === undefined || node.split === undefined) {
    node.value = Math.min(high, Math.max(low, node.value));
    return node.value;
  }
  const direction = monotone[node.split.feature] as number;
  let left: number;
  let right: number;
  if (direction === 0) {
    left = keepMonotone(node.left, monotone, low, high);
    right = keepMonotone(node.right, monotone, low, high);
  } else {
    const middle = Math.min(high, Math.max(low, (node.left.value + node.right.value) / 2));
    left =
      direction > 0
        ? keepMonotone(node.left, monotone, low, middle)
        : keepMonotone(node.left, monotone, middle, high);
    right =
      direction > 0
        ? keepMonotone(node.right, monotone, middle, high)
        : keepMonotone(node.right, monotone, low, middle);
  }
  node.value = (left * node.left.weight + right * node.right.weight) / (node.weight || 1);
  return node.value;
}

function takeFromResiduals(node: Node, rows: Int32Array, residuals: Float64Array): void {
  if (node.left !== undefined && node.right !== undefined) {
    takeFromResiduals(node.left, rows, residuals);
    takeFromResiduals(node.right, rows, residuals);
    return;
  }
  const value = Math.fround(node.value);
  for (let i = node.start; i < node.end; i++) {
    const row = rows[i] as number;
    residuals[row] = (residuals[row] as number) - value;
  }
}

function flatten(root: Node, table: BinnedTable): Tree {
  const feature: number[] = [];
  const threshold: number[] = [];
  const unknownLeft: number[] = [];
  const right: number[] = [];
  const value: number[] = [];
  const visit = (node: Node): void => {
    const at = feature.length;
    value.push(node.value);
    if (node.left === undefined || node.right === undefined || node.split === undefined) {
      feature.push(-1);
      threshold.push(0);
      unknownLeft.push(0);
      right.push(0);
      return;
    }
    feature.push(node.split.feature);
    threshold.push(table.upperEdges[node.split.feature]?.[node.split.bin - 1] ?? 0);
    unknownLeft.push(node.split.unknownLeft ? 1 : 0);
    right.push(0);
    visit(node.left);
    right[at] = feature.length;
    visit(node.right);
  };
  visit(root);
  return {
    feature: Int8Array.from(feature),
    threshold: Float32Array.from(threshold),
    unknownLeft: Uint8Array.from(unknownLeft),
    right: Uint16Array.from(right),
    value: Float32Array.from(value),
  };
}
