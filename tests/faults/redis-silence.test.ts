import { afterEach, describe, expect, test } from 'vitest';
import { monotonicMs } from '../../src/platform/clock.ts';
import type { LimitPolicy } from '../../src/platform/limiter/limit-store.ts';
import { type OpenLimiter, openLimiter } from '../../src/platform/limiter/open-limiter.ts';
import { parseRedisUrl } from '../../src/platform/limiter/parse-redis-url.ts';
import { startRedis, startRedisCluster } from '../support/redis.ts';
import { startTcpProxy, type TcpProxy } from './kit/tcp-proxy.ts';
import { until } from './kit/until.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function connect(url: string): Promise<OpenLimiter> {
  const limiter = await openLimiter({
    redis: parseRedisUrl(url),
    monotonicMs,
    logger: { warn: () => undefined },
    silentMs: 600,
  });
  ends.push(async () => limiter.close());
  return limiter;
}

const perHour: LimitPolicy = { name: 'silence', limit: 50, windowSeconds: 3_600 };
let key = 0;

/** Whether two programs count together, on each of so many keys (and so on every node of a cluster). */
async function countTogether(one: OpenLimiter, other: OpenLimiter): Promise<boolean> {
  for (let at = 0; at < 12; at++) {
    const name = `key-${process.pid}-${key++}`;
    const decisions = [];
    for (let turn = 0; turn < 60; turn++)
      decisions.push(await (turn % 2 ? one : other).store.take(perHour, name));
    if (decisions.filter(({ isAllowed }) => isAllowed).length !== 50) return false;
  }
  return true;
}

const ways = {
  'one server': async () => {
    const redis = await startRedis();
    ends.push(() => redis.stop());
    const proxy = await startTcpProxy({ host: '127.0.0.1', port: redis.port });
    ends.push(() => proxy.close());
    return { direct: redis.url, url: `redis://127.0.0.1:${proxy.port}`, proxies: [proxy] };
  },
  'a cluster of three': async () => {
    const proxies: TcpProxy[] = [];
    const cluster = await startRedisCluster(async (port) => {
      const proxy = await startTcpProxy({ host: '127.0.0.1', port });
      ends.push(() => proxy.close());
      proxies.push(proxy);
      return proxy.port;
    });
    ends.push(() => cluster.stop());
    return { direct: cluster.url, url: cluster.url, proxies };
  },
};

describe.each(Object.keys(ways) as (keyof typeof ways)[])('%s that falls silent', (way) => {
  test.each(['all of it', 'a part'])(
    '%s: is shared again once it answers, while requests go on',
    async (part) => {
      const { url, direct, proxies } = await ways[way]();
      const [one, other] = [await connect(url), await connect(direct)];
      await until('both count together', () => countTogether(one, other));
      const silent = part === 'all of it' ? proxies : proxies.slice(0, 1);
      for (const proxy of silent) proxy.swallow();

      // requests never stop: each second one of them asks the dead connection again
      let requests = 0;
      let isOver = false;
      const traffic = (async () => {
        while (!isOver) {
          await one.store.take(perHour, `traffic-${requests++ % 40}`);
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      })();
      try {
        await until('the silence is noticed', () => one.stats().isShared === false);
        expect((await one.store.take(perHour, 'somebody new')).isAllowed).toBe(true);
        for (const proxy of silent) await proxy.heal();
        await until('limits are shared again', async () => {
          await new Promise((resolve) => setTimeout(resolve, 100));
          return (
            one.stats().isShared === true && other.stats().isShared === true && countTogether(one, other)
          );
        });
      } finally {
        isOver = true;
        await traffic;
      }
    },
  );
});
