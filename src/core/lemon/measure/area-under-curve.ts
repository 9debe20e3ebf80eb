/** A probability that was given, and what happened. */
export interface Judged {
  readonly probability: number;
  readonly badBuy: boolean;
}

/**
 * Area under the ROC curve: the chance that a bad buy was given a higher probability than a good one, ties counting
 * half (Mann & Whitney 1947). 0.5 is guessing. NaN unless there are both.
 */
export function areaUnderCurve(judged: readonly Judged[]): number {
  const sorted = [...judged].sort((a, b) => a.probability - b.probability);
  let bad = 0;
  let rankSum = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]?.probability === sorted[from]?.probability) to += 1;
    const rank = (from + to + 1) / 2;
    for (const { badBuy } of sorted.slice(from, to)) {
      if (!badBuy) continue;
      bad += 1;
      rankSum += rank;
    }
    from = to;
  }
  return (rankSum - (bad * (bad + 1)) / 2) / (bad * (sorted.length - bad));
}

/** Standard error of the area (Hanley & McNeil 1982). */
export function areaStandardError(area: number, bad: number, good: number): number {
  const q1 = area / (2 - area);
  const q2 = (2 * area * area) / (1 + area);
  return Math.sqrt(
    (area * (1 - area) + (bad - 1) * (q1 - area * area) + (good - 1) * (q2 - area * area)) / (bad * good),
  );
}
