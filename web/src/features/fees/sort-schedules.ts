import type { Schedule } from './fee-words.ts';

export interface SortedSchedules {
  readonly inForce: Schedule | undefined;
  /** The soonest first. */
  readonly coming: readonly Schedule[];
  /** The latest first: those that held before, and those that were superseded. */
  readonly past: readonly Schedule[];
}

/** Which of a source's schedules counts on a day (YYYY-MM-DD, UTC): the latest standing one that began by then. */
export function sortSchedules(schedules: readonly Schedule[], todayUtc: string): SortedSchedules {
  const newestFirst = schedules.toSorted(
    (a, b) => b.effectiveFrom.localeCompare(a.effectiveFrom) || (b.revision ?? 0) - (a.revision ?? 0),
  );
  const inForce = newestFirst.find(({ standing, effectiveFrom }) => standing && effectiveFrom <= todayUtc);
  const coming = newestFirst.filter(({ standing, effectiveFrom }) => standing && effectiveFrom > todayUtc);
  return {
    inForce,
    coming: coming.toReversed(),
    past: newestFirst.filter((schedule) => schedule !== inForce && !coming.includes(schedule)),
  };
}
