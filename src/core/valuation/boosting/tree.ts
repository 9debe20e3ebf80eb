/**
 * One regression tree in preorder: a split's left child follows it directly. A row goes left when its value is at
 * most `threshold`, or unknown and `unknownLeft`.
 */
export interface Tree {
  /** −1 for a leaf. */
  readonly feature: Int8Array;
  readonly threshold: Float32Array;
  readonly unknownLeft: Uint8Array;
  /** Index of the right child. */
  readonly right: Uint16Array;
  /** For a leaf its prediction; for a split the average over the training rows that reached it. */
  readonly value: Float32Array;
}

/** The tree's prediction for the row that starts at `offset` of `values`. */
export function predictTree(tree: Tree, values: Float32Array, offset: number): number {
  let node = 0;
  let feature = tree.feature[0] as number;
  while (feature >= 0) {
    const value = values[offset + feature] as number;
    const left =
      value <= (tree.threshold[node] as number) || (Number.isNaN(value) && tree.unknownLeft[node] === 1);
    node = left ? node + 1 : (tree.right[node] as number);
    feature = tree.feature[node] as number;
  }
  return tree.value[node] as number;
}

/**
 * Adds what each split on the row's path changed to the feature split on, so that the tree's average plus all
 * additions is its prediction. Answers that average.
 */
export function attributeTree(tree: Tree, values: Float32Array, additions: Float64Array): number {
  let node = 0;
  let feature = tree.feature[0] as number;
  while (feature >= 0) {
    const value = values[feature] as number;
    const left =
      value <= (tree.threshold[node] as number) || (Number.isNaN(value) && tree.unknownLeft[node] === 1);
    const child = left ? node + 1 : (tree.right[node] as number);
    additions[feature] =
      (additions[feature] as number) + (tree.value[child] as number) - (tree.value[node] as number);
    node = child;
    feature = tree.feature[node] as number;
  }
  return tree.value[0] as number;
}
