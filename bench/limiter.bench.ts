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
  /** Of this process alone: what else the machine does counts for nothing, nor does the server's own work. */
  readonly decisionsPerProcessorSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Candidate {
  readonly name: string;
  readonly decide: (key: string) => Promise<unknown>;
}

/** Keys in turn, {@link inFlight} asked at the same time. */
async function measureOnce({ name, decide }: Candidate): Promise<Figure> {
  const untilMs = performance.now() + secondsPerRun * 1000;
  const beganAt = performance.now();
  const cpuBefore = process.cpuUsage();
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
  const { user, system } = process.cpuUsage(cpuBefore);
  latenciesMs.sort((a, b) => a - b);
  const at = (share: number) => latenciesMs[Math.floor(latenciesMs.length * share)] ?? Number.NaN;
  return {
    name,
    decisionsPerSecond: Math.round(count / seconds),
    decisionsPerProcessorSecond: Math.round((count * 1e6) / (user + system)),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
}

/** The middle of {@link runs} of each, taken in turns, so that a busy moment of the machine meets all of them. */
async function measure(...candidates: readonly Candidate[]): Promise<Figure[]> {
  const rounds: Figure[][] = [];
  for (let run = 0; run < runs; run++) {
    const round: Figure[] = [];
    for (const candidate of candidates) round.push(await measureOnce(candidate));
    rounds.push(round);
  }
  return candidates.map((_, at) => {
    const own = rounds
      .map((round) => round[at] as Figure)
      .sort((a, b) => a.decisionsPerProcessorSecond - b.decisionsPerProcessorSecond);
    return own[Math.floor(runs / 2)] as Figure;
  });
}

const silent = { warn: (_what: object, message: string) => console.log(message) };
const ignore = () => undefined;
const figures: Figure[] = [];

const own = new MemoryLimitStore({ monotonicMs: () => performance.now() });
const flexible = new RateLimiterMemory({ points: policy.limit, duration: policy.windowSeconds });
figures.push(
  ...(await measure(
    { name: 'in process', decide: (key) => own.take(policy, key) },
    { name: 'rate-limiter-flexible, in process', decide: (key) => flexible.consume(key).catch(ignore) },
  )),
);

const redis = await startRedis();
const shared = await openLimiter({
  redis: parseRedisUrl(redis.url),
  monotonicMs: () => performance.now(),
  logger: silent,
});
const client = createClient({ url: redis.url });
await client.connect();
const flexibleRedis = new RateLimiterRedis({
  storeClient: client,
  useRedisPackage: true,
  points: policy.limit,
  duration: policy.windowSeconds,
});
figures.push(
  ...(await measure(
    { name: 'one Redis', decide: (key) => shared.store.take(policy, key) },
    { name: 'rate-limiter-flexible, one Redis', decide: (key) => flexibleRedis.consume(key).catch(ignore) },
  )),
);
const ownDecisions = shared.stats().ownDecisions;
shared.close();
client.destroy();
await redis.stop();

const cluster = await startRedisCluster();
const clustered = await openLimiter({
  redis: parseRedisUrl(cluster.url),
  monotonicMs: () => performance.now(),
  logger: silent,
});
figures.push(
  ...(await measure({ name: 'cluster of three', decide: (key) => clustered.store.take(policy, key) })),
);
const clusterOwnDecisions = clustered.stats().ownDecisions;
clustered.close();
await cluster.stop();

const rateOf = (name: string): number =>
  figures.find((figure) => figure.name === name)?.decisionsPerProcessorSecond ?? Number.NaN;
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
    figures.map(({ name, decisionsPerSecond, decisionsPerProcessorSecond, p50Ms, p99Ms }) => [
      name,
      {
        'decisions/s': decisionsPerSecond,
        'per s of processor': decisionsPerProcessorSecond,
        'p50 ms': Number(p50Ms.toFixed(3)),
        'p99 ms': Number(p99Ms.toFixed(3)),
      },
    ]),
  ),
);
console.log(
  `Against rate-limiter-flexible, by this process' own processor time: ${result.ratioInProcess.toFixed(1)} times as many in process, ${result.ratioByRedis.toFixed(1)} times by one Redis; ${result.ownDecisions} decisions fell back to this process.`,
);
const out = new URL('../.tmp/bench/', import.meta.url);
mkdirSync(out, { recursive: true });
writeFileSync(new URL('limiter.json', out), `${JSON.stringify(result, null, 2)}\n`);
