import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrgId } from '../../src/core/kernel/ids.ts';
import { openStore, type Store, withTenant } from '../../src/store/connection.ts';
import { ensureOrganisation } from '../../src/store/organisations.writer.ts';
import { tenantTables } from '../support/tenant-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const ours = 'org_ours' as OrgId;
const theirs = 'org_theirs' as OrgId;

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database.connectionString);
  await ensureOrganisation(store.db, ours, 'Ours');
  await ensureOrganisation(store.db, theirs, 'Theirs');
  await sql`insert into captures (id, source, file_name, sha256, byte_length, observed_at) values ('cap_1', 's', 'f', 'h', 1, now())`.execute(
    store.db,
  );
  await sql`insert into listings (id, source, source_listing_id, first_observed_at, capture_id, kind, kind_confidence, facts, provenance, title,
    observed_at, status, engine_version) values ('lst_1', 's', '1', now(), 'cap_1', 'road_vehicle', 1, '{}', '{}', 't', now(), 'active', 'e')`.execute(
    store.db,
  );
  for (const org of [ours, theirs]) {
    await withTenant(store.db, org, async (scoped) => {
      await sql`insert into buyer_profiles (org_id) values (${org})`.execute(scoped);
      await sql`insert into buyer_profile_changes (org_id, version, before, after) values (${org}, 1, '{}', '{}')`.execute(
        scoped,
      );
      await sql`insert into own_fee_schedules (org_id, source, effective_from, revision, citation, fees) values (${org}, 's', '2026-01-01', 1, 'c', '[]')`.execute(
        scoped,
      );
      for (const table of ['last_looks', 'last_look_counts', 'told'])
        await tenantTables[table]?.insert({ org, userId: '', tag: 'a' }).execute(scoped);
    });
  }
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

/** Policy × operation × outcome, as data: what one dealership tries on the rows of another. */
const tables = [
  {
    table: 'buyer_profiles',
    insert: sql`insert into buyer_profiles (org_id) values (${theirs})`,
    update: sql`update buyer_profiles set version = 9 where org_id = ${theirs}`,
  },
] as const;

describe.each(tables)('$table', ({ table, insert, update }) => {
  test('shows only the dealership’s own rows', async () => {
    const rows = await withTenant(
      store.db,
      ours,
      async (scoped) =>
        (await sql<{ org_id: string }>`select org_id from ${sql.table(table)}`.execute(scoped)).rows,
    );
    expect(rows).toEqual([{ org_id: ours }]);
  });

  test('shows nothing when no dealership is set', async () => {
    const rows = await store.db.transaction().execute(async (transaction) => {
      await sql`set local role dealerscope_app`.execute(transaction);
      return (await sql`select 1 from ${sql.table(table)}`.execute(transaction)).rows;
    });
    expect(rows).toEqual([]);
  });

  test('refuses a row in another dealership’s name', async () => {
    await expect(withTenant(store.db, ours, (scoped) => insert.execute(scoped))).rejects.toThrow(
      /row-level security/,
    );
  });

  test('does not change another dealership’s rows', async () => {
    const result = await withTenant(store.db, ours, (scoped) => update.execute(scoped));
    expect(result.numAffectedRows).toBe(0n);
  });

  test('does not hand a row over to another dealership', async () => {
    await expect(
      withTenant(store.db, ours, (scoped) =>
        sql`update ${sql.table(table)} set org_id = ${theirs}`.execute(scoped),
      ),
    ).rejects.toThrow(/row-level security|duplicate key/);
  });
});

/** Kept for ever: the program's role may add and read, and nothing else. */
const ledgers = [
  {
    table: 'buyer_profile_changes',
    insert: sql`insert into buyer_profile_changes (org_id, version, before, after) values (${theirs}, 2, '{}', '{}')`,
  },
  {
    table: 'own_fee_schedules',
    insert: sql`insert into own_fee_schedules (org_id, source, effective_from, revision, citation, fees) values (${theirs}, 's', '2026-01-02', 1, 'c', '[]')`,
  },
  ...(['last_looks', 'last_look_counts', 'told'] as const).map((table) => ({
    table,
    insert: tenantTables[table]?.insert({ org: theirs, userId: '', tag: 'b' }) ?? sql`select 1`,
  })),
] as const;

describe.each(ledgers)('$table', ({ table, insert }) => {
  test('shows only the dealership’s own rows, and none when no dealership is set', async () => {
    const rows = await withTenant(
      store.db,
      ours,
      async (scoped) =>
        (await sql<{ org_id: string }>`select org_id from ${sql.table(table)}`.execute(scoped)).rows,
    );
    expect(rows).toEqual([{ org_id: ours }]);
    const unset = await store.db.transaction().execute(async (transaction) => {
      await sql`set local role dealerscope_app`.execute(transaction);
      return (await sql`select 1 from ${sql.table(table)}`.execute(transaction)).rows;
    });
    expect(unset).toEqual([]);
  });

  test('refuses a row in another dealership’s name', async () => {
    await expect(withTenant(store.db, ours, (scoped) => insert.execute(scoped))).rejects.toThrow(
      /row-level security/,
    );
  });

  test('lets nobody change or erase a row, the dealership itself included', async () => {
    for (const statement of [
      sql`update ${sql.table(table)} set org_id = ${ours}`,
      sql`delete from ${sql.table(table)}`,
      sql`truncate ${sql.table(table)}`,
    ])
      await expect(withTenant(store.db, ours, (scoped) => statement.execute(scoped))).rejects.toThrow(
        /permission denied/,
      );
  });
});

test('forgets the dealership with the transaction', async () => {
  await withTenant(store.db, ours, async () => undefined);
  const { rows } = await sql<{
    org: string | null;
    role: string;
  }>`select current_org_id() as org, current_user as role`.execute(store.db);
  expect(rows[0]?.org).toBeNull();
  expect(rows[0]?.role).not.toBe('dealerscope_app');
});

test('never lets the program’s role change or delete an observation, or what was said of a lot', async () => {
  for (const statement of [
    sql`update observations set status = 'sold'`,
    sql`delete from observations`,
    sql`update lot_values set wholesale_p50_cents = 1`,
    sql`delete from lot_values`,
    sql`update engine_versions set version = 'another'`,
    sql`delete from engine_versions`,
    sql`delete from listings`,
    sql`update capture_chunks set seq = 1`,
  ]) {
    await expect(withTenant(store.db, ours, (scoped) => statement.execute(scoped))).rejects.toThrow(
      /permission denied/,
    );
  }
});
