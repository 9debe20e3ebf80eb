import { type Instant, toEpochMs, toInstant } from '../core/kernel/instant.ts';

/** Time is passed in, so that tests set it. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => toInstant(Date.now()) };
export const fixedClock = (at: string): Clock => ({ now: () => toInstant(at) });

/** Ms since this program began, whatever becomes of the wall clock: for limits, waits and whatever only measures how long. */
export const monotonicMs = (): number => performance.now();

const hourMs = 3_600_000;
/** A step ahead is believed when it has lasted this long: longer than anybody takes to see that the day is wrong. */
const believedAfterMs = 72 * hourMs;

/**
 * Never ahead of the time that has passed since the program began, by more than an hour: for what cannot be undone, such
 * as erasing what is old. After a step ahead it goes on from where it was for three days; after one back it follows.
 */
export function createSteadyClock(clock: Clock, elapsedMs: () => number): Clock {
  let base = { wallMs: toEpochMs(clock.now()), atMs: elapsedMs() };
  let aheadSinceMs: number | undefined;
  return {
    now() {
      const [now, atMs] = [clock.now(), elapsedMs()];
      const expectedMs = base.wallMs + atMs - base.atMs;
      const aheadMs = toEpochMs(now) - expectedMs;
      aheadSinceMs = aheadMs > hourMs ? (aheadSinceMs ?? atMs) : undefined;
      if (aheadSinceMs !== undefined && atMs - aheadSinceMs < believedAfterMs) return toInstant(expectedMs);
      base = { wallMs: toEpochMs(now), atMs };
      aheadSinceMs = undefined;
      return now;
    },
  };
}
