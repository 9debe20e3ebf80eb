import { startRedis, type TestRedis } from '../../support/redis.ts';
import { startTcpProxy, type TcpProxy } from '../kit/tcp-proxy.ts';
import { until } from '../kit/until.ts';
import { type Installation, startInstallation } from './installation.ts';
import { inSeconds, inWords, judge, settings } from './outcome.ts';
import { countStatuses, listPath, startReaders } from './readers.ts';

interface Scene {
  readonly redis: TestRedis;
  readonly proxy: TcpProxy;
}

export interface RedisFault {
  readonly name: string;
  readonly begin: (scene: Scene) => unknown;
  readonly end: (scene: Scene) => unknown;
}

const nothing = () => undefined;

export const redisFaults: readonly RedisFault[] = [
  {
    name: 'Redis stopped',
    // it hangs up before it answers
    begin: ({ redis }) => redis.command('shutdown', 'nosave').catch(nothing),
    end: ({ redis }) => redis.start(),
  },
  { name: 'Redis killed', begin: ({ redis }) => redis.kill(), end: ({ redis }) => redis.start() },
  { name: 'Redis frozen', begin: ({ redis }) => redis.freeze(), end: ({ redis }) => redis.thaw() },
  { name: 'Redis cut', begin: ({ proxy }) => proxy.cut(), end: nothing },
  { name: 'Redis silent', begin: ({ proxy }) => proxy.swallow(), end: ({ proxy }) => proxy.heal() },
];

const awayMs = 4_000;
const slowestMs = 2_000;
const sharedAgainMs = 15_000;

const isShared = async ({ url }: Installation) =>
  /^limiter_shared 1$/m.test(await (await fetch(`${url}/metrics`)).text());

/** Redis away and back under five readers: nobody is refused or kept waiting, and limits are shared again by themselves. */
export async function loseRedis({ name, begin, end }: RedisFault, repetitions: number): Promise<void> {
  const redis = await startRedis();
  const proxy = await startTcpProxy({ host: '127.0.0.1', port: redis.port });
  const installation = await startInstallation({ REDIS_URL: `redis://127.0.0.1:${proxy.port}` });
  const { url, key, server } = installation;
  const sharedMs: number[] = [];
  try {
    const readers = startReaders(url, key, 5);
    await until('limits are shared', () => isShared(installation));
    for (let at = 0; at < repetitions; at++) {
      await begin({ redis, proxy });
      await new Promise((resolve) => setTimeout(resolve, awayMs));
      await end({ redis, proxy });
      const returnedAtMs = performance.now();
      const came = until('limits are shared again', () => isShared(installation), {
        withinMs: sharedAgainMs * settings.slack,
        everyMs: 100,
      });
      sharedMs.push(
        await came.then(
          () => performance.now() - returnedAtMs,
          () => Number.POSITIVE_INFINITY,
        ),
      );
    }
    await readers.stop();
    const statuses = countStatuses(readers.answers);
    const others = Object.keys(statuses).filter((status) => status !== '200');
    const slowest = Math.max(...readers.answers.map(({ tookMs }) => tookMs));
    const never = sharedMs.filter((ms) => !Number.isFinite(ms)).length;
    judge({
      fault: name,
      repetitions,
      figures: [
        `${listPath.split('?')[0]}: ${inWords(statuses)}`,
        `slowest ${inSeconds(slowest)}`,
        never > 0
          ? `not shared again ${never} times`
          : `shared again after ${inSeconds(Math.max(...sharedMs))} at worst`,
      ].join('; '),
      problems: [
        ...(others.length > 0 ? [`only 200, not ${others.join(', ')}`] : []),
        ...(slowest > slowestMs * settings.slack
          ? [`every answer within ${inSeconds(slowestMs * settings.slack)}`]
          : []),
        ...(never > 0 ? [`shared again within ${inSeconds(sharedAgainMs * settings.slack)}`] : []),
        ...(server.ends.length > 0 ? ['the server stays'] : []),
      ],
    });
  } finally {
    redis.thaw();
    await installation.close();
    await proxy.close();
    await redis.stop();
  }
}
