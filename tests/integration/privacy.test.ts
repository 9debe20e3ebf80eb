import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consentTextVersion } from '../../src/contracts/privacy.ts';
import type { OrgId } from '../../src/core/kernel/ids.ts';
import {
  keptTables,
  type RetentionRule,
  retentionRules,
} from '../../src/identity/privacy/retention-rules.ts';
import { personalTables } from '../../src/store/personal-data.ts';
import { deleteOlder } from '../../src/store/retention.ts';
import {
  type IdentityServer,
  ours,
  password,
  startIdentityServer,
  theirs,
} from '../support/identity-server.ts';

let now = new Date();
const day = 86_400_000;
/** Days pass for what has a day of its own; sessions, whose library keeps the machine's time, stay open. */
async function later(days: number) {
  for (const [table, column] of [
    ['auth.users', 'deletion_due_at'],
    ['auth.data_exports', 'expires_at'],
    ['organisations', 'closing_due_at'],
  ] as const)
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.ref(column)} - make_interval(days => ${days})`.execute(
      running.store.db,
    );
}
let running: IdentityServer;
let owner = '';

beforeAll(async () => {
  running = await startIdentityServer({ clock: { now: () => now.toISOString() as never } });
  owner = (await running.addPerson('owner@example.com', 'owner')).cookie;
  await running.addPerson('them@example.com', 'owner', theirs);
}, 120_000);
afterAll(() => running.close());

const rowsOf = async <Row>(statement: ReturnType<typeof sql<Row>>) =>
  (await statement.execute(running.store.db)).rows;
const ask = (method: string, url: string, cookie: string, body?: unknown) =>
  running.ask(method, url, { cookie, ...(body !== undefined && { body }) });
const signBackIn = async (email: string) => {
  const { toCookie } = await import('../support/identity-server.ts');
  return toCookie(await running.signIn(email));
};

describe('where something of a person is', () => {
  test('every foreign key to an account is in the list of personal data', async () => {
    const keys = await rowsOf(sql<{ place: string }>`
      select case when n.nspname = 'public' then c.relname else n.nspname || '.' || c.relname end || '.' || a.attname as place
      from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum = any(f.conkey)
      where f.contype = 'f' and f.confrelid = 'auth.users'::regclass`);
    const listed = new Set(personalTables.map(({ table, column }) => `${table}.${column}`));
    expect(keys.map(({ place }) => place).filter((place) => !listed.has(place))).toEqual([]);
  });

  test('so is every column that is named as one that holds a person', async () => {
    const columns = await rowsOf(sql<{ place: string }>`
      select case when table_schema = 'public' then table_name else table_schema || '.' || table_name end || '.' || column_name as place
      from information_schema.columns where table_schema in ('public', 'auth')
        and column_name ~ '(user_id|_by|email)$' and table_name <> 'member_accounts'`);
    const listed = new Set([
      ...personalTables.map(({ table, column }) => `${table}.${column}`),
      'auth.users.email',
    ]);
    expect(columns.map(({ place }) => place).filter((place) => !listed.has(place))).toEqual([]);
  });

  test('every table of a dealership or an account says for how long it is kept', async () => {
    const tables = await rowsOf(sql<{ name: string }>`
      select distinct case when n.nspname = 'public' then c.relname else n.nspname || '.' || c.relname end as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and (n.nspname = 'auth' or (n.nspname = 'public' and exists (select 1 from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)))`);
    const said = new Set([
      ...Object.keys(keptTables),
      ...Object.values(retentionRules).map(({ table }) => table as string),
    ]);
    expect(tables.map(({ name }) => name).filter((name) => !said.has(name))).toEqual([]);
    // shared by all dealerships, and kept for a time all the same
    const known = [...tables.map(({ name }) => name), 'lot_values'];
    expect([...said].filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('export', () => {
  test('a job gathers all that is held of the person, and nothing of anybody else; only they can fetch it', async () => {
    const email = 'curious@example.com';
    const { cookie, userId } = await running.addPerson(email, 'manager');
    await ask('PUT', '/api/v1/profile', cookie, { homeZip: '90001' });
    await ask('POST', '/api/v1/api-keys', cookie, { name: 'my key' });
    await ask('POST', '/api/v1/invitations', cookie, { email: 'friend@example.org', role: 'viewer' });
    await ask('PUT', '/api/v1/account/consent', cookie, { analytics: true, textVersion: consentTextVersion });
    const requested = await ask('POST', '/api/v1/account/exports', cookie);
    expect(requested.statusCode).toBe(202);
    const { id } = requested.json<{ id: string }>();
    const [job] = await rowsOf(sql<{
      payload: { exportId: string };
    }>`select payload from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'person.export'`);
    expect(job?.payload).toEqual({ exportId: id });
    expect((await ask('GET', `/api/v1/account/exports/${id}`, cookie)).statusCode).toBe(404);
    await running.identity.privacy.gatherExport(id);
    const file = await ask('GET', `/api/v1/account/exports/${id}`, cookie);
    expect(file.headers['content-disposition']).toContain('attachment');
    const data = file.json<{ about: string; tables: Record<string, Record<string, unknown>[]> }>();
    expect(data.about).toBe(email);
    expect(data.tables['auth.users']).toMatchObject([{ id: userId, email }]);
    expect(data.tables.members).toMatchObject([{ org_id: ours, role: 'manager' }]);
    expect(data.tables.api_keys).toMatchObject([{ name: 'my key' }]);
    expect(data.tables.buyer_profile_changes).toMatchObject([{ after: { homeZip: '90001' } }]);
    expect(data.tables['auth.consents']).toMatchObject([{ given: true, text_version: consentTextVersion }]);
    expect(data.tables.audit_events?.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['session.started', 'profile.changed', 'key.made', 'invitation.made']),
    );
    const others = ['owner@example.com', 'them@example.com', 'friend@example.org'];
    expect(others.filter((other) => file.body.includes(other))).toEqual([]);
    // neither passwords nor what opens anything
    expect(file.body).not.toMatch(/\$2[aby]\$|_hash|sealed|public_key|dsk_[\w-]{20}/);
    expect((await ask('GET', `/api/v1/account/exports/${id}`, owner)).statusCode).toBe(404);
    await later(8);
    expect((await ask('GET', `/api/v1/account/exports/${id}`, await signBackIn(email))).statusCode).toBe(404);
    owner = await signBackIn('owner@example.com');
  });
});

describe('consent', () => {
  test('is off until given, kept with time and wording, taken back as easily, and never overwritten', async () => {
    const { cookie, userId } = await running.addPerson('asked@example.com', 'viewer');
    const read = async () =>
      (await ask('GET', '/api/v1/account/privacy', cookie)).json<{
        consent: { analytics: boolean; at: string | null };
      }>().consent;
    expect(await read()).toMatchObject({ analytics: false, at: null, textVersion: null });
    await ask('PUT', '/api/v1/account/consent', cookie, { analytics: true, textVersion: consentTextVersion });
    expect(await read()).toMatchObject({
      analytics: true,
      at: now.toISOString(),
      textVersion: consentTextVersion,
    });
    now = new Date(now.getTime() + 1000);
    await ask('PUT', '/api/v1/account/consent', cookie, {
      analytics: false,
      textVersion: consentTextVersion,
    });
    expect(await read()).toMatchObject({ analytics: false });
    const kept = await rowsOf(
      sql<{ given: boolean }>`select given from auth.consents where user_id = ${userId} order by at`,
    );
    expect(kept.map(({ given }) => given)).toEqual([true, false]);
    const other = await ask('PUT', '/api/v1/account/consent', cookie, {
      analytics: true,
      textVersion: '2020-01-01',
    });
    expect(other.statusCode).toBe(409);
    // a yes to an earlier wording is none
    await sql`insert into auth.consents (id, user_id, purpose, given, text_version, at) values ('con_old', ${userId}, 'analytics', true, '2020-01-01', now() + interval '1 year')`.execute(
      running.store.db,
    );
    expect(await read()).toMatchObject({ analytics: false });
  });
});

describe('deleting an account', () => {
  const tidy = () => running.identity.privacy.tidy();

  test('asks for the password, waits 30 days, can be taken back, and then takes the person out of every table', async () => {
    const email = 'leaver@example.com';
    const { cookie, userId } = await running.addPerson(email, 'manager');
    await running.identity.operate.createPerson({ email, name: 'x', role: 'viewer', orgId: theirs });
    await ask('PUT', '/api/v1/profile', cookie, { homeZip: '10001' });
    await ask('PUT', '/api/v1/fee-schedules/govdeals', cookie, {
      effectiveFrom: '2026-01-01',
      citation: 'c',
      fees: [
        { line: 'auction_fee', label: 'fee', rule: { kind: 'flat', amountCents: 1000 }, taxable: false },
      ],
    });
    await ask('POST', '/api/v1/alert-channels', cookie, {
      kind: 'webhook',
      target: 'https://example.com/',
      minSeverity: 'critical',
    });
    await running.signIn(email, 'a wrong guess');
    expect((await ask('POST', '/api/v1/account/deletion', cookie, { password: 'not it' })).statusCode).toBe(
      400,
    );
    const requested = await ask('POST', '/api/v1/account/deletion', cookie, { password });
    expect(requested.json<{ dueAt: string }>().dueAt).toBe(new Date(now.getTime() + 30 * day).toISOString());
    expect(await tidy()).toMatchObject({ erased: 0 });
    await ask('DELETE', '/api/v1/account/deletion', cookie);
    await later(31);
    expect(await tidy()).toMatchObject({ erased: 0 });
    const again = await signBackIn(email);
    await ask('POST', '/api/v1/account/deletion', again, { password });
    await later(29);
    expect(await tidy()).toMatchObject({ erased: 0 });
    await later(1);
    expect(await tidy()).toMatchObject({ erased: 1 });

    expect((await running.signIn(email)).statusCode).toBe(401);
    for (const { table, column, by, onErase } of personalTables) {
      const name = { id: userId, 'shown e-mail': email, 'stored e-mail': email }[by];
      const left = await rowsOf(
        sql<{
          n: number;
        }>`select count(*)::int as n from ${sql.table(table)} where ${sql.ref(column)} = ${name}`,
      );
      // the log keeps the id, which names nobody any more
      if (table === 'audit_events') expect(left[0]?.n).toBeGreaterThan(0);
      else expect(left[0]?.n, `${table}.${column}: ${onErase}`).toBe(0);
    }
    // nowhere in the database does the address stand, whatever the column
    const dump = await rowsOf(sql<{ hit: string }>`
      select c.relname as hit from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('public', 'auth')
        and (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I.%I as t where t::text like %L', n.nspname, c.relname, ${`%${email}%`}::text), false, true, '')))[1]::text::int > 0`);
    expect(dump.map(({ hit }) => hit)).toEqual([]);
  });

  test('the log keeps a pseudonym, its chain still holds, and every dealership of the person was told', async () => {
    const chains = await running.identity.verifyAudit();
    expect(chains.map(({ brokenAt }) => brokenAt)).toEqual([null, null]);
    expect(chains.find(({ orgId }) => orgId === ours)?.erased).toBeGreaterThan(0);
    const erased = await rowsOf(sql<{ actor_label: string; ip_address: string | null }>`
      select distinct actor_label, ip_address from audit_events where version = 2 and salt is null`);
    expect(erased).toHaveLength(1);
    expect(erased[0]).toMatchObject({
      actor_label: expect.stringMatching(/^former member [0-9a-f]{8}$/) as string,
      ip_address: null,
    });
    const told = await rowsOf(
      sql<{ org_id: string }>`select org_id from audit_events where action = 'person.erased' order by org_id`,
    );
    expect(told.map(({ org_id }) => org_id)).toEqual([ours, theirs]);
  });

  test('nothing but that one erasure may be done to the log, not even by the owner of the tables', async () => {
    for (const change of [
      sql`update audit_events set actor_label = 'former member 00000000', ip_address = null, salt = null where org_id = ${ours} and seq = 1`,
      sql`update audit_events set ip_address = null where org_id = ${ours} and seq = 1`,
      sql`update audit_events set actor_label = audit_pseudonym(user_id), ip_address = null, salt = null, action = 'x' where user_id is not null`,
      sql`update audit_events set salt = null where user_id is not null`,
    ])
      await expect(change.execute(running.store.db)).rejects.toThrow(/only grows/);
  });

  test('a name put back in place of a pseudonym, or a forged one, breaks the chain', async () => {
    const { db } = running.store;
    for (const change of [
      sql`update audit_events set actor_label = 'somebody else' where org_id = ${ours} and salt is null`,
      sql`update audit_events set actor_label = 'somebody else' where org_id = ${ours} and salt is not null`,
      sql`update audit_events set ip_address = '192.0.2.1' where org_id = ${ours} and salt is not null`,
    ]) {
      await db
        .transaction()
        .execute(async (transaction) => {
          await sql`alter table audit_events disable trigger all`.execute(transaction);
          await change.execute(transaction);
          const { verifyAuditChains } = await import('../../src/store/audit.reader.ts');
          expect((await verifyAuditChains(transaction)).breaks).toHaveLength(1);
          throw new Error('put back');
        })
        .catch((error: Error) => {
          if (error.message !== 'put back') throw error;
        });
    }
  });

  test('the only owner is refused; who became one meanwhile is put off, and the log says so', async () => {
    owner = await signBackIn('owner@example.com');
    const refused = await ask('POST', '/api/v1/account/deletion', owner, { password });
    expect(refused.json()).toMatchObject({
      code: 'sole_owner',
      detail: expect.stringContaining('Ours') as string,
    });
    const second = await running.addPerson('second@example.com', 'owner');
    expect((await ask('POST', '/api/v1/account/deletion', second.cookie, { password })).statusCode).toBe(200);
    await sql`update members set role = 'viewer' where org_id = ${ours} and user_id <> ${second.userId}`.execute(
      running.store.db,
    );
    await later(31);
    expect(await tidy()).toMatchObject({ erased: 0, postponed: 1 });
    await sql`update members m set role = 'owner' from auth.users u where u.id = m.user_id and u.email = 'owner@example.com'`.execute(
      running.store.db,
    );
    await later(7);
    expect(await tidy()).toMatchObject({ erased: 1, postponed: 0 });
    const log = await rowsOf(
      sql<{
        action: string;
      }>`select action from audit_events where target = ${second.userId} and action like 'person.%' order by seq`,
    );
    expect(log.map(({ action }) => action)).toEqual(['person.erasure_postponed', 'person.erased']);
  });

  test('who has had no dealership for 30 days goes as well; who finds one stays', async () => {
    const goes = await running.addPerson('homeless@example.com', 'viewer');
    const stays = await running.addPerson('returning@example.com', 'viewer');
    await sql`delete from members where user_id in (${goes.userId}, ${stays.userId})`.execute(
      running.store.db,
    );
    expect(await tidy()).toMatchObject({ erased: 0 });
    await running.identity.operate.createPerson({
      email: 'returning@example.com',
      name: 'x',
      role: 'viewer',
      orgId: ours,
    });
    await later(31);
    expect(await tidy()).toMatchObject({ erased: 1 });
    const left = await rowsOf(
      sql<{
        id: string;
        deletion_due_at: string | null;
      }>`select id, deletion_due_at from auth.users where id in (${goes.userId}, ${stays.userId})`,
    );
    expect(left).toEqual([{ id: stays.userId, deletion_due_at: null }]);
  });
});

describe('closing a dealership', () => {
  test('takes its name and a password, waits 30 days, can be taken back, then deletes all but the log', async () => {
    const closing = (await running.identity.operate.createDealership('Closing Motors')) as OrgId;
    const email = 'closer@example.com';
    const { cookie } = await running.addPerson(email, 'owner', closing);
    await ask('PUT', '/api/v1/profile', cookie, { homeZip: '10001' });
    await ask('POST', '/api/v1/api-keys', cookie, { name: 'k' });
    const close = (name: string, as: string) =>
      ask('POST', '/api/v1/organisation/closure', as, { name, password });
    expect((await close('Ours', cookie)).statusCode).toBe(400);
    expect((await close('Closing Motors', cookie)).statusCode).toBe(200);
    expect((await ask('DELETE', '/api/v1/organisation/closure', cookie)).statusCode).toBe(204);
    await later(31);
    expect(await running.identity.privacy.tidy()).toMatchObject({ closed: 0 });
    expect((await close('Closing Motors', await signBackIn(email))).statusCode).toBe(200);
    await later(30);
    expect(await running.identity.privacy.tidy()).toMatchObject({ closed: 1 });
    const tables = await rowsOf(sql<{
      name: string;
    }>`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      and a.attname = 'org_id' and not a.attisdropped where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`);
    for (const { name } of tables) {
      const [count] = await rowsOf(
        sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)} where org_id = ${closing}`,
      );
      if (name.startsWith('audit_')) expect(count?.n, name).toBeGreaterThan(0);
      else expect(count?.n, name).toBe(0);
    }
    expect((await ask('GET', '/api/v1/auth/session', await signBackIn(email))).statusCode).toBe(401);
    const [last] = await rowsOf(
      sql<{
        action: string;
        after: Record<string, number>;
      }>`select action, after from audit_events where org_id = ${closing} order by seq desc limit 1`,
    );
    expect(last).toMatchObject({
      action: 'organisation.closed',
      after: { members: 1, api_keys: 1, buyer_profiles: 1 },
    });
    expect((await running.identity.verifyAudit()).every(({ brokenAt }) => brokenAt === null)).toBe(true);
    // the other dealerships have lost nothing
    owner = await signBackIn('owner@example.com');
    expect((await ask('GET', '/api/v1/profile', owner)).json()).toMatchObject({ homeZip: '10001' });
  });
});

describe('retention', () => {
  test.each(Object.entries(retentionRules) as [string, RetentionRule][])(
    '%s is a statement that PostgreSQL takes',
    async (_name, rule) => {
      expect(
        await deleteOlder(
          running.store.db,
          rule,
          'org_none',
          '1990-01-01T00:00:00Z',
          rule.per === 'dealership',
        ),
      ).toBe(0);
    },
  );

  test('what is older than its rule goes, the rest stays; counts are in the answer, the runs, the log and the metrics', async () => {
    await running.identity.privacy.tidy();
    const old = new Date(now.getTime() - 366 * day).toISOString();
    const recent = new Date(now.getTime() - 364 * day).toISOString();
    for (const [org, at, id] of [
      [ours, old, 'sec_old'],
      [ours, recent, 'sec_recent'],
      [theirs, old, 'sec_their_old'],
      [null, old, 'sec_nobody'],
    ] as const)
      await sql`insert into security_events (id, org_id, at, kind, severity) values (${id}, ${org}, ${at}, 'test.made', 'info')`.execute(
        running.store.db,
      );
    const change = (keepDays: number) =>
      ask('PUT', '/api/v1/retention', owner, { rule: 'security_events', keepDays });
    expect((await change(29)).statusCode).toBe(400);
    expect((await change(400)).statusCode).toBe(204);
    const countOf = async () =>
      (
        await rowsOf(sql<{ id: string }>`select id from security_events where kind = 'test.made' order by id`)
      ).map(({ id }) => id);
    await running.identity.privacy.tidy();
    // the other dealership and the installation keep to the default; ours chose longer
    expect(await countOf()).toEqual(['sec_old', 'sec_recent']);
    expect((await change(365)).statusCode).toBe(204);
    const { deleted } = await running.identity.privacy.tidy();
    expect(deleted.security_events).toBeGreaterThanOrEqual(1);
    expect(await countOf()).toEqual(['sec_recent']);
    const { rules } = (await ask('GET', '/api/v1/retention', owner)).json<{
      rules: { rule: string; keepDays: number; lastDeleted: number }[];
    }>();
    expect(rules.find(({ rule }) => rule === 'security_events')).toMatchObject({
      keepDays: 365,
      lastDeleted: 1,
    });
    const log = (await ask('GET', '/api/v1/audit-events?action=retention.&limit=100', owner)).json<{
      events: { action: string; after: unknown }[];
    }>().events;
    expect(log[0]).toMatchObject({ action: 'retention.applied', after: { security_events: 1 } });
    const metrics = (await running.ask('GET', '/metrics')).body;
    expect(metrics).toMatch(/retention_deleted_rows_total\{rule="security_events"\} [1-9]/);
    expect(
      (await ask('PUT', '/api/v1/retention', owner, { rule: 'ended_sessions', keepDays: 30 })).statusCode,
    ).toBe(400);
  });
});
