import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OwnPostgres } from './kit/own-postgres.ts';
import type { Program } from './kit/program.ts';
import type { TcpProxy } from './kit/tcp-proxy.ts';
import { until } from './kit/until.ts';
import { type Readers, startReaders } from './readers.ts';
import { type DatabaseBehindProxy, startDatabaseBehindProxy, startServerOn } from './server-behind-proxy.ts';

let database: DatabaseBehindProxy;
let postgres: OwnPostgres;
let proxy: TcpProxy;
let program: Program;
let url: string;
let key: string;
let readers: Readers | undefined;

beforeAll(async () => {
  database = await startDatabaseBehindProxy();
  ({ postgres, proxy } = database);
  ({ program, url, key } = await startServerOn(database));
}, 180_000);
afterAll(async () => {
  await program.close(30_000);
  await database.close();
});
beforeEach(() => {
  readers = startReaders(url, key, 20);
});
afterEach(async () => {
  await readers?.stop();
  await proxy.heal();
});

const statusOf = async (path: string) => {
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  await response.arrayBuffer();
  return response.status;
};
/** Answers that began after this moment are all right: nobody is left on a connection that is dead. */
const recovers = async (seen: Readers) => {
  await until('a request is answered', async () => (await statusOf('/api/v1/deals?limit=5')) === 200);
  await until('it is ready', async () => (await statusOf('/readyz')) === 200);
  seen.forget();
  await until('every reader was served since', () => seen.served().every((times) => times >= 2));
  expect(program.hasEnded(), program.output()).toBe(false);
};

const faults: readonly [string, () => Promise<unknown>, () => Promise<unknown>][] = [
  ['one backend is terminated', () => postgres.terminateBackends(1), async () => undefined],
  ['all backends are terminated', () => postgres.terminateBackends(), async () => undefined],
  ['a backend is killed', () => postgres.killBackend(), async () => undefined],
  ['it is restarted', () => postgres.stop('fast'), () => postgres.start()],
  ['it is killed', () => postgres.kill(), () => postgres.start()],
  ['every connection is reset', async () => proxy.cut(), async () => undefined],
  [
    'nothing listens there',
    async () => {
      await proxy.refuse();
      proxy.cut();
    },
    () => proxy.heal(),
  ],
];

describe('under 20 readers the server goes on when', () => {
  test.each(faults)('%s: only 200 and 503 are seen', async (_name, hurt, heal) => {
    const seen = readers as Readers;
    await until('all read', () => seen.served().every((times) => times > 0));
    await hurt();
    await heal();
    await recovers(seen);
    expect(Object.keys(seen.statuses()).filter((status) => status !== '200' && status !== '503')).toEqual([]);
    expect(seen.unnamed()).toEqual([]);
  });

  const silences: readonly [string, () => void, () => void | Promise<void>][] = [
    ['goes silent', () => proxy.swallow(), () => proxy.heal()],
    ['freezes', () => postgres.freeze(), () => postgres.thaw()],
  ];
  test.each(silences)(
    'the database %s: told as 503, and served again when it is back',
    async (_name, hurt, heal) => {
      const seen = readers as Readers;
      await until('all read', () => seen.served().every((times) => times > 0));
      hurt();
      try {
        await until('readers are refused', () => (seen.statuses()['503'] ?? 0) >= 40);
        expect(await statusOf('/readyz')).toBe(503);
        expect(await statusOf('/healthz')).toBe(200);
      } finally {
        await heal();
      }
      await recovers(seen);
      expect(Object.keys(seen.statuses()).filter((status) => status !== '200' && status !== '503')).toEqual(
        [],
      );
    },
  );
});

test('the log says it once a second at most, and holds no object', async () => {
  const lines = program
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { time: number; msg: string; times?: number });
  const lost = lines.filter(({ msg }) => msg === 'the database was not there');
  expect(lost.length).toBeGreaterThan(3);
  for (const [at, line] of lost.entries()) {
    const before = lost[at - 1];
    if (before) expect(line.time - before.time).toBeGreaterThanOrEqual(990);
  }
  // far more requests failed than lines tell of them
  expect(lost.reduce((total, { times }) => total + (times ?? 0), 0)).toBeGreaterThan(10 * lost.length);
  for (const word of ['secretKey', 'processID', '_events', 'Stopped', 'Uncaught', 'Unhandled'])
    expect(program.output()).not.toContain(word);
  for (const line of lines) expect(JSON.stringify(line).length).toBeLessThan(2_000);
});
