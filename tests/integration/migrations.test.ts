import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateDatabase } from '../../src/platform/database/migrate.ts';
import { openStore, type Store } from '../../src/store/connection.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database.connectionString);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

test('runs nothing on a database that is up to date', async () => {
  expect(await migrateDatabase(database.connectionString)).toEqual([]);
  expect(await migrateDatabase(database.connectionString)).toEqual([]);
});

test('forces row-level security, with policies, on every table of a dealership', async () => {
  const { rows } = await sql<{ name: string; forced: boolean; policies: number }>`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`.execute(store.db);
  expect(rows.length).toBeGreaterThanOrEqual(2);
  for (const row of rows) expect(row, row.name).toMatchObject({ forced: true });
  for (const row of rows) expect(row.policies, row.name).toBeGreaterThan(0);
});

test('gives the program’s role no way around row-level security', async () => {
  const { rows } = await sql<{ rolbypassrls: boolean; rolsuper: boolean }>`
    select rolbypassrls, rolsuper from pg_roles where rolname = 'dealerscope_app'`.execute(store.db);
  expect(rows).toEqual([{ rolbypassrls: false, rolsuper: false }]);
});
