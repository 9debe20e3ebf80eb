import { EventEmitter } from 'node:events';
import { type Runner, run, Logger as WorkerLogger } from 'graphile-worker';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { toInstant } from '../../src/core/kernel/instant.ts';
import { monotonicMs } from '../../src/platform/clock.ts';
import { createQueueLocks, type QueueLocks } from '../../src/platform/queue/queue-locks.ts';
import { tendQueue } from '../../src/platform/queue/tend-queue.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let locks: QueueLocks;
const ends: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.connectionString, max: 8 });
  pool.on('error', () => undefined);
  locks = createQueueLocks(pool);
  await (await start([])).runner.stop();
});
beforeEach(() => pool.query('delete from graphile_worker._private_jobs'));
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

/** A worker whose jobs are over when the test says so. */
async function start(begun: string[], release: Promise<void> = Promise.resolve()) {
  const workerIds = new Set<string>();
  const events = new EventEmitter();
  events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => workerIds.add(workerPool.id));
  const runner: Runner = await run({
    pgPool: pool,
    events,
    noHandleSignals: true,
    pollInterval: 20,
    logger: new WorkerLogger(() => () => undefined),
    taskList: {
      long: async (_payload, { job }) => {
        begun.push(job.id);
        await release;
      },
    },
    parsedCronItems: [],
  });
  return { runner, workerIds };
}

/** Looks every few ms; `untilLooks` waits for so many more that succeeded. */
function tend(
  workerIds: ReadonlySet<string>,
  {
    over = {},
    nowMs = Date.now,
    everyMs = 5,
  }: { over?: Partial<QueueLocks>; nowMs?: () => number; everyMs?: number } = {},
) {
  let looks = 0;
  let [freed, setBacks] = [0, 0];
  const waiting: { at: number; resolve: () => void }[] = [];
  const stop = tendQueue({
    locks: {
      ...locks,
      ...over,
      async bringBack(now) {
        await locks.bringBack(now);
        looks += 1;
        for (const one of waiting.filter(({ at }) => at <= looks)) one.resolve();
      },
    },
    workerIds,
    clock: { now: () => toInstant(nowMs()) },
    monotonicMs,
    everyMs,
    onFreed: (jobs) => {
      freed += jobs;
    },
    onSetBack: async () => {
      setBacks += 1;
    },
  });
  ends.push(stop);
  return {
    untilLooks: (more: number) => new Promise<void>((resolve) => waiting.push({ at: looks + more, resolve })),
    freed: () => freed,
    setBacks: () => setBacks,
  };
}

const add = () => pool.query("select graphile_worker.add_job('long')");
const lockAs = (workerId: string, at = 'now()') =>
  pool.query(`update graphile_worker._private_jobs set locked_by = $1, locked_at = ${at}`, [workerId]);
const readJob = async () =>
  (await pool.query('select locked_by, run_at, attempts from graphile_worker._private_jobs')).rows[0];

test.each([
  ['just now', 'now()'],
  ['by a clock two days ahead', "now() + interval '2 days'"],
  ['by a clock two days behind', "now() - interval '2 days'"],
])('what a worker that is gone had locked %s is run by another', async (_when, at) => {
  await add();
  await lockAs('pool-gone', at);
  const begun: string[] = [];
  const { runner, workerIds } = await start(begun);
  ends.push(() => runner.stop());
  const watch = tend(workerIds);
  while (begun.length === 0) await watch.untilLooks(1);
  expect(watch.freed()).toBe(1);
});

test('a job that runs elsewhere is left alone, however long it takes, and runs once', async () => {
  await add();
  const begun: string[] = [];
  let finish = () => {};
  const busy = await start(
    begun,
    new Promise((resolve) => {
      finish = resolve;
    }),
  );
  ends.push(() => busy.runner.stop());
  const own = tend(busy.workerIds);
  while (begun.length === 0) await own.untilLooks(1);
  const other = await start(begun);
  ends.push(() => other.runner.stop());
  // it beats many times for each look of the other, so that the two are not a race
  const watch = tend(other.workerIds, { everyMs: 40 });
  for (let at = 0; at < 20; at++) await Promise.all([own.untilLooks(1), watch.untilLooks(1)]);
  // nor does the queue's own rule of four hours reach it
  await pool.query("update graphile_worker._private_jobs set locked_at = now() - interval '2 days'");
  await own.untilLooks(2);
  const { rows } = await pool.query(
    "select now() - locked_at < interval '1 minute' as fresh from graphile_worker._private_jobs",
  );
  expect(rows).toEqual([{ fresh: true }]);
  expect(watch.freed()).toBe(0);
  expect(begun).toHaveLength(1);
  finish();
});

test('looks that fail do not count: a database that was away makes nobody look dead', async () => {
  await add();
  await lockAs('pool-living');
  let looks = 0;
  const beat: QueueLocks['beat'] = async (ids) => {
    looks += 1;
    if (looks % 8 === 0) throw new Error('the database is away');
    return locks.beat(ids);
  };
  const watch = tend(new Set(), { over: { beat } });
  await watch.untilLooks(60);
  expect(watch.freed()).toBe(0);
  expect(await readJob()).toMatchObject({ locked_by: 'pool-living' });
});

test('a worker that beats between the last look and the freeing keeps its job', async () => {
  await add();
  await lockAs('pool-slow');
  const [held] = await locks.beat([]);
  if (!held) throw new Error('nothing is held');
  await locks.beat(['pool-slow']);
  expect(await locks.free(held)).toBe(0);
  expect(await readJob()).toMatchObject({ locked_by: 'pool-slow' });
});

test('what a clock that has been set back put off runs now; what waits after a failure goes on waiting', async () => {
  await add();
  await pool.query("update graphile_worker._private_jobs set run_at = now() + interval '2 days'");
  await locks.bringBack(new Date().toISOString());
  const { rows } = await pool.query('select run_at <= now() as due from graphile_worker._private_jobs');
  expect(rows).toEqual([{ due: true }]);
  await pool.query(
    "update graphile_worker._private_jobs set attempts = 8, run_at = now() + exp(8) * interval '1 second'",
  );
  await locks.bringBack(new Date().toISOString());
  const { rows: waiting } = await pool.query(
    'select run_at > now() as waits from graphile_worker._private_jobs',
  );
  expect(waiting).toEqual([{ waits: true }]);
});

test('a schedule noted as done two days ahead is not done for two days', async () => {
  await pool.query(`insert into graphile_worker._private_known_crontabs values
    ('ahead', now(), now() + interval '2 days'), ('before', now(), now() - interval '1 minute')`);
  await locks.bringBack(new Date().toISOString());
  const { rows } = await pool.query(
    'select identifier, last_execution is null as again from graphile_worker._private_known_crontabs order by 1',
  );
  expect(rows).toEqual([
    { identifier: 'ahead', again: true },
    { identifier: 'before', again: false },
  ]);
});

test('tells a clock that is set back, each time, and neither one set ahead nor the passing of time', async () => {
  let offsetMs = 0;
  const watch = tend(new Set(), { nowMs: () => Date.now() + offsetMs });
  const dayMs = 86_400_000;
  const told: number[] = [];
  for (const days of [0, 2, 0, -2, 0]) {
    offsetMs = days * dayMs;
    await watch.untilLooks(3);
    told.push(watch.setBacks());
  }
  expect(told).toEqual([0, 0, 1, 2, 2]);
});
