import type { Ensemble } from './boost.ts';
import { treeFeatures } from './tree-features.ts';

/** All trees of an ensemble end to end; `sizes` are their node counts. */
export interface TreeArrays {
  readonly sizes: Uint16Array;
  readonly feature: Int8Array;
  readonly threshold: Float32Array;
  readonly unknownLeft: Uint8Array;
  readonly right: Uint16Array;
  readonly value: Float32Array;
}

/** In the order of {@link TreeArrays}. */
export function joinTrees(
  ensemble: Ensemble,
): [Uint16Array, Int8Array, Float32Array, Uint8Array, Uint16Array, Float32Array] {
  const join = (read: (tree: Ensemble[number]) => ArrayLike<number>): number[] =>
    ensemble.flatMap((tree) => Array.from(read(tree)));
  return [
    Uint16Array.from(ensemble, (tree) => tree.feature.length),
    Int8Array.from(join((tree) => tree.feature)),
    Float32Array.from(join((tree) => tree.threshold)),
    Uint8Array.from(join((tree) => tree.unknownLeft)),
    Uint16Array.from(join((tree) => tree.right)),
    Float32Array.from(join((tree) => tree.value)),
  ];
}

/** Throws RangeError where a node points outside its tree or backwards, so that no prediction can loop or leave it. */
export function splitTrees(arrays: TreeArrays): Ensemble {
  let start = 0;
  const trees = Array.from(arrays.sizes, (size) => {
    const end = start + size;
    const tree = {
      feature: arrays.feature.subarray(start, end),
      threshold: arrays.threshold.subarray(start, end),
      unknownLeft: arrays.unknownLeft.subarray(start, end),
      right: arrays.right.subarray(start, end),
      value: arrays.value.subarray(start, end),
    };
    if (tree.value.length !== size || size === 0) throw new RangeError('tree cut short');
    for (let node = 0; node < size; node++) {
      const feature = tree.feature[node] as number;
      const right = tree.right[node] as number;
      if (feature >= treeFeatures.length || feature < -1) throw new RangeError('tree splits on no feature');
      if (feature >= 0 && (right <= node + 1 || right >= size)) throw new RangeError('tree points nowhere');
    }
    start = end;
    return tree;
  });
  return trees;
}
