import { type Instant, toInstant } from '../core/kernel/instant.ts';

/** Time is passed in, so that tests set it. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => toInstant(Date.now()) };
export const fixedClock = (at: string): Clock => ({ now: () => toInstant(at) });
