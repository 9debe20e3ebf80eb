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

/** Sum of the leaves that `bins` falls into: log-odds over the model's intercept. */
export function scoreForest(forest: LemonForest, bins: ArrayLike<number>): number {
  let total = 0;
  for (const root of forest.roots) {
    let node = root;
    let input = forest.input[node] ?? -1;
    while (input >= 0) {
      const bin = bins[input] ?? 0;
      const left = bin === 0 ? forest.unknownLeft[node] === 1 : bin <= (forest.lastLeftBin[node] ?? 0);
      node = (forest.firstChild[node] ?? 0) + (left ? 0 : 1);
      input = forest.input[node] ?? -1;
    }
    total += forest.logOdds[node] ?? 0;
  }
  return total;
}

/** Log-odds → probability, strictly inside 0…1 for |logOdds| < 36. */
export const toProbability = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
