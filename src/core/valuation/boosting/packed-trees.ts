import type { Ensemble } from './boost.ts';
import type { Tree } from './tree.ts';

/**
 * An ensemble for pricing one car at a time. Whichever way a car goes at a split is as good as a coin toss to the
 * processor, so nothing here branches on it: the comparison itself is the index of the next node, four trees go down
 * side by side, and a leaf leads to itself until the deepest of the four is done.
 *
 * A node is four neighbouring words, read as whole numbers or floats: which of the car's features to look at, what it
 * must reach, and the places of the nodes for when it does not and when it does. Features stand there a second time
 * with their signs changed: `value ≤ t` is `−value ≥ −t`, false for an unknown value, which then goes the other way
 * round than by `value ≥ (the float after t)`.
 */
interface PackedTrees {
  readonly roots: Int32Array;
  readonly depths: Int32Array;
  readonly words: Int32Array;
  /** The same memory as `words`. */
  readonly floats: Float32Array;
}

const nodeWords = 4;
const mostFeatures = 64;
const together = 4;

/** Throws RangeError for more than 64 features; the shipped trees have 35. */
function packTrees(ensemble: Ensemble): PackedTrees {
  const count = Math.ceil(ensemble.length / together) * together;
  const nodeCount = ensemble.reduce((sum, tree) => sum + tree.feature.length, 1);
  const words = new Int32Array(nodeCount * nodeWords);
  const floats = new Float32Array(words.buffer);
  // trees that fill up the last four are one leaf of value 0, which is what node 0 is
  const roots = new Int32Array(count);
  const depths = new Int32Array(count);
  let root = nodeWords;
  for (const [at, tree] of ensemble.entries()) {
    roots[at] = root;
    depths[at] = packTree(tree, root, words, floats);
    root += tree.feature.length * nodeWords;
  }
  return { roots, depths, words, floats };
}

/** Writes the tree's nodes from `root` on and answers how many steps its deepest leaf is away. */
function packTree(tree: Tree, root: number, words: Int32Array, floats: Float32Array): number {
  const depths = new Int32Array(tree.feature.length);
  let deepest = 0;
  for (const [node, feature] of tree.feature.entries()) {
    const at = root + node * nodeWords;
    if (feature >= mostFeatures) throw new RangeError(`feature ${feature} is one too many`);
    if (feature < 0) {
      floats[at + 1] = tree.value[node] as number;
      words[at + 2] = at;
      words[at + 3] = at;
      deepest = Math.max(deepest, depths[node] as number);
      continue;
    }
    const right = tree.right[node] as number;
    const threshold = tree.threshold[node] as number;
    depths[node + 1] = (depths[node] as number) + 1;
    depths[right] = (depths[node] as number) + 1;
    const isUnknownLeft = tree.unknownLeft[node] === 1;
    words[at] = isUnknownLeft ? feature : feature + mostFeatures;
    floats[at + 1] = isUnknownLeft ? nextFloat(threshold) : -threshold;
    words[at + (isUnknownLeft ? 2 : 3)] = at + nodeWords;
    words[at + (isUnknownLeft ? 3 : 2)] = root + right * nodeWords;
  }
  return deepest;
}

const one = new Float32Array(1);
const oneBits = new Int32Array(one.buffer);

/** The least 32-bit float above this one. */
function nextFloat(value: number): number {
  one[0] = value + 0;
  if (one[0] === 0) oneBits[0] = 1;
  else if (one[0] < Number.POSITIVE_INFINITY) oneBits[0] = (oneBits[0] as number) + (one[0] > 0 ? 1 : -1);
  return one[0];
}

const packed = new WeakMap<Ensemble, PackedTrees>();
const both = new Float32Array(2 * mostFeatures);

/** What `predictEnsemble` answers, bit for bit; packs the ensemble the first time. */
export function predictPacked(ensemble: Ensemble, values: Float32Array): number {
  let trees = packed.get(ensemble);
  if (trees === undefined) {
    trees = packTrees(ensemble);
    packed.set(ensemble, trees);
  }
  for (let feature = 0; feature < values.length; feature++) {
    const value = values[feature] as number;
    both[feature] = value;
    both[feature + mostFeatures] = -value;
  }
  const { roots, depths, words, floats } = trees;
  const next = (at: number): number => {
    const reaches = (both[words[at] as number] as number) >= (floats[at + 1] as number);
    return words[at + 2 + Number(reaches)] as number;
  };
  let sum = 0;
  for (let tree = 0; tree < roots.length; tree += together) {
    let a = roots[tree] as number;
    let b = roots[tree + 1] as number;
    let c = roots[tree + 2] as number;
    let d = roots[tree + 3] as number;
    const steps = Math.max(
      depths[tree] as number,
      depths[tree + 1] as number,
      depths[tree + 2] as number,
      depths[tree + 3] as number,
    );
    for (let step = 0; step < steps; step++) {
      a = next(a);
      b = next(b);
      c = next(c);
      d = next(d);
    }
    sum += floats[a + 1] as number;
    sum += floats[b + 1] as number;
    sum += floats[c + 1] as number;
    sum += floats[d + 1] as number;
  }
  return sum;
}
