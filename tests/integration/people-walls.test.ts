import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthStore } from '../../src/store/auth-connection.ts';
import { withTenant } from '../../src/store/connection.ts';
import { type IdentityServer, ours, startIdentityServer, theirs } from '../support/identity-server.ts';

let running: IdentityServer;
const users = new Map<string, string>();
beforeAll(async () => {
  running = await startIdentityServer();
  for (const org of [ours, theirs]) {
    const { userId } = await running.addPerson(`${org}@example.com`, 'owner', org);
    users.set(org, userId);
    await withTenant(running.store.db, org, async (scoped) => {
      await sql`insert into invitations (id, org_id, email, role, token_hash, invited_by, expires_at)
        values (${`inv_${org}`}, ${org}, 'a@example.com', 'viewer', ${org}, ${userId}, now())`.execute(
        scoped,
      );
      await sql`insert into api_keys (id, org_id, user_id, name, role, prefix, key_hash, expires_at)
        values (${`key_${org}`}, ${org}, ${userId}, 'k', 'viewer', 'dsk_', ${org}, now())`.execute(scoped);
    });
  }
});
afterAll(() => running.close());

const tables = [
  {
    table: 'members',
    insert: () =>
      sql`insert into members (id, org_id, user_id, role) values ('mem_x', ${theirs}, ${users.get(ours)}, 'owner')`,
    update: sql`update members set role = 'viewer' where org_id = ${theirs}`,
    remove: sql`delete from members where org_id = ${theirs}`,
    handOver: sql`update members set org_id = ${theirs}`,
  },
  {
    table: 'invitations',
    insert: () =>
      sql`insert into invitations (id, org_id, email, role, token_hash, invited_by, expires_at)
        values ('inv_x', ${theirs}, 'a@example.com', 'owner', 'x', ${users.get(ours)}, now())`,
    update: sql`update invitations set revoked_at = now() where org_id = ${theirs}`,
    remove: undefined,
    handOver: sql`update invitations set org_id = ${theirs}`,
  },
  {
    table: 'api_keys',
    insert: () =>
      sql`insert into api_keys (id, org_id, user_id, name, role, prefix, key_hash, expires_at)
        values ('key_x', ${theirs}, ${users.get(ours)}, 'k', 'owner', 'dsk_', 'x', now())`,
    update: sql`update api_keys set revoked_at = now() where org_id = ${theirs}`,
    remove: undefined,
    handOver: sql`update api_keys set org_id = ${theirs}`,
  },
] as const;

describe.each(tables)('$table', ({ table, insert, update, remove, handOver }) => {
  const asOurs = (statement: ReturnType<typeof sql>) =>
    withTenant(running.store.db, ours, (scoped) => statement.execute(scoped));

  test('shows only the dealership’s own rows', async () => {
    const { rows } = await asOurs(sql`select distinct org_id from ${sql.table(table)}`);
    expect(rows).toEqual([{ org_id: ours }]);
  });

  test('refuses a row in another dealership’s name', async () => {
    await expect(asOurs(insert())).rejects.toThrow(/row-level security/);
  });

  test('changes and removes nothing of another dealership, and hands nothing over', async () => {
    expect((await asOurs(update)).numAffectedRows).toBe(0n);
    if (remove) expect((await asOurs(remove)).numAffectedRows).toBe(0n);
    else await expect(asOurs(sql`delete from ${sql.table(table)}`)).rejects.toThrow(/permission denied/);
    await expect(asOurs(handOver)).rejects.toThrow(/permission denied/);
  });
});

test('the view of people shows those of the running dealership', async () => {
  const rows = await withTenant(
    running.store.db,
    ours,
    async (scoped) => (await sql<{ email: string }>`select email from member_accounts`.execute(scoped)).rows,
  );
  expect(rows).toEqual([{ email: 'org_ours@example.com' }]);
});

test('the program’s role cannot see accounts, sessions or second factors', async () => {
  for (const table of ['users', 'sessions', 'accounts', 'verifications', 'two_factors', 'used_codes'])
    await expect(
      withTenant(running.store.db, ours, (scoped) =>
        sql`select 1 from ${sql.table(`auth.${table}`)}`.execute(scoped),
      ),
    ).rejects.toThrow(/permission denied/);
});

test('the role of accounts cannot see what a dealership owns', async () => {
  const { withAuth } = createAuthStore(running.store.db);
  for (const table of ['buyer_profiles', 'audit_events', 'listings'])
    await expect(
      withAuth((scoped) => sql`select 1 from ${sql.table(table)}`.execute(scoped)),
    ).rejects.toThrow(/permission denied/);
});
