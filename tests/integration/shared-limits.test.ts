import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { monotonicMs } from '../../src/platform/clock.ts';
import { beginAttempt } from '../../src/platform/limiter/begin-attempt.ts';
import type { BackOffLadder, LimitPolicy, LimitStore } from '../../src/platform/limiter/limit-store.ts';
import { MemoryLimitStore } from '../../src/platform/limiter/memory-limit-store.ts';
import { type OpenLimiter, openLimiter } from '../../src/platform/limiter/open-limiter.ts';
import { parseRedisUrl } from '../../src/platform/limiter/parse-redis-url.ts';
import { startRedis, startRedisCluster, type TestRedis } from '../support/redis.ts';

const perHour: LimitPolicy = { name: 'test', limit: 100, windowSeconds: 3_600 };
const ladder: BackOffLadder = {
  free: 5,
  firstWaitMs: 400,
  longestWaitMs: 1_600,
  forgetAfterMs: 10_000,
};

/** Moves every moment that is kept by so many µs. */
const shiftState = `local by = tonumber(ARGV[1])
local function move(text) return string.format('%.0f', tonumber(text) + by) end
for _, key in ipairs(redis.call('KEYS', 'dealerscope:*')) do
  local kind = redis.call('TYPE', key).ok
  if kind == 'string' then
    redis.call('SET', key, (string.gsub(redis.call('GET', key), '%d+', move)), 'KEEPTTL')
  elseif kind == 'hash' then
    for _, field in ipairs({'open', 'at'}) do
      local value = redis.call('HGET', key, field)
      if value and value ~= '0' then redis.call('HSET', key, field, move(value)) end
    end
  else
    for at, value in ipairs(redis.call('LRANGE', key, 0, -1)) do redis.call('LSET', key, at - 1, move(value)) end
  end
end`;

let limiters: OpenLimiter[] = [];
afterEach(() => {
  for (const limiter of limiters) limiter.close();
  limiters = [];
});

/** A limiter whose connection stands. */
async function connect(redisUrl: string, warnings: string[] = []): Promise<OpenLimiter> {
  const limiter = await openLimiter({
    redis: parseRedisUrl(redisUrl),
    monotonicMs,
    logger: { warn: (what, message) => warnings.push(`${message} ${JSON.stringify(what)}`) },
  });
  limiters.push(limiter);
  await untilShared(limiter);
  return limiter;
}

async function untilShared(limiter: OpenLimiter): Promise<void> {
  const probe: LimitPolicy = { name: 'probe', limit: 1_000_000, windowSeconds: 1 };
  for (let tries = 0, inRow = 0; ; tries++) {
    const before = limiter.stats().ownDecisions;
    await limiter.store.take(probe, String(tries));
    inRow = limiter.stats().ownDecisions === before ? inRow + 1 : 0;
    if (inRow >= 20 && limiter.stats().isShared) return;
    if (inRow > 0 && inRow < 20) continue;
    if (tries > 400) throw new Error('Redis was not reached');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

let key = 0;
const freshKey = () => `key-${process.pid}-${key++}`;
const countAllowed = async (stores: readonly LimitStore[], name: string, tries: number) => {
  const decisions = await Promise.all(
    Array.from({ length: tries }, (_, at) => (stores[at % stores.length] as LimitStore).take(perHour, name)),
  );
  return decisions.filter(({ isAllowed }) => isAllowed).length;
};

describe.each([
  [
    'one server',
    async () => startRedis().then((redis) => ({ url: redis.url, nodes: [redis], stop: redis.stop })),
  ],
  ['a cluster of three', startRedisCluster],
])('limits shared through %s', (_name, startServers) => {
  let servers: { readonly url: string; readonly nodes: readonly TestRedis[]; stop(): Promise<void> };
  beforeAll(async () => {
    servers = await startServers();
  });
  afterAll(() => servers.stop());

  test('three programs asking at once let exactly the limit through, for every key', async () => {
    const stores = (await Promise.all([1, 2, 3].map(() => connect(servers.url)))).map(({ store }) => store);
    // many keys, so that every node of a cluster holds some
    const allowed = await Promise.all(
      Array.from({ length: 30 }, () => countAllowed(stores, freshKey(), 150)),
    );
    expect(allowed).toEqual(Array.from({ length: 30 }, () => 100));
  });

  test('says what is left and when it comes back', async () => {
    const { store } = await connect(servers.url);
    const name = freshKey();
    const two: LimitPolicy = { name: 'two', limit: 2, windowSeconds: 60 };
    expect(await store.take(two, name)).toMatchObject({ isAllowed: true, remaining: 1, retryAfterMs: 0 });
    expect(await store.take(two, name)).toMatchObject({ isAllowed: true, remaining: 0 });
    const refused = await store.take(two, name);
    expect(refused).toMatchObject({ isAllowed: false, remaining: 0 });
    expect(refused.retryAfterMs).toBeGreaterThan(29_000);
    expect(refused.retryAfterMs).toBeLessThanOrEqual(30_000);
    expect(refused.resetMs).toBeGreaterThan(59_000);
    expect(refused.resetMs).toBeLessThanOrEqual(60_000);
  });

  test('decides as the store in process does', async () => {
    const { store } = await connect(servers.url);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 40 }),
        async (limit, tries) => {
          // an hour: nothing comes back while the test runs
          const policy = { name: 'same', limit, windowSeconds: 3_600 };
          const own = new MemoryLimitStore({ monotonicMs: () => 1_700_000_000_000 });
          const name = freshKey();
          for (let at = 0; at < tries; at++) {
            const { isAllowed, remaining } = await own.take(policy, name);
            expect(await store.take(policy, name)).toMatchObject({ isAllowed, remaining });
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('failures seen by one program count for the other, double, are taken back and forgotten', async () => {
    const [first, second] = (await Promise.all([connect(servers.url), connect(servers.url)])).map(
      ({ store }) => store,
    ) as [LimitStore, LimitStore];
    const name = freshKey();
    const steps = await Promise.all(
      Array.from({ length: 20 }, (_, at) => (at % 2 ? first : second).climb(ladder, name)),
    );
    expect(steps.filter(({ isOpen }) => isOpen)).toHaveLength(6);
    const wait = await second.climb(ladder, name);
    if (wait.isOpen) throw new Error('should be closed');
    expect(wait.waitMs).toBeGreaterThan(100);
    expect(wait.waitMs).toBeLessThanOrEqual(400);
    await new Promise((resolve) => setTimeout(resolve, wait.waitMs + 5));
    const seventh = await first.climb(ladder, name);
    if (!seventh.isOpen) throw new Error('should be open');
    const doubled = await second.climb(ladder, name);
    if (doubled.isOpen) throw new Error('should be closed');
    expect(doubled.waitMs).toBeGreaterThan(500);
    expect(doubled.waitMs).toBeLessThanOrEqual(800);
    // one failure taken back opens again what that failure closed
    await seventh.undo();
    expect((await second.climb(ladder, name)).isOpen).toBe(true);
    await first.forget(name);
    const again = await Promise.all([1, 2, 3, 4, 5, 6].map(() => second.climb(ladder, name)));
    expect(again.every(({ isOpen }) => isOpen)).toBe(true);
  });

  test('what happens often is told once, at the program that sees the last of it, and counting begins anew', async () => {
    const [first, second] = (await Promise.all([connect(servers.url), connect(servers.url)])).map(
      ({ store }) => store,
    ) as [LimitStore, LimitStore];
    const policy = { often: 5, withinMs: 60_000 };
    for (let key = 0; key < 10; key++) {
      const name = freshKey();
      const told = [];
      for (let at = 0; at < 12; at++) told.push(await (at % 2 ? first : second).tally(policy, name));
      expect(told.map((took) => took !== undefined)).toEqual(
        Array.from({ length: 12 }, (_, at) => at % 5 === 4),
      );
      expect(told[4]).toBeGreaterThanOrEqual(0);
    }
    const together = freshKey();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => (at % 2 ? first : second).tally(policy, together)),
    );
    expect(answers.filter((took) => took !== undefined)).toHaveLength(10);
    const brief = freshKey();
    const soon = { often: 2, withinMs: 200 };
    expect(await first.tally(soon, brief)).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 220));
    expect(await second.tally(soon, brief)).toBeUndefined();
    expect(await first.tally(soon, brief)).toBeLessThan(200);
  });

  test('an attempt counts under every key, wherever in the cluster it lies, until it succeeds', async () => {
    const { store } = await connect(servers.url);
    const counted = [
      { key: freshKey(), ladder, onSuccess: 'forget' },
      { key: freshKey(), ladder, onSuccess: 'undo' },
      { key: freshKey(), ladder, onSuccess: 'undo' },
    ] as const;
    for (let at = 0; at < 20; at++) {
      const attempt = await beginAttempt(store, counted);
      if (!attempt.isOpen) throw new Error(`attempt ${at} had to wait`);
      await attempt.succeed();
    }
    for (let at = 0; at < 6; at++) expect(await beginAttempt(store, counted)).toMatchObject({ isOpen: true });
    expect(await beginAttempt(store, counted)).toMatchObject({ isOpen: false });
  });

  // what was written by a clock two days ahead is what a clock that is set back by two days finds
  test.each([
    ['back', 2],
    ['ahead', -2],
  ])(
    'a server whose clock is set %s shuts nobody out, and forgets no wait that is not over',
    async (way, days) => {
      const { store } = await connect(servers.url);
      const setClock = async () => {
        for (const node of servers.nodes)
          await node.command('eval', shiftState, '0', String(days * 86_400_000_000));
      };
      const few: LimitPolicy = { name: 'few', limit: 4, windowSeconds: 3_600 };
      const [half, used, failed, often] = [freshKey(), freshKey(), freshKey(), freshKey()];
      for (let at = 0; at < 2; at++) await store.take(few, half);
      for (let at = 0; at < 4; at++) await store.take(few, used);
      const slow: BackOffLadder = {
        ...ladder,
        firstWaitMs: 60_000,
        longestWaitMs: 60_000,
        forgetAfterMs: 600_000,
      };
      for (let at = 0; at < 6; at++) await store.climb(slow, failed);
      for (let at = 0; at < 2; at++) await store.tally({ often: 4, withinMs: 60_000 }, often);
      await setClock();

      const isBack = way === 'back';
      expect(await store.take(few, half)).toMatchObject({ isAllowed: true, remaining: isBack ? 1 : 3 });
      const refused = await store.take(few, used);
      expect(refused.isAllowed).toBe(!isBack);
      // no longer than without the step, and less each time it is asked
      expect(refused.retryAfterMs).toBeLessThanOrEqual(900_000);
      const wait = await store.climb(slow, failed);
      expect(wait.isOpen).toBe(!isBack);
      if (!wait.isOpen) {
        expect(wait.waitMs).toBeLessThanOrEqual(60_000);
        await new Promise((resolve) => setTimeout(resolve, 30));
        const later = await store.climb(slow, failed);
        expect(later.isOpen ? 0 : later.waitMs).toBeLessThan(wait.waitMs - 20);
        expect((await store.take(few, used)).retryAfterMs).toBeLessThan(refused.retryAfterMs - 20);
      }
      // what happened by the other clock is not of this minute
      for (let at = 0; at < 3; at++)
        expect(await store.tally({ often: 4, withinMs: 60_000 }, often)).toBeUndefined();
      expect(await store.tally({ often: 4, withinMs: 60_000 }, often)).toBeGreaterThanOrEqual(0);
    },
  );

  test('keys expire by themselves', async () => {
    const { store } = await connect(servers.url);
    const short: LimitPolicy = { name: 'short', limit: 1, windowSeconds: 1 };
    const name = freshKey();
    expect((await store.take(short, name)).isAllowed).toBe(true);
    expect((await store.take(short, name)).isAllowed).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect((await store.take(short, name)).isAllowed).toBe(true);
  });
});

describe('when Redis fails', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  test('killed in the middle: each program goes on counting by itself, says so once, and comes back', async () => {
    const warnings: string[] = [];
    const limiter = await connect(redis.url, warnings);
    expect(warnings).toEqual([]);
    const name = freshKey();
    const asking = Array.from({ length: 400 }, async (_, at) => {
      if (at === 200) await redis.kill();
      await new Promise((resolve) => setTimeout(resolve, at));
      return limiter.store.take(perHour, name);
    });
    const decisions = await Promise.all(asking);
    const allowed = decisions.filter(({ isAllowed }) => isAllowed).length;
    // never open: no more than the limit in each of the two places; never closed for everybody: the new count starts at zero
    expect(allowed).toBeGreaterThanOrEqual(100);
    expect(allowed).toBeLessThanOrEqual(200);
    expect((await limiter.store.take(perHour, freshKey())).isAllowed).toBe(true);
    expect(await countAllowed([limiter.store], freshKey(), 300)).toBe(100);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^Redis does not answer/);
    expect(limiter.stats()).toMatchObject({ isShared: false, ownDecisions: expect.any(Number) });

    await redis.start();
    await untilShared(limiter);
    expect(warnings).toHaveLength(2);
    expect(warnings[1]).toMatch(/^Redis answers again/);
    const other = await connect(redis.url);
    expect(await countAllowed([limiter.store, other.store], freshKey(), 150)).toBe(100);
  });

  test('hanging: requests wait a moment once, then go on, and failures are still counted', async () => {
    const limiter = await connect(redis.url);
    redis.freeze();
    try {
      const beganAt = performance.now();
      expect(await countAllowed([limiter.store], freshKey(), 150)).toBe(100);
      const firstMs = performance.now() - beganAt;
      expect(firstMs).toBeLessThan(1_500);
      const nextAt = performance.now();
      for (let at = 0; at < 100; at++) await limiter.store.take(perHour, freshKey());
      expect(performance.now() - nextAt).toBeLessThan(400);
      const name = freshKey();
      const steps = await Promise.all(Array.from({ length: 20 }, () => limiter.store.climb(ladder, name)));
      expect(steps.filter(({ isOpen }) => isOpen)).toHaveLength(6);
    } finally {
      redis.thaw();
    }
    await untilShared(limiter);
  });

  test('never there: starts without it, and says which is the reason without its password', async () => {
    const warnings: string[] = [];
    const limiter = await openLimiter({
      redis: parseRedisUrl('redis://user:hunter2@127.0.0.1:1'),
      monotonicMs,
      logger: { warn: (what, message) => warnings.push(`${message} ${JSON.stringify(what)}`) },
    });
    limiters.push(limiter);
    expect(await countAllowed([limiter.store], freshKey(), 150)).toBe(100);
    expect(warnings).toHaveLength(1);
    expect(warnings.join()).not.toContain('hunter2');
  });
});

test('one node of a cluster killed: its keys are counted in process, the others stay shared', async () => {
  const cluster = await startRedisCluster();
  try {
    const stores = [await connect(cluster.url), await connect(cluster.url)].map(({ store }) => store);
    await cluster.nodes[1]?.kill();
    const allowed = [];
    for (let at = 0; at < 30; at++) allowed.push(await countAllowed(stores, freshKey(), 300));
    // 100 where both programs share the count, 100 for each where they cannot, never more
    expect(Math.max(...allowed)).toBeLessThanOrEqual(200);
    expect(Math.min(...allowed)).toBeGreaterThanOrEqual(100);
    expect(allowed.filter((count) => count === 100).length).toBeGreaterThan(10);
    expect(allowed.filter((count) => count > 100).length).toBeGreaterThan(3);
  } finally {
    for (const limiter of limiters) limiter.close();
    await cluster.stop();
  }
}, 60_000);
