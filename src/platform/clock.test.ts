import { describe, expect, it } from 'vitest';
import { toInstant } from '../core/kernel/instant.ts';
import { createSteadyClock } from './clock.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const start = Date.UTC(2026, 0, 7, 12);

/** A wall clock that goes with the time and can be set, and a steady one made of it. */
function build() {
  let [elapsedMs, offsetMs] = [5_000, 0];
  const clock = { now: () => toInstant(start + elapsedMs + offsetMs) };
  const steady = createSteadyClock(clock, () => elapsedMs);
  return {
    pass: (ms: number) => {
      elapsedMs += ms;
    },
    set: (ms: number) => {
      offsetMs = ms;
    },
    /** How far it is from the right time. */
    offMs: () => Date.parse(steady.now()) - start - elapsedMs,
  };
}

describe('a steady clock', () => {
  it('is the wall clock where that is never set, however seldom it is asked', () => {
    const { pass, offMs } = build();
    for (const ms of [0, 1_000, 30 * dayMs, hourMs]) {
      pass(ms);
      expect(offMs()).toBe(0);
    }
  });

  it('does not follow a step ahead of two days, and is right again when that is set back', () => {
    const { pass, set, offMs } = build();
    set(2 * dayMs);
    for (let hour = 0; hour < 71; hour++) {
      expect(offMs()).toBe(0);
      pass(hourMs);
    }
    set(0);
    expect(offMs()).toBe(0);
    pass(dayMs);
    expect(offMs()).toBe(0);
  });

  it('believes a step ahead that has lasted three days', () => {
    const { pass, set, offMs } = build();
    set(2 * dayMs);
    expect(offMs()).toBe(0);
    pass(3 * dayMs);
    expect(offMs()).toBe(2 * dayMs);
  });

  it('follows a step back at once, and the way there again only after three days', () => {
    const { pass, set, offMs } = build();
    set(-2 * dayMs);
    expect(offMs()).toBe(-2 * dayMs);
    set(0);
    expect(offMs()).toBe(-2 * dayMs);
    pass(3 * dayMs);
    expect(offMs()).toBe(0);
  });

  it('follows the small corrections of a time server', () => {
    const { set, offMs } = build();
    for (const ms of [700, -700, 59_000]) {
      set(ms);
      expect(offMs()).toBe(ms);
    }
  });
});
