import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginAttempt } from './begin-attempt.ts';
import type { BackOffLadder, LimitPolicy } from './limit-store.ts';
import { MemoryLimitStore } from './memory-limit-store.ts';

function build(maxKeys?: number) {
  let nowMs = 1_700_000_000_000;
  const store = new MemoryLimitStore({ monotonicMs: () => nowMs, ...(maxKeys !== undefined && { maxKeys }) });
  return {
    store,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}
const five: LimitPolicy = { name: 'five', limit: 5, windowSeconds: 60 };
const ladder: BackOffLadder = {
  free: 5,
  firstWaitMs: 1_000,
  longestWaitMs: 900_000,
  forgetAfterMs: 3_600_000,
};

describe('tallies in process', () => {
  const policy = { often: 3, withinMs: 1_000 };

  it('tell once, at the last of so many within the time, and begin anew', async () => {
    const { store, pass } = build();
    const told: (number | undefined)[] = [];
    for (let at = 0; at < 7; at++) {
      told.push(await store.tally(policy, 'a'));
      pass(100);
    }
    expect(told).toEqual([undefined, undefined, 200, undefined, undefined, 200, undefined]);
    expect(await store.tally(policy, 'another')).toBeUndefined();
  });

  it('forget what is older, one by one', async () => {
    const { store, pass } = build();
    for (let at = 0; at < 20; at++) {
      expect(await store.tally(policy, 'a')).toBeUndefined();
      pass(500);
    }
    expect(await store.tally(policy, 'a')).toBeUndefined();
    expect(await store.tally(policy, 'a')).toBe(500);
  });

  it('keep no more keys than they may', async () => {
    const { store } = build(10);
    for (let at = 0; at < 100; at++) await store.tally(policy, String(at));
    expect(store.keys).toBe(10);
  });
});

describe('limits in process', () => {
  it('lets the limit through at once, says what is left, then one for each share of the window', async () => {
    const { store, pass } = build();
    const remaining: number[] = [];
    for (let at = 0; at < 5; at++) remaining.push((await store.take(five, 'a')).remaining);
    expect(remaining).toEqual([4, 3, 2, 1, 0]);
    expect(await store.take(five, 'a')).toEqual({
      isAllowed: false,
      remaining: 0,
      resetMs: 60_000,
      retryAfterMs: 12_000,
    });
    pass(11_999);
    expect((await store.take(five, 'a')).isAllowed).toBe(false);
    pass(1);
    expect(await store.take(five, 'a')).toMatchObject({ isAllowed: true, remaining: 0 });
    expect((await store.take(five, 'a')).isAllowed).toBe(false);
    pass(60_000);
    expect(await store.take(five, 'a')).toMatchObject({ isAllowed: true, remaining: 4 });
  });

  it('counts keys and policies apart', async () => {
    const { store } = build();
    for (let at = 0; at < 6; at++) await store.take(five, 'a');
    expect((await store.take(five, 'b')).isAllowed).toBe(true);
    expect((await store.take({ ...five, name: 'other' }, 'a')).isAllowed).toBe(true);
  });

  it('never lets more through than the burst and the share of the time that passed', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 600 }),
        fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 200 }),
        async (limit, windowSeconds, waits) => {
          const { store, pass } = build();
          const policy = { name: 'p', limit, windowSeconds };
          const allowedAtMs: number[] = [];
          let nowMs = 0;
          for (const wait of waits) {
            pass(wait);
            nowMs += wait;
            const decision = await store.take(policy, 'k');
            expect(decision.isAllowed).toBe(decision.retryAfterMs === 0);
            if (decision.isAllowed) allowedAtMs.push(nowMs);
          }
          for (const [from, fromMs] of allowedAtMs.entries())
            for (const [to, toMs] of allowedAtMs.entries())
              if (to >= from)
                expect(to - from + 1).toBeLessThanOrEqual(
                  limit + ((toMs - fromMs) * limit) / (windowSeconds * 1000) + 0.01,
                );
        },
      ),
      { numRuns: 200 },
    ));

  it('lets through what it said would be let through', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 30 }),
        async (limit, taken) => {
          const { store, pass } = build();
          const policy = { name: 'p', limit, windowSeconds: 10 };
          for (let at = 0; at < taken; at++) await store.take(policy, 'k');
          const last = await store.take(policy, 'k');
          if (!last.isAllowed) pass(Math.ceil(last.retryAfterMs));
          for (let at = 0; at < (last.isAllowed ? last.remaining : 1); at++)
            expect((await store.take(policy, 'k')).isAllowed).toBe(true);
          expect((await store.take(policy, 'k')).isAllowed).toBe(false);
        },
      ),
    ));

  it('keeps a bounded number of keys', async () => {
    const { store } = build(100);
    for (let at = 0; at < 1_000; at++) {
      await store.take(five, String(at));
      await store.climb(ladder, String(at));
    }
    expect(store.keys).toBe(200);
  });
});

describe('back-off in process', () => {
  const climbUntilOpen = async (store: MemoryLimitStore, pass: (ms: number) => void, rounds: number) => {
    const waits: number[] = [];
    for (let at = 0; at < rounds; at++) {
      const step = await store.climb(ladder, 'a');
      if (step.isOpen) continue;
      waits.push(step.waitMs);
      pass(step.waitMs);
    }
    return waits;
  };

  it('lets five failures through, doubles up to a quarter of an hour, and forgets after an hour', async () => {
    const { store, pass } = build();
    const waits = await climbUntilOpen(store, pass, 40);
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(Math.max(...waits)).toBe(900_000);
    pass(3_600_001);
    const again = await Promise.all([1, 2, 3, 4, 5].map(() => store.climb(ladder, 'a')));
    expect(again.every((step) => step.isOpen)).toBe(true);
  });

  it('counts parallel attempts before any of them is answered', async () => {
    const { store } = build();
    const steps = await Promise.all(Array.from({ length: 20 }, () => store.climb(ladder, 'a')));
    expect(steps.filter((step) => step.isOpen)).toHaveLength(6);
  });

  it('counts nothing elsewhere where one key has to wait, and takes back only its own on success', async () => {
    const { store, pass } = build();
    const counted = [
      { key: 'pair', ladder, onSuccess: 'forget' },
      { key: 'account', ladder, onSuccess: 'undo' },
    ] as const;
    for (let at = 0; at < 6; at++) await store.climb(ladder, 'account');
    for (let at = 0; at < 10; at++)
      expect(await beginAttempt(store, counted)).toMatchObject({ isOpen: false });
    pass(1_000);
    const attempt = await beginAttempt(store, counted);
    if (!attempt.isOpen) throw new Error('should be open');
    await attempt.succeed();
    // six failures of others stay: the next one opens the seventh step, of two seconds
    expect((await store.climb(ladder, 'account')).isOpen).toBe(true);
    expect(await store.climb(ladder, 'account')).toEqual({ isOpen: false, waitMs: 2_000 });
    const pair = await Promise.all([1, 2, 3, 4, 5, 6].map(() => store.climb(ladder, 'pair')));
    expect(pair.every((step) => step.isOpen)).toBe(true);
  });
});
