import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrgId } from '../../src/core/kernel/ids.ts';
import { createAuthStore } from '../../src/store/auth-connection.ts';
import { openStore, readTenant, type Scoped, type Store, withTenant } from '../../src/store/connection.ts';
import { type Bouncer, startBouncer } from '../support/pgbouncer.ts';
import { tenantTables } from '../support/tenant-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const ours = 'org_ours' as OrgId;
const theirs = 'org_theirs' as OrgId;
const orgs = [ours, theirs];
const roles = ['dealerscope_app', 'dealerscope_auth'] as const;
const verbs = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

let database: TestDatabase;
let bouncer: Bouncer;
let direct: Store;
let pooled: Store;
const tables = Object.keys(tenantTables);

beforeAll(async () => {
  database = await createTestDatabase();
  bouncer = await startBouncer(database);
  direct = openStore(database.connectionString);
  pooled = openStore(bouncer.connectionString);
  const { db } = direct;
  await sql`insert into captures (id, source, file_name, sha256, byte_length, observed_at) values ('cap_1', 's', 'f', 'h', 1, now())`.execute(
    db,
  );
  for (const tag of ['a', 'b'])
    await sql`insert into listings (id, source, source_listing_id, first_observed_at, capture_id, kind, kind_confidence, facts, provenance, title,
      observed_at, status, engine_version) values (${`lst_${tag}`}, 's', ${tag}, now(), 'cap_1', 'road_vehicle', 1, '{}', '{}', 't', now(), 'active', 'e')`.execute(
      db,
    );
  for (const org of orgs) {
    await sql`insert into organisations (id, name) values (${org}, ${org})`.execute(db);
    for (const tag of ['a', 'b'])
      await sql`insert into auth.users (id, name, email) values (${`usr_${org}_${tag}`}, 'x', ${`${org}.${tag}@example.com`})`.execute(
        db,
      );
  }
  for (const org of orgs)
    for (const table of tables)
      await tenantTables[table]?.insert({ org, userId: `usr_${org}_a`, tag: 'a' }).execute(db);
});
afterAll(async () => {
  await pooled?.close();
  await direct?.close();
  bouncer?.stop();
  await database.drop();
});

async function readCatalogue() {
  const { rows } = await sql<{
    name: string;
    enabled: boolean;
    forced: boolean;
    policies: { role: string; verb: string; using: string | null; check: string | null }[];
  }>`select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
    coalesce((select json_agg(json_build_object('role', r.rolname, 'verb', p.polcmd, 'using', pg_get_expr(p.polqual, p.polrelid),
      'check', pg_get_expr(p.polwithcheck, p.polrelid)))
      from pg_policy p cross join unnest(p.polroles) as given(oid) join pg_roles r on r.oid = given.oid where p.polrelid = c.oid), '[]') as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')
    order by c.relname`.execute(direct.db);
  return rows;
}

const isGranted = async (role: string, table: string, verb: string): Promise<boolean> => {
  const { rows } = await sql<{ granted: boolean }>`select has_table_privilege(${role}, ${table}, ${verb})
    ${verb === 'DELETE' ? sql`` : sql`or has_any_column_privilege(${role}, ${table}, ${verb})`} as granted`.execute(
    direct.db,
  );
  return rows[0]?.granted ?? false;
};

test('every table with org_id is known here, so that none goes untested', async () => {
  expect((await readCatalogue()).map(({ name }) => name)).toEqual(tables.toSorted());
});

test('a new table with org_id that nobody filled fails the test above', async () => {
  await sql`create table forgotten (org_id text)`.execute(direct.db);
  try {
    expect((await readCatalogue()).map(({ name }) => name)).not.toEqual(tables.toSorted());
  } finally {
    await sql`drop table forgotten`.execute(direct.db);
  }
});

test('row-level security is enabled and forced on each of them', async () => {
  const open = (await readCatalogue()).filter(({ enabled, forced }) => !enabled || !forced);
  expect(open.map(({ name }) => name)).toEqual([]);
});

test('each verb that is granted to the program has a policy that names the dealership; none that is not granted has', async () => {
  const letters: Record<string, string> = { SELECT: 'r', INSERT: 'a', UPDATE: 'w', DELETE: 'd' };
  const wrong: string[] = [];
  for (const { name, policies } of await readCatalogue()) {
    for (const verb of verbs) {
      const own = policies.filter(({ role, verb: of }) => role === 'dealerscope_app' && of === letters[verb]);
      if (own.length !== ((await isGranted('dealerscope_app', name, verb)) ? 1 : 0))
        wrong.push(`${name} ${verb}: ${own.length} policies`);
      for (const { using, check } of own) {
        const needed = verb === 'INSERT' ? [check] : verb === 'UPDATE' ? [using, check] : [using];
        if (needed.some((text) => text !== '(org_id = current_org_id())'))
          wrong.push(`${name} ${verb}: ${needed}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('no role of the program may go round row-level security, own a table, or become another role', async () => {
  const { rows } = await sql`select rolname from pg_roles where rolname = any(${[...roles]})
    and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolcanlogin
      or exists (select 1 from pg_class c where c.relowner = pg_roles.oid)
      or exists (select 1 from pg_auth_members m where m.member = pg_roles.oid))`.execute(direct.db);
  expect(rows).toEqual([]);
});

/** Functions that run as their owner, each with what keeps it within one dealership. */
const definers: Readonly<Record<string, string>> = {
  append_audit_event: 'writes under current_org_id(), refuses when it is unset',
  enqueue_alerts: 'a trigger: the dealership is that of the row, which the insert policy has checked',
  end_member_sessions: 'ends sessions of members of current_org_id() alone, and shows none',
  mark_changed: 'notes that settings or the engine changed; triggers alone call it, and it reads nothing',
  mark_settings_changed: 'a trigger: names the dealership of the row, which its policy has checked',
  mark_engine_changed: 'a trigger: says only that there is a change',
  notify_lots_changed: 'a trigger: says only that there is a change',
  enqueue_mail: 'writes a mail and reads nothing',
  resume_mails: 'asks for waiting mails again; the accounts role alone may call it',
  enqueue_person_export: 'reads nothing; the accounts role alone may call it',
};

test('functions that run as their owner are known, pin their search path, and are closed to everybody else', async () => {
  const { rows } = await sql<{ name: string; path: string[] | null; open: boolean }>`
    select p.proname as name, p.proconfig as path, has_function_privilege('public', p.oid, 'execute') as open
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname in ('public', 'auth') order by p.proname`.execute(direct.db);
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(definers).toSorted());
  for (const { path, open } of rows) {
    expect(path).toEqual(['search_path=pg_catalog, public']);
    expect(open).toBe(false);
  }
});

test('views that the program may read show one dealership, and cannot be made to leak by a function in a condition', async () => {
  const { rows } = await sql<{ view: string; options: string[] | null }>`
    select c.oid::regclass::text as view, c.reloptions as options from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('v', 'm') and n.nspname in ('public', 'auth')`.execute(direct.db);
  expect(rows.map(({ view }) => view)).toEqual(['member_accounts']);
  for (const { view, options } of rows) {
    expect((options ?? []).some((option) => /security_(barrier|invoker)=true/.test(option))).toBe(true);
    const seen = await withTenant(
      direct.db,
      ours,
      async (scoped) =>
        (await sql<{ org_id: string }>`select distinct org_id from ${sql.table(view)}`.execute(scoped)).rows,
    );
    expect(seen).toEqual([{ org_id: ours }]);
  }
});

const denied = /permission denied|row-level security/;

describe.each(tables)('%s', (table) => {
  const spec = tenantTables[table];
  if (!spec) throw new Error(`${table} is not known`);
  const all = sql.table(table);
  const asOurs = (store: Store, work: (scoped: Scoped) => Promise<unknown>) =>
    withTenant(store.db, ours, work);
  const ways = () => [direct, pooled] as const;

  test('really holds rows of both dealerships', async () => {
    const { rows } = await sql`select distinct org_id from ${all} order by org_id`.execute(direct.db);
    expect(rows).toEqual([{ org_id: ours }, { org_id: theirs }]);
  });

  test('select: shows the dealership’s own rows, by transaction and by single read, also through PgBouncer', async () => {
    for (const { db } of ways())
      for (const way of [withTenant, readTenant]) {
        const { rows } = await way(db, ours, (scoped) =>
          sql<{ org_id: string }>`select distinct org_id from ${all}`.execute(scoped),
        );
        expect(rows).toEqual([{ org_id: ours }]);
      }
  });

  test('insert: refuses a row in the other dealership’s name, and takes the same row in its own', async () => {
    const row = (org: string) => spec.insert({ org, userId: 'usr_org_ours_b', tag: 'b' });
    for (const store of ways())
      await expect(asOurs(store, (scoped) => row(theirs).execute(scoped))).rejects.toThrow(denied);
    if (spec.writtenByOwner) {
      await expect(asOurs(direct, (scoped) => row(ours).execute(scoped))).rejects.toThrow(
        /permission denied/,
      );
      return;
    }
    // the wall alone refused it: nothing else is wrong with it
    await asOurs(direct, async (scoped) => {
      // one row a dealership: the first makes way, which only the owner of the tables may do
      await sql`reset role`.execute(scoped);
      if (table === 'buyer_profiles') await sql`delete from ${all} where org_id = ${ours}`.execute(scoped);
      await sql`set local role dealerscope_app`.execute(scoped);
      await row(ours).execute(scoped);
      throw new Error('put back');
    }).catch((error: Error) => {
      if (error.message !== 'put back') throw error;
    });
  });

  test('update and delete: touch nothing of the other dealership', async () => {
    const updates = spec.change
      ? sql`update ${all} set ${sql.raw(spec.change)} where org_id = ${theirs}`
      : undefined;
    const update = updates ?? sql`update ${all} set org_id = org_id where org_id = ${theirs}`;
    for (const [verb, statement] of [
      ['UPDATE', update],
      ['DELETE', sql`delete from ${all} where org_id = ${theirs}`],
    ] as const)
      for (const store of ways()) {
        if (await isGranted('dealerscope_app', table, verb)) {
          const result = (await asOurs(store, (scoped) => statement.execute(scoped))) as {
            numAffectedRows?: bigint;
          };
          expect(result.numAffectedRows).toBe(0n);
        } else await expect(asOurs(store, (scoped) => statement.execute(scoped))).rejects.toThrow(denied);
      }
    if (spec.change) expect(await isGranted('dealerscope_app', table, 'UPDATE')).toBe(true);
    const { rows } = await sql`select 1 from ${all} where org_id = ${theirs}`.execute(direct.db);
    expect(rows).toHaveLength(1);
  });

  test('hands no row over, and cannot be emptied', async () => {
    for (const statement of [sql`update ${all} set org_id = ${theirs}`, sql`truncate ${all} cascade`])
      await expect(asOurs(direct, (scoped) => statement.execute(scoped))).rejects.toThrow(
        /permission denied|row-level security|duplicate key/,
      );
  });

  test('without a dealership: no row is seen, changed or added', async () => {
    for (const { db } of ways()) {
      const unscoped = <T>(work: (scoped: Scoped) => Promise<T>) =>
        db.transaction().execute(async (transaction) => {
          await sql`set local role dealerscope_app`.execute(transaction);
          return work(Object.assign(transaction, { orgId: ours }));
        });
      expect((await unscoped((scoped) => sql`select 1 from ${all}`.execute(scoped))).rows).toEqual([]);
      const row = spec.insert({ org: ours, userId: 'usr_org_ours_b', tag: 'b' });
      await expect(unscoped((scoped) => row.execute(scoped))).rejects.toThrow(denied);
      if (await isGranted('dealerscope_app', table, 'DELETE'))
        expect((await unscoped((scoped) => sql`delete from ${all}`.execute(scoped))).numAffectedRows).toBe(
          0n,
        );
    }
  });

  test('the role of accounts sees no more than it needs to find whose a session is', async () => {
    const { withAuth } = createAuthStore(direct.db);
    const mayRead = ['members', 'invitations', 'api_keys', 'token_families'].includes(table);
    expect(await isGranted('dealerscope_auth', table, 'SELECT')).toBe(mayRead);
    if (!mayRead)
      await expect(withAuth((scoped) => sql`select 1 from ${all}`.execute(scoped))).rejects.toThrow(denied);
    // refresh tokens are found and ended before a dealership is known, as sessions are
    expect(await isGranted('dealerscope_auth', table, 'DELETE')).toBe(table === 'token_families');
  });
});

test('an event is added to no other dealership by the role of accounts either', async () => {
  const { withAuth } = createAuthStore(direct.db);
  const insert = sql`insert into security_events (id, org_id, kind, severity) values ('sec_x', ${theirs}, 'test.made', 'info')`;
  await expect(
    withAuth(async (scoped) => {
      await sql`select set_config('app.org_id', ${ours}, true)`.execute(scoped);
      await insert.execute(scoped);
    }),
  ).rejects.toThrow(denied);
});

test('a scope that fails keeps the query from running at all', async () => {
  // PostgreSQL refuses this text, so no dealership is set: the owner of the tables must not act in its place
  const broken = 'org_\u0000' as OrgId;
  const asOwnerItWould = sql`insert into organisations (id, name) values ('org_leak', 'x')`;
  for (const { db } of [direct, pooled])
    for (const way of [readTenant, withTenant])
      await expect(way(db, broken, (scoped) => asOwnerItWould.execute(scoped))).rejects.toThrow(
        /invalid byte sequence/,
      );
  const { rows } = await sql`select 1 from organisations where id = 'org_leak'`.execute(direct.db);
  expect(rows).toEqual([]);
});
