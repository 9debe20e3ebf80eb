import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrgId } from '../../src/core/kernel/ids.ts';
import { prepareQueue } from '../../src/jobs/prepare-queue.ts';
import { holdStartLock } from '../../src/platform/database/hold-start-lock.ts';
import { migrateDatabase } from '../../src/platform/database/migrate.ts';
import { openStore, readTenant, type Store, withTenant } from '../../src/store/connection.ts';
import { ensureOrganisation } from '../../src/store/organisations.writer.ts';
import { readProfile } from '../../src/store/profiles.reader.ts';
import { writeProfile } from '../../src/store/profiles.writer.ts';
import { type Bouncer, startBouncer } from '../support/pgbouncer.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let bouncer: Bouncer;
let store: Store;

beforeAll(async () => {
  database = await createTestDatabase();
  bouncer = await startBouncer(database);
  store = openStore(bouncer.connectionString, { maxConnections: 20 });
}, 60_000);

afterAll(async () => {
  await store?.close();
  bouncer?.stop();
  await database.drop();
});

test('keeps dealerships apart through PgBouncer in transaction mode, many at a time on two connections', async () => {
  const orgs = Array.from({ length: 12 }, (_, at) => `org_pooled_${at}` as OrgId);
  for (const org of orgs) await ensureOrganisation(store.db, org, org);
  await Promise.all(
    orgs.map((org, at) =>
      withTenant(store.db, org, (scoped) => writeProfile(scoped, { homeZip: String(10_000 + at) })),
    ),
  );
  const rounds = Array.from({ length: 200 }, (_, round) => orgs[round % orgs.length] as OrgId);
  const expected = rounds.map((org) => ({ homeZip: String(10_000 + orgs.indexOf(org)) }));
  // in a transaction, and with its scope in one round trip, whose prepared statements the pooler mixes up at first
  for (const way of [withTenant, readTenant]) {
    const read = await Promise.all(rounds.map((org) => way(store.db, org, readProfile)));
    expect(read.map((profile) => profile.settings)).toEqual(expected);
  }
});

test('leaves neither role nor dealership behind on a pooled connection', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      (at % 2 === 0 ? withTenant : readTenant)(store.db, `org_pooled_${at % 12}` as OrgId, readProfile),
    ),
  );
  const seen = await Promise.all(
    Array.from({ length: 20 }, () =>
      sql<{ org: string | null; role: string }>`select current_org_id() as org, current_user as role`.execute(
        store.db,
      ),
    ),
  );
  for (const { rows } of seen) {
    expect(rows[0]?.org).toBeNull();
    expect(rows[0]?.role).not.toBe('dealerscope_app');
  }
});

test('makes the schema once where several start at once through PgBouncer, and leaves no lock behind', async () => {
  const empty = await createEmptyDatabase();
  const pooler = await startBouncer(empty);
  try {
    const runs = await Promise.all(
      Array.from({ length: 4 }, () =>
        holdStartLock(pooler.connectionString, async () => {
          const names = await migrateDatabase(pooler.connectionString);
          await prepareQueue(pooler.connectionString);
          return names.length;
        }),
      ),
    );
    expect(runs.filter((names) => names > 0)).toHaveLength(1);
    const direct = openStore(empty.connectionString);
    const locks = await sql<{ n: number }>`select count(*)::int as n from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`.execute(direct.db);
    await direct.close();
    expect(locks.rows).toEqual([{ n: 0 }]);
  } finally {
    pooler.stop();
    await empty.drop();
  }
});
