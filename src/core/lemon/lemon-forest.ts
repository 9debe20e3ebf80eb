/**
 * Boosted regression trees laid end to end. Node `n` is a leaf where `input[n]` is −1; otherwise its children are
 * `firstChild[n]` (left) and `firstChild[n] + 1` (right), always further along. A bin of 0 means that the input is unknown.
 */
export interface LemonForest {
  /** First node of each tree. */
  readonly roots: readonly number[];
  readonly input: readonly number[];
  /** Bins 1…lastLeftBin go left, higher ones right. */
  readonly lastLeftBin: readonly number[];
  /** 1: an unknown input goes left. */
  readonly unknownLeft: readonly number[];
  readonly firstChild: readonly number[];
  /** What a leaf adds to the log-odds; 0 at inner nodes. */
  readonly logOdds: readonly number[];
}

/** How one input is cut into bins: numbers by ascending cuts, groups by their place in an order of rising risk. */
export interface LemonScale {
  readonly name: string;
  /** A number x falls in bin 1 + (how many cuts are < x). Empty for groups. */
  readonly cuts: readonly number[];
  /** Group g falls in bin 1 + its index. Empty for numbers. */
  readonly groups: readonly string[];
}

/** A bin from 1 up, or 0 for unknown: absent, not finite, or a group that the training data lack. */
export function binOf(scale: LemonScale, value: number | string | undefined): number {
  if (typeof value === 'string') return scale.groups.indexOf(value) + 1;
  if (value === undefined || !Number.isFinite(value)) return 0;
  let low = 0;
  let high = scale.cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scale.cuts[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** Bins are 0…255, nodes 0…32,767: what a packed node has room for. */
export const mostBin = 255;
export const mostNodes = 32_768;

/** A forest with each node in one word: cheaper to walk, the same sums. */
export interface PackedForest {
  readonly roots: Uint16Array;
  /** Left child, last left bin and place in the doubled bins, from the highest bits down; −1 at leaves. */
  readonly nodes: Int32Array;
  readonly logOdds: Float64Array;
}

/** Expects what `decodeLemonModel` checks: at most {@link mostNodes} nodes, bins of {@link mostBin} at most, 127 inputs. */
export function packForest(forest: LemonForest): PackedForest {
  const nodes = Int32Array.from(forest.input, (input, node) => {
    if (input < 0) return -1;
    const place = 2 * input + (forest.unknownLeft[node] === 1 ? 0 : 1);
    return ((forest.firstChild[node] ?? 0) << 16) | ((forest.lastLeftBin[node] ?? 0) << 8) | place;
  });
  return { roots: Uint16Array.from(forest.roots), nodes, logOdds: Float64Array.from(forest.logOdds) };
}

/** Sum of the leaves that `bins` falls into: log-odds over the model's intercept. */
export function scoreForest({ roots, nodes, logOdds }: PackedForest, bins: ArrayLike<number>): number {
  // each bin twice: as it is, where the unknown (0) go left, and with the unknown beyond every cut, where they go right
  const doubled = new Uint8Array(2 * bins.length);
  for (let input = 0; input < bins.length; input += 1) {
    const bin = bins[input] ?? 0;
    doubled[2 * input] = bin;
    doubled[2 * input + 1] = bin === 0 ? mostBin : bin;
  }
  let total = 0;
  for (let tree = 0; tree < roots.length; tree += 1) {
    let at = roots[tree] ?? 0;
    let node = nodes[at] ?? -1;
    while (node >= 0) {
      at = (node >>> 16) + ((doubled[node & 255] ?? 0) > ((node >>> 8) & 255) ? 1 : 0);
      node = nodes[at] ?? -1;
    }
    total += logOdds[at] ?? 0;
  }
  return total;
}

/** Log-odds → probability, strictly inside 0…1 for |logOdds| < 36. */
export const toProbability = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
