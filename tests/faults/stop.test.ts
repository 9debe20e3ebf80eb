import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { until } from './kit/until.ts';
import { openRaw } from './raw-socket.ts';
import {
  type DatabaseBehindProxy,
  type RunningServer,
  startDatabaseBehindProxy,
  startServerOn,
} from './server-behind-proxy.ts';

let database: DatabaseBehindProxy;
let running: RunningServer | undefined;
beforeAll(async () => {
  database = await startDatabaseBehindProxy();
}, 120_000);
afterEach(async () => {
  await database.proxy.heal();
  await running?.program.close();
  running = undefined;
});
afterAll(() => database.close());

describe('SIGTERM', () => {
  test('under load: what is under way is answered, what is new is refused in words, and it ends cleanly', async () => {
    running = await startServerOn(database);
    const { program, port, key } = running;
    const open = (count: number) => Promise.all(Array.from({ length: count }, () => openRaw(port, key)));
    const [[idle, watching], busy] = await Promise.all([open(2), open(16)]);
    if (!idle || !watching) throw new Error('not connected');
    idle.ask('/healthz');
    await until('the idle one was served', () => idle.received().includes('"ok"'));
    // requests wait for the database while the signal comes
    database.proxy.delay(100);
    for (const connection of busy) connection.ask('/api/v1/profile');
    await until('they are under way', async () => {
      const [row] = await database.postgres.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where application_name = 'dealerscope' and query <> ''`,
      );
      return (row?.n ?? 0) > 5;
    });
    program.signal('SIGTERM');
    await program.said(/Stopping/);
    expect(busy.filter((one) => one.received() === '').length).toBeGreaterThan(0);
    watching.ask('/readyz');
    idle.ask('/api/v1/deals');
    await until('both are told', () => [idle, watching].every((one) => / 503 /.test(one.received())));
    expect(watching.received()).toContain('"stopping"');
    expect(idle.received()).toMatch(/ 503 [\s\S]*connection: close/i);
    expect(idle.received()).toMatch(/application\/problem\+json[\s\S]*"code":"stopping"/);
    const { code, output } = await program.ended;
    expect(busy.map((one) => /^HTTP\/1\.1 (\d+)/.exec(one.received())?.[1])).toEqual(busy.map(() => '200'));
    // whole, not only begun
    expect(busy.filter((one) => one.received().trimEnd().endsWith('}'))).toHaveLength(16);
    expect({ code, isClean: output.includes('Stopped cleanly') }).toEqual({ code: 0, isClean: true });
  });

  test('ends it although the database has gone silent under requests', async () => {
    running = await startServerOn(database);
    const { program, port, key } = running;
    database.proxy.swallow();
    const waiting = await openRaw(port, key);
    waiting.ask();
    program.signal('SIGTERM');
    // its own bound is 20 s; the rest is the machine's
    const end = await Promise.race([
      program.ended,
      new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 45_000)),
    ]);
    expect(end?.signal).toBe(null);
  });
});

test('SIGHUP ends nothing', async () => {
  running = await startServerOn(database);
  const { program, url } = running;
  program.signal('SIGHUP');
  for (let times = 0; times < 5; times++) expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(program.hasEnded()).toBe(false);
});

describe('a fault of the program', () => {
  let folder: string;
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  test.each([
    ['thrown', `throw new Error('a seeded fault')`],
    ['rejected', `void Promise.reject(new Error('a seeded fault'))`],
  ])('%s, says what it was, ends with 1 and never says "cleanly"', async (_how, statement) => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-seeded-'));
    const preload = path.join(folder, 'seeded.mjs');
    writeFileSync(preload, `process.on('SIGUSR2', () => { ${statement}; });`);
    running = await startServerOn(database, { preloads: [preload] });
    running.program.signal('SIGUSR2');
    const { code, output } = await running.program.ended;
    expect(code).toBe(1);
    expect(output).toMatch(/Stopped after .* because of a fault: a seeded fault/);
    expect(output).not.toContain('cleanly');
  });
});
