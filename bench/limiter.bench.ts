/**
 * Limit decisions a second in process, by one Redis and by a cluster of three, beside rate-limiter-flexible in process
 * and by the same Redis through the same client. Servers and asker share this machine. Usage: node bench/limiter.bench.ts.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { createClient } from '@redis/client';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { LimitPolicy } from '../src/platform/limiter/limit-store.ts';
import { MemoryLimitStore } from '../src/platform/limiter/memory-limit-store.ts';
import { openLimiter } from '../src/platform/limiter/open-limiter.ts';
import { parseRedisUrl } from '../src/platform/limiter/parse-redis-url.ts';
import { startRedis, startRedisCluster } from '../tests/support/redis.ts';

const keys = 10_000;
const inFlight = 64;
const secondsPerRun = 2;
const runs = 3;
const policy: LimitPolicy = { name: 'bench', limit: 100, windowSeconds: 60 };

interface Figure {
  readonly name: string;
  readonly decisionsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** The middle of {@link runs}: keys in turn, {@link inFlight} asked at the same time. */
async function measure(name: string, decide: (key: string) => Promise<unknown>): Promise<Figure> {
  const figures: Figure[] = [];
  for (let run = 0; run < runs; run++) {
    const untilMs = performance.now() + secondsPerRun * 1000;
    const beganAt = performance.now();
    const latenciesMs: number[] = [];
    let count = 0;
    const ask = async () => {
      while (performance.now() < untilMs) {
        const at = count++;
        if (at % 97 !== 0) {
          await decide(`10.0.${at % keys}`);
          continue;
        }
        const askedAt = performance.now();
        await decide(`10.0.${at % keys}`);
        latenciesMs.push(performance.now() - askedAt);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, ask));
    const seconds = (performance.now() - beganAt) / 1000;
    latenciesMs.sort((a, b) => a - b);
    const at = (share: number) => latenciesMs[Math.floor(latenciesMs.length * share)] ?? Number.NaN;
    figures.push({ name, decisionsPerSecond: Math.round(count / seconds), p50Ms: at(0.5), p99Ms: at(0.99) });
  }
  figures.sort((a, b) => a.decisionsPerSecond - b.decisionsPerSecond);
  return figures[Math.floor(runs / 2)] as Figure;
}

const silent = { warn: (_what: object, message: string) => console.log(message) };
const ignore = () => undefined;
const figures: Figure[] = [];

const own = new MemoryLimitStore({ nowMs: Date.now });
figures.push(await measure('in process', (key) => own.take(policy, key)));
const flexible = new RateLimiterMemory({ points: policy.limit, duration: policy.windowSeconds });
figures.push(
  await measure('rate-limiter-flexible, in process', (key) => flexible.consume(key).catch(ignore)),
);

const redis = await startRedis();
const shared = await openLimiter({ redis: parseRedisUrl(redis.url), nowMs: Date.now, logger: silent });
figures.push(await measure('one Redis', (key) => shared.store.take(policy, key)));
const ownDecisions = shared.stats().ownDecisions;
shared.close();
const client = createClient({ url: redis.url });
await client.connect();
const flexibleRedis = new RateLimiterRedis({
  storeClient: client,
  useRedisPackage: true,
  points: policy.limit,
  duration: policy.windowSeconds,
});
figures.push(
  await measure('rate-limiter-flexible, one Redis', (key) => flexibleRedis.consume(key).catch(ignore)),
);
client.destroy();
await redis.stop();

const cluster = await startRedisCluster();
const clustered = await openLimiter({ redis: parseRedisUrl(cluster.url), nowMs: Date.now, logger: silent });
figures.push(await measure('cluster of three', (key) => clustered.store.take(policy, key)));
const clusterOwnDecisions = clustered.stats().ownDecisions;
clustered.close();
await cluster.stop();

const rateOf = (name: string): number =>
  figures.find((figure) => figure.name === name)?.decisionsPerSecond ?? Number.NaN;
const result = {
  name: 'limiter',
  machine: `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, Node ${process.version}`,
  sizes: { keys, inFlight, secondsPerRun, runs },
  figures,
  /** Decisions that were made in process because Redis did not answer; a figure by Redis means 0 here. */
  ownDecisions: ownDecisions + clusterOwnDecisions,
  ratioInProcess: rateOf('in process') / rateOf('rate-limiter-flexible, in process'),
  ratioByRedis: rateOf('one Redis') / rateOf('rate-limiter-flexible, one Redis'),
};
console.log(result.machine);
console.log(
  `${keys} keys in turn, ${inFlight} asked at the same time, middle of ${runs} runs of ${secondsPerRun} s`,
);
console.table(
  Object.fromEntries(
    figures.map(({ name, decisionsPerSecond, p50Ms, p99Ms }) => [
      name,
      {
        'decisions/s': decisionsPerSecond,
        'p50 ms': Number(p50Ms.toFixed(3)),
        'p99 ms': Number(p99Ms.toFixed(3)),
      },
    ]),
  ),
);
console.log(
  `Against rate-limiter-flexible: ${result.ratioInProcess.toFixed(1)} times as many in process, ${result.ratioByRedis.toFixed(1)} times by one Redis; ${result.ownDecisions} decisions fell back to this process.`,
);
const out = new URL('../.tmp/bench/', import.meta.url);
mkdirSync(out, { recursive: true });
writeFileSync(new URL('limiter.json', out), `${JSON.stringify(result, null, 2)}\n`);
