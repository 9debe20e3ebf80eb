/**
 * The weighted `share`-quantile (0…1) of `values[0…count)`: the least value at which the weights up to it reach that
 * share of their total. Reorders both arrays. O(count) on average; 0 for an empty range.
 */
export function weightedQuantile(
  values: Float64Array,
  weights: Float64Array,
  count: number,
  share: number,
): number {
  if (count === 0) return 0;
  let total = 0;
  for (let i = 0; i < count; i++) total += weights[i] as number;
  let target = total * share;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = middleOfThree(
      values[low] as number,
      values[(low + high) >> 1] as number,
      values[high] as number,
    );
    let below = 0;
    let left = low;
    let right = high;
    let at = low;
    let equal = 0;
    // three-way partition: smaller, equal, larger
    while (at <= right) {
      const value = values[at] as number;
      if (value < pivot) {
        below += weights[at] as number;
        swap(values, weights, at++, left++);
      } else if (value > pivot) {
        swap(values, weights, at, right--);
      } else {
        equal += weights[at] as number;
        at++;
      }
    }
    if (target <= below && left > low) {
      high = left - 1;
    } else if (target <= below + equal || right === high) {
      return pivot;
    } else {
      target -= below + equal;
      low = right + 1;
    }
  }
  return values[low] as number;
}

/** Half of normal values lie within so many standard deviations of their middle. */
const halfWithin = 0.6745;

/** Standard deviation by the weighted median of `sizes`, the distances from the middle; reorders both arrays. */
export const scatterOf = (sizes: Float64Array, weights: Float64Array): number =>
  weightedQuantile(sizes, weights, sizes.length, 0.5) / halfWithin;

function middleOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function swap(values: Float64Array, weights: Float64Array, i: number, j: number): void {
  const value = values[i] as number;
  values[i] = values[j] as number;
  values[j] = value;
  const weight = weights[i] as number;
  weights[i] = weights[j] as number;
  weights[j] = weight;
}
