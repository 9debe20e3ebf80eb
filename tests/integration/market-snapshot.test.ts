import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultOrgId } from '../../src/app/dealership.ts';
import { resumeSnapshot, saveSnapshot } from '../../src/app/market/market-snapshot.ts';
import { openStore, type Store } from '../../src/store/connection.ts';
import { readDatabaseState } from '../../src/store/market.reader.ts';
import { ensureOrganisation } from '../../src/store/organisations.writer.ts';
import { openTestMarket, type TestMarket } from '../support/open-test-market.ts';
import { ingestLines, marketNow, vehicleLines } from '../support/small-market.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let store: Store;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-snapshot-'));
  database = await createTestDatabase();
  store = openStore(database.connectionString);
  await ensureOrganisation(store.db, defaultOrgId, 'Test dealership');
  await ingestLines(store.db, vehicleLines.slice(0, 30));
});
afterAll(async () => {
  await store.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const openAnew = () => openTestMarket(store.db, defaultOrgId, marketNow);
const depsOf = async ({ desk: { market, follower } }: TestMarket, name: string) => ({
  file: path.join(folder, name),
  market,
  follower,
  databaseId: (await readDatabaseState(store.db)).id,
});
const markNow = async () => (await readDatabaseState(store.db)).mark;

test('a start goes on from what was kept, and reads what changed since', async () => {
  const before = await openAnew();
  const expected = await before.inbox();
  await saveSnapshot(await depsOf(before, 'market'));
  const after = await openAnew();
  expect(await resumeSnapshot(await depsOf(after, 'market'), await markNow())).toBeUndefined();
  expect(after.desk.market.serving.columns.size).toBe(30);
  expect(after.desk.market.isSample).toBe(false);
  expect((await after.inbox()).deals).toEqual(expected.deals);
  await ingestLines(store.db, vehicleLines.slice(30, 31), '2026-04-08T15:00:00Z');
  expect((await after.inbox()).total).toBe(expected.total + 1);
});

test('what is damaged, of another database, or later than the database is not taken up', async () => {
  const market = await openAnew();
  await market.inbox();
  const deps = await depsOf(market, 'bad');
  await saveSnapshot(deps);
  const fresh = await openAnew();
  const freshDeps = await depsOf(fresh, 'bad');
  expect(await resumeSnapshot({ ...freshDeps, databaseId: 'database other' }, await markNow())).toMatch(/./);
  expect(await resumeSnapshot(freshDeps, await markNow())).toBe('there is none');

  await saveSnapshot(deps);
  expect(await resumeSnapshot(freshDeps, 1)).toMatch(/older than the snapshot/);

  await saveSnapshot(deps);
  const bytes = readFileSync(deps.file);
  bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
  writeFileSync(deps.file, bytes);
  expect(await resumeSnapshot(freshDeps, await markNow())).toMatch(/damaged/);
  writeFileSync(deps.file, 'nothing of the kind');
  expect(await resumeSnapshot(freshDeps, await markNow())).toMatch(/./);
  // the whole market is read instead
  expect((await fresh.inbox()).total).toBe((await market.inbox()).total);
});

test('lots that change while it is written wait, and are in afterwards', async () => {
  const market = await openAnew();
  await market.inbox();
  const saving = saveSnapshot(await depsOf(market, 'busy'));
  await ingestLines(store.db, vehicleLines.slice(31, 32), '2026-04-08T15:10:00Z');
  const reading = market.inbox();
  await saving;
  const after = await openAnew();
  await resumeSnapshot(await depsOf(after, 'busy'), await markNow());
  expect((await after.inbox()).deals).toEqual((await reading).deals);
});
