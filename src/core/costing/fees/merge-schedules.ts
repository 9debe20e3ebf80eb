import type { FeeSchedule } from './fee-schedule.ts';

/**
 * The schedules that hold for a buyer with own ones: from the day of the first own schedule of a source on, only own
 * ones count there, so that a schedule which ships later does not push aside what the buyer knows of their account.
 * Earlier days keep the shipped ones. Of two own schedules of one source and day the last given stands.
 */
export function mergeSchedules(
  shipped: readonly FeeSchedule[],
  own: readonly FeeSchedule[],
): readonly FeeSchedule[] {
  const firstOwnDay = new Map<string, string>();
  const standing = new Map<string, FeeSchedule>();
  for (const schedule of own) {
    const { source, effectiveFrom } = schedule;
    const first = firstOwnDay.get(source);
    if (first === undefined || effectiveFrom < first) firstOwnDay.set(source, effectiveFrom);
    standing.set(`${source} ${effectiveFrom}`, schedule);
  }
  const kept = shipped.filter(({ source, effectiveFrom }) => {
    const first = firstOwnDay.get(source);
    return first === undefined || effectiveFrom < first;
  });
  return [...kept, ...standing.values()];
}
