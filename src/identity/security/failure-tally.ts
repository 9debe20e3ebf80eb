import type { Clock } from '../../platform/clock.ts';

const often = 5;
const withinMs = 15 * 60_000;
const mostPeople = 10_000;

/** Tells when failures of one account have become frequent: at the fifth within 15 minutes, then anew. In process. */
export function createFailureTally(clock: Clock) {
  const failures = new Map<string, number[]>();
  return {
    /** Whether this failure is the one that makes them frequent. */
    note(userId: string): boolean {
      const now = Date.parse(clock.now());
      const recent = (failures.get(userId) ?? []).filter((at) => now - at < withinMs);
      recent.push(now);
      failures.delete(userId);
      if (recent.length >= often) return true;
      failures.set(userId, recent);
      for (const oldest of failures.keys()) {
        if (failures.size <= mostPeople) break;
        failures.delete(oldest);
      }
      return false;
    },
  };
}
export type FailureTally = ReturnType<typeof createFailureTally>;
