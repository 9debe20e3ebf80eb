import { type BinnedTable, binFeatures, type FeatureTable } from './bin-features.ts';
import { createGrowScratch, growTree } from './grow-tree.ts';
import type { Loss } from './loss.ts';
import { createRandom } from './random.ts';
import { attributeTree, predictTree, type Tree } from './tree.ts';

export interface BoostOptions {
  readonly treeCount: number;
  readonly rate: number;
  readonly mostLeaves: number;
  readonly leastWeight: number;
  readonly shrinkage: number;
  /** Share of rows each tree is grown on. */
  readonly rowShare: number;
  /** Share of features each tree may split on. */
  readonly featureShare: number;
  readonly monotone: Int8Array;
  /** Per feature: whether trees may split on it. */
  readonly allowed: readonly boolean[];
  readonly seed: number;
}

/** Trees whose predictions add up. */
export type Ensemble = readonly Tree[];

export function predictEnsemble(ensemble: Ensemble, values: Float32Array, offset = 0): number {
  let sum = 0;
  for (const tree of ensemble) sum += predictTree(tree, values, offset);
  return sum;
}

/** Adds each feature's part to `additions`; answers the part that no feature explains. */
export function attributeEnsemble(ensemble: Ensemble, values: Float32Array, additions: Float64Array): number {
  let base = 0;
  for (const tree of ensemble) base += attributeTree(tree, values, additions);
  return base;
}

/** Boosts trees towards what `loss` asks of `targets`. Deterministic for a seed. */
export function boostTrees(
  table: FeatureTable,
  targets: Float64Array,
  loss: Loss,
  options: BoostOptions,
  binned: BinnedTable = binFeatures(table),
): Ensemble {
  const { rowCount, featureCount } = table;
  const random = createRandom(options.seed);
  const residuals = Float64Array.from(targets);
  const gradients = new Float64Array(rowCount);
  const weights = new Float64Array(rowCount);
  const growOptions = { ...options, quantile: loss.quantile };
  const scratch = createGrowScratch(rowCount);
  const dealt = new Int32Array(rowCount);
  const trees: Tree[] = [];
  for (let round = 0; round < options.treeCount; round++) {
    loss.fill(residuals, gradients, weights);
    const { rows, others } = dealRows(dealt, options.rowShare, random);
    const features = sampleFeatures(options.allowed, options.featureShare, random);
    const tree = growTree(binned, features, rows, gradients, weights, residuals, growOptions, scratch);
    trees.push(tree);
    for (const row of others)
      residuals[row] = (residuals[row] as number) - predictTree(tree, table.values, row * featureCount);
  }
  return trees;
}

/** Deals the rows into those a tree is grown on and the others; both answers lie in `dealt`, which is overwritten. */
function dealRows(
  dealt: Int32Array,
  share: number,
  random: () => number,
): { readonly rows: Int32Array; readonly others: Int32Array } {
  let count = 0;
  let end = dealt.length;
  for (let row = 0; row < dealt.length; row++) {
    if (share >= 1 || random() < share) dealt[count++] = row;
    else dealt[--end] = row;
  }
  return { rows: dealt.subarray(0, count), others: dealt.subarray(count) };
}

function sampleFeatures(allowed: readonly boolean[], share: number, random: () => number): Uint8Array {
  const open = allowed.flatMap((isAllowed, feature) => (isAllowed ? [feature] : []));
  const features = open.filter(() => share >= 1 || random() < share);
  return Uint8Array.from(
    features.length > 0 ? features : [open[Math.floor(random() * open.length)] as number],
  );
}
