import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openStore, type Store } from '../../src/store/connection.ts';
import { type Listener, type ListenerOptions, openListener } from '../../src/store/listen.ts';
import { startBouncer } from '../support/pgbouncer.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let store: Store;
const listeners: Listener[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database.connectionString);
});

afterEach(() => Promise.all(listeners.splice(0).map((listener) => listener.close())));
afterAll(async () => {
  await store.close();
  await database.drop();
});

const patient = { timeout: 20_000, interval: 10 };

function open(options: Partial<ListenerOptions> = {}): Listener {
  const listener = openListener({
    connectionString: database.connectionString,
    db: store.db,
    heartbeatMs: 50,
    retryMs: [10, 100],
    ...options,
  });
  listeners.push(listener);
  return listener;
}

/** What a subscriber was told, in order. */
function record(listener: Listener, channel: string) {
  const told: string[] = [];
  const end = listener.subscribe(channel, {
    onNotice: (payload) => void told.push(payload),
    onGap: () => void told.push('(gap)'),
  });
  return { told, end };
}

const send = (channel: string, payload: string) =>
  sql`select pg_notify(${channel}, ${payload})`.execute(store.db);

/** Ends the listener's connection from the server's side. */
const cut = async () => {
  const { rows } = await sql<{ ended: boolean }>`
    select pg_terminate_backend(pid) as ended from pg_stat_activity
    where application_name = 'dealerscope listener' and datname = current_database()`.execute(store.db);
  return rows.length;
};

test('hears each channel of its own, those subscribed to later too, and nothing after the end', async () => {
  const listener = open();
  const early = record(listener, 'early');
  await expect.poll(() => early.told, patient).toEqual(['(gap)']);
  const late = record(listener, 'Late channel');
  await expect.poll(() => late.told, patient).toEqual(['(gap)']);
  await send('early', 'one');
  await send('Late channel', 'two');
  await expect.poll(() => late.told, patient).toEqual(['(gap)', 'two']);
  expect(early.told).toEqual(['(gap)', 'one']);
  early.end();
  await send('early', 'unheard');
  await send('Late channel', 'three');
  await expect.poll(() => late.told, patient).toEqual(['(gap)', 'two', 'three']);
  expect(early.told).toEqual(['(gap)', 'one']);
});

test('hears its own heartbeat', async () => {
  const listener = open();
  expect(listener.heardMsAgo).toBe(Number.POSITIVE_INFINITY);
  await expect.poll(() => listener.heardMsAgo, patient).toBeLessThan(10_000);
});

test('comes back by itself and says that something may have been missed', async () => {
  const onLoss = vi.fn();
  const listener = open({ onLoss });
  const { told } = record(listener, 'news');
  await expect.poll(() => told, patient).toEqual(['(gap)']);
  for (const round of [1, 2]) {
    expect(await cut()).toBe(1);
    await expect.poll(() => told.filter((each) => each === '(gap)').length, patient).toBe(round + 1);
    await send('news', `after ${round}`);
    await expect.poll(() => told.at(-1), patient).toBe(`after ${round}`);
    await expect.poll(() => listener.heardMsAgo, patient).toBeLessThan(10_000);
  }
  expect(onLoss.mock.calls.map(([, times]) => times)).toEqual([1, 1]);
});

test('goes on asking while the database refuses', async () => {
  const onLoss = vi.fn();
  const listener = open({ connectionString: 'postgresql://nobody@127.0.0.1:1/none', onLoss });
  const { told } = record(listener, 'news');
  await expect.poll(() => onLoss.mock.calls.length, patient).toBeGreaterThan(3);
  expect(told).toEqual([]);
  expect(listener.heardMsAgo).toBe(Number.POSITIVE_INFINITY);
});

test('knows that it is deaf behind a pooler, and tries again', async () => {
  const bouncer = await startBouncer(database);
  try {
    const onLoss = vi.fn();
    const listener = open({ connectionString: bouncer.connectionString, deafAfterMs: 300, onLoss });
    const { told } = record(listener, 'news');
    await expect.poll(() => onLoss.mock.calls.length, patient).toBeGreaterThan(1);
    expect(String(onLoss.mock.calls[0])).toContain('no NOTIFY comes through');
    // it did connect: each time it said that it may have missed something
    expect(told.length).toBeGreaterThan(0);
    expect(listener.heardMsAgo).toBe(Number.POSITIVE_INFINITY);
    await listener.close();
  } finally {
    bouncer.stop();
  }
}, 60_000);
