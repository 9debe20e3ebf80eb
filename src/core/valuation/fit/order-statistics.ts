/** Quantile of weighted values (0 ≤ share ≤ 1), interpolated between neighbours. NaN without weight. */
export function weightedQuantile(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  share: number,
): number {
  const order = Array.from({ length: values.length }, (_, i) => i)
    .filter((i) => (weights[i] ?? 0) > 0)
    .sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  let total = 0;
  for (const i of order) total += weights[i] ?? 0;
  if (total === 0) return Number.NaN;
  const target = share * total;
  let below = 0;
  let previous = Number.NaN;
  let previousMid = 0;
  for (const i of order) {
    const weight = weights[i] ?? 0;
    const mid = below + weight / 2;
    const value = values[i] ?? 0;
    if (mid >= target) {
      if (Number.isNaN(previous)) return value;
      return previous + ((value - previous) * (target - previousMid)) / (mid - previousMid);
    }
    previous = value;
    previousMid = mid;
    below += weight;
  }
  return previous;
}

export function quantile(values: readonly number[], share: number): number {
  return weightedQuantile(values, new Float64Array(values.length).fill(1), share);
}

/** Nearest non-decreasing sequence in weighted least squares (pool adjacent violators). */
export function toNonDecreasing(values: readonly number[], weights: readonly number[]): number[] {
  const blocks: { value: number; weight: number; size: number }[] = [];
  values.forEach((value, i) => {
    let block = { value, weight: Math.max(weights[i] ?? 0, 1e-9), size: 1 };
    for (let last = blocks.at(-1); last !== undefined && last.value > block.value; last = blocks.at(-1)) {
      blocks.pop();
      const weight = last.weight + block.weight;
      block = {
        value: (last.value * last.weight + block.value * block.weight) / weight,
        weight,
        size: last.size + block.size,
      };
    }
    blocks.push(block);
  });
  return blocks.flatMap((block) => new Array<number>(block.size).fill(block.value));
}
