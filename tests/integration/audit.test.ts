import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../src/store/audit.writer.ts';
import { appendAuditEvent } from '../../src/store/audit.writer.ts';
import { withTenant } from '../../src/store/connection.ts';
import { type IdentityServer, ours, startIdentityServer, theirs } from '../support/identity-server.ts';

let running: IdentityServer;
beforeAll(async () => {
  running = await startIdentityServer();
});
afterAll(() => running.close());

const actor: Actor = { kind: 'operator', id: null, label: 'test', ipAddress: null, correlationId: null };
const append = (orgId: typeof ours, after: unknown) =>
  withTenant(running.store.db, orgId, (scoped) =>
    appendAuditEvent(scoped, actor, { action: 'thing.done', after }),
  );

test('events of one dealership form one chain, also when many are written at once', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, at) => append(at % 2 === 0 ? ours : theirs, { at })));
  const chains = await running.identity.verifyAudit();
  expect(chains.map(({ orgId, events, brokenAt, reason }) => ({ orgId, events, brokenAt, reason }))).toEqual([
    { orgId: ours, events: 10, brokenAt: null, reason: null },
    { orgId: theirs, events: 10, brokenAt: null, reason: null },
  ]);
});

test('odd values hash to the same text when read back', async () => {
  for (const value of [null, 0.1, 1e21, '', '\u00e9|"\\', { b: 1, a: [true, null] }, undefined])
    await append(ours, value);
  expect((await running.identity.verifyAudit()).every(({ brokenAt }) => brokenAt === null)).toBe(true);
});

test('what is rolled back leaves no event and no gap', async () => {
  await expect(
    withTenant(running.store.db, ours, async (scoped) => {
      await appendAuditEvent(scoped, actor, { action: 'thing.undone' });
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  await append(ours, 'next');
  expect((await running.identity.verifyAudit()).every(({ brokenAt }) => brokenAt === null)).toBe(true);
});

test('nobody may change, delete or add events by hand, not even the owner of the tables', async () => {
  for (const statement of [
    sql`update audit_events set actor_label = 'x'`,
    sql`delete from audit_events`,
    sql`truncate audit_events`,
  ])
    await expect(statement.execute(running.store.db)).rejects.toThrow(/only grows/);
  for (const statement of [
    sql`update audit_events set actor_label = 'x'`,
    sql`delete from audit_events`,
    sql`update audit_heads set seq = 0`,
    sql`insert into audit_events (org_id, seq, at, actor_kind, actor_label, action, hash) values (${ours}, 99, now(), 'operator', 'x', 'x', 'x')`,
  ])
    await expect(withTenant(running.store.db, ours, (scoped) => statement.execute(scoped))).rejects.toThrow(
      /permission denied/,
    );
});

/** Runs with the guard taken off, as somebody who holds the database could; then puts all back. */
async function tamper(statement: ReturnType<typeof sql>) {
  const { db } = running.store;
  let found: Awaited<ReturnType<typeof running.identity.verifyAudit>> = [];
  await db
    .transaction()
    .execute(async (transaction) => {
      await sql`alter table audit_events disable trigger all`.execute(transaction);
      await statement.execute(transaction);
      const { verifyAuditChains } = await import('../../src/store/audit.reader.ts');
      const { breaks } = await verifyAuditChains(transaction);
      found = breaks.map((broken) => ({
        orgId: broken.org_id,
        events: 0,
        headHash: '',
        erased: 0,
        brokenAt: broken.seq,
        reason: broken.reason,
      }));
      throw new Error('put back');
    })
    .catch((error: Error) => {
      if (error.message !== 'put back') throw error;
    });
  return found.map(({ orgId, brokenAt }) => ({ orgId, brokenAt }));
}

test('verifying finds the first event that was changed, removed from the middle, or cut off the end', async () => {
  expect(await tamper(sql`update audit_events set action = 'x' where org_id = ${ours} and seq = 3`)).toEqual([
    { orgId: ours, brokenAt: 3 },
  ]);
  expect(
    await tamper(sql`update audit_events set at = at + interval '1 us' where org_id = ${ours} and seq = 4`),
  ).toEqual([{ orgId: ours, brokenAt: 4 }]);
  expect(await tamper(sql`delete from audit_events where org_id = ${ours} and seq = 5`)).toEqual([
    { orgId: ours, brokenAt: 6 },
  ]);
  expect(await tamper(sql`delete from audit_events where org_id = ${theirs} and seq = 10`)).toEqual([
    { orgId: theirs, brokenAt: 10 },
  ]);
});

test('a dealership reads its own events only', async () => {
  const rows = await withTenant(
    running.store.db,
    ours,
    async (scoped) =>
      (await sql<{ org_id: string }>`select distinct org_id from audit_events`.execute(scoped)).rows,
  );
  expect(rows).toEqual([{ org_id: ours }]);
});
