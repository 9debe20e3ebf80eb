import { runMigrations } from 'graphile-worker';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateDatabase } from '../../src/platform/database/migrate.ts';
import { readCatalogue } from '../support/read-catalogue.ts';
import { listSchemaStates, migrateAsOf } from '../support/schema-states.ts';
import { tenantTables } from '../support/tenant-rows.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const states = listSchemaStates();
const org = 'org_earlier';
const userId = 'usr_earlier';

/** Rows of what belongs to no dealership, in an order in which each finds what it refers to. */
const sharedRows: Readonly<Record<string, string>> = {
  captures: `insert into captures (id, source, file_name, sha256, byte_length, observed_at) values ('cap_1', 's', 'f', 'h', 1, now())`,
  listings: `insert into listings (id, source, source_listing_id, first_observed_at, capture_id, kind, kind_confidence, facts, provenance, title,
    observed_at, status, engine_version) values ('lst_a', 's', 'a', now(), 'cap_1', 'road_vehicle', 1, '{}', '{}', '2014 Ford F-150 5.7L', now(), 'active', 'e')`,
  observations: `insert into observations (id, listing_id, capture_id, observed_at, status) values ('obs_1', 'lst_a', 'cap_1', now(), 'active')`,
  engine_versions: `insert into engine_versions (version) values ('e')`,
  lot_values: `insert into lot_values (listing_id, seq, observed_at, engine, status, why) values ('lst_a', 1, now(), 1, 'active', 'first')`,
  rejections: `insert into rejections (id, capture_id, code, reason) values ('rej_1', 'cap_1', 'c', 'r')`,
  organisations: `insert into organisations (id, name) values ('${org}', 'x')`,
  value_models: `insert into value_models (version, data_sha256, sales, card, body) values ('own', 'h', 1, '{}', '\\x00')`,
  value_model_uses: `insert into value_model_uses (version) values ('own')`,
  sales: `insert into sales (id, price_cents, sold_at, source, snapshot_sha256, year, make, model)
    values ('sal_1', 1, now() - interval '1 day', 's', repeat('0', 64), 2014, 'm', 'm')`,
  'auth.users': `insert into auth.users (id, name, email) values ('${userId}', 'x', 'a@example.com')`,
  'auth.sessions': `insert into auth.sessions (id, user_id, token, expires_at) values ('ses_1', '${userId}', 't', now())`,
  'auth.accounts': `insert into auth.accounts (id, user_id, account_id, provider_id, password) values ('acc_1', '${userId}', 'a', 'credential', 'p')`,
  'auth.two_factors': `insert into auth.two_factors (id, user_id, secret, backup_codes) values ('two_1', '${userId}', 's', 'b')`,
  'auth.mails': `insert into auth.mails (id, template, to_email, sealed) values ('mai_1', 't', 'a@example.com', 's')`,
};

const open: TestDatabase[] = [];
const clients: pg.Client[] = [];
let fresh: readonly string[];
let freshLedger: readonly string[];

async function makeDatabase(): Promise<{ readonly url: string; readonly client: pg.Client }> {
  const database = await createEmptyDatabase();
  open.push(database);
  const client = new pg.Client({ connectionString: database.connectionString });
  await client.connect();
  clients.push(client);
  // as a program has it that was started: its queue is there
  await runMigrations({ connectionString: database.connectionString });
  return { url: database.connectionString, client };
}

const readLedger = async (client: pg.Client) =>
  (await client.query<{ name: string }>('select name from kysely_migration order by name')).rows.map(
    ({ name }) => name,
  );

/** A row in every table that there is; answers all that stands there, column by column. */
async function fill(url: string, client: pg.Client) {
  const is = async (table: string) =>
    (await client.query('select to_regclass($1) is not null as is', [table])).rows[0].is as boolean;
  for (const [table, insert] of Object.entries(sharedRows)) if (await is(table)) await client.query(insert);
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }),
  });
  for (const [table, { insert }] of Object.entries(tenantTables))
    if (await is(table)) await insert({ org, userId, tag: 'a' }).execute(db);
  await db.destroy();
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where nspname in ('public', 'auth') and relkind = 'r' and relname !~ '^kysely_' order by 1`,
  );
  const filled: { readonly table: string; readonly row: Record<string, unknown> }[] = [];
  for (const { name } of rows)
    for (const { row } of (await client.query(`select to_jsonb(t) as row from ${name} t`)).rows)
      filled.push({ table: name, row });
  return filled;
}

beforeAll(async () => {
  const { url, client } = await makeDatabase();
  await migrateDatabase(url);
  fresh = await readCatalogue(client);
  freshLedger = await readLedger(client);
});
afterAll(async () => {
  for (const client of clients) await client.end();
  for (const database of open) await database.drop();
});

async function expectUpgraded(
  url: string,
  client: pg.Client,
  rows: Awaited<ReturnType<typeof fill>>,
): Promise<void> {
  await migrateDatabase(url);
  expect(await readCatalogue(client)).toEqual(fresh);
  expect(await readLedger(client)).toEqual(freshLedger);
  for (const { table, row } of rows) {
    const kept = (await client.query(`select to_jsonb(t) as row from ${table} t`)).rows;
    const { search: _made, has_signed_in: _gone, ...columns } = row;
    expect(kept, table).toContainEqual({ row: expect.objectContaining(columns) });
  }
  expect(await migrateDatabase(url)).toEqual([]);
}

test('the catalogue that is compared is not empty, and the states are those of a whole history', () => {
  expect(fresh.length).toBeGreaterThan(500);
  expect(states.length).toBeGreaterThanOrEqual(21);
});

test.each(states)('a database of $commit becomes what a new one is, and keeps its rows', async (state) => {
  const { url, client } = await makeDatabase();
  await migrateAsOf(state, url);
  const rows = await fill(url, client);
  expect(rows.length).toBeGreaterThanOrEqual(5);
  await expectUpgraded(url, client, rows);
});

test('so does one that took every state of the main line on its way', async () => {
  const { url, client } = await makeDatabase();
  const line = states.filter(({ isOnFirstParent }) => isOnFirstParent);
  const [first, ...others] = line;
  await migrateAsOf(first as (typeof states)[number], url);
  const rows = await fill(url, client);
  // a program that refused the database left it as it was
  for (const state of others) await migrateAsOf(state, url).catch(() => undefined);
  await expectUpgraded(url, client, rows);
});

test('finds words of titles in a database that was made before they were parted at punctuation', async () => {
  const { url, client } = await makeDatabase();
  await migrateAsOf(states[0] as (typeof states)[number], url);
  await fill(url, client);
  await migrateDatabase(url);
  const { rows } = await client.query(`select id from listings where search @@ to_tsquery('simple', '150')`);
  expect(rows).toEqual([{ id: 'lst_a' }]);
});

test('says apart a newer database, a damaged one, and one that is another program’s', async () => {
  const refusal = async (change: string) => {
    const database = await createTestDatabase();
    open.push(database);
    const client = new pg.Client({ connectionString: database.connectionString });
    await client.connect();
    await client.query(change);
    await client.end();
    return migrateDatabase(database.connectionString).then(
      () => 'accepted',
      (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
    );
  };
  const ledger = (name: string) => `insert into kysely_migration values ('${name}', now()::text)`;
  expect(await refusal(ledger('9998-of-later-years'))).toMatch(
    /^database_newer: .*9998-of-later-years.*start that version/,
  );
  expect(await refusal(ledger('0001-of-nobody'))).toMatch(
    /^database_damaged: .*0001-of-nobody.*Restore a backup/,
  );
  expect(await refusal(`delete from kysely_migration where name like '0040-%'`)).toMatch(
    /^database_damaged: .*0040/,
  );
  expect(await refusal('drop table kysely_migration')).toMatch(
    /^database_not_empty: .*DATABASE_URL to an empty/,
  );
  expect(await refusal('select 1')).toBe('accepted');
});
