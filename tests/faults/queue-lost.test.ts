import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Job } from '../../src/jobs/job.ts';
import { startWorker, type Worker } from '../../src/jobs/start-worker.ts';
import { DatabaseLink } from '../../src/platform/database/database-link.ts';
import { type DatabaseWatch, watchDatabase } from '../../src/platform/database/watch-database.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { until } from './kit/until.ts';
import { type DatabaseBehindProxy, startDatabaseBehindProxy } from './server-behind-proxy.ts';

let database: DatabaseBehindProxy;
let worker: Worker;
let watch: DatabaseWatch;
const done: string[] = [];
const held = new Map<string, () => void>();
const started = new Set<string>();

const job: Job = {
  name: 'test.note',
  schema: z.object({ word: z.string(), isHeld: z.boolean().optional() }),
  async run(payload) {
    const { word, isHeld } = payload as { word: string; isHeld?: boolean };
    started.add(word);
    if (isHeld) await new Promise<void>((resolve) => held.set(word, resolve));
    done.push(word);
  },
} as Job;

beforeAll(async () => {
  database = await startDatabaseBehindProxy();
  const link = new DatabaseLink();
  watch = watchDatabase(database.connectionString, link);
  worker = await startWorker(database.connectionString, [job], createLogger('silent'), link);
}, 120_000);
afterAll(async () => {
  await worker.stop();
  watch.stop();
  await database.close();
});
afterEach(() => database.proxy.heal());

const add = (word: string, isHeld = false) =>
  database.postgres.query(
    `select graphile_worker.add_job('test.note', json_build_object('word', $1::text, 'isHeld', $2::boolean))`,
    [word, isHeld],
  );
const waiting = async () =>
  (await database.postgres.query<{ n: number }>('select count(*)::int as n from graphile_worker.jobs'))[0]?.n;
const isDone = (word: string) => until(`${word} is done`, () => done.includes(word), { withinMs: 50_000 });

test('jobs run again after their connections went silent, the one that listens included', async () => {
  await add('before');
  await isDone('before');
  await until('it is written down', async () => (await waiting()) === 0);
  database.proxy.swallow();
  await add('meanwhile');
  // long enough that the statements under way were swallowed too
  await until('the watch sees it', async () => !(await watch.isThere()));
  expect(done).not.toContain('meanwhile');
  await database.proxy.heal();
  await isDone('meanwhile');
  await add('after');
  await isDone('after');
});

test('a job that is done while the database is away is written down when it is back, and runs once', async () => {
  await add('held', true);
  await until('it runs', () => held.has('held'));
  await database.proxy.refuse();
  database.proxy.cut();
  await until('the watch sees it', async () => !(await watch.isThere()));
  held.get('held')?.();
  await isDone('held');
  await database.proxy.heal();
  await until('it is written down', async () => (await waiting()) === 0, { withinMs: 50_000 });
  expect(done.filter((word) => word === 'held')).toHaveLength(1);
  await add('next');
  await isDone('next');
});

test('all backends ended under it, again and again, and the queue goes on', async () => {
  for (let times = 0; times < 12; times++) {
    await database.postgres.terminateBackends();
    await add(`after ${times}`);
    await isDone(`after ${times}`);
  }
});
