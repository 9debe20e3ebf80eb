import { notFound, ProblemError } from '../app/problem-error.ts';
import { appendAuditEvent } from '../store/audit.writer.ts';
import { type Database, readTenant, type Scoped, withTenant } from '../store/connection.ts';
import { lockMembers } from '../store/members.reader.ts';
import { deleteMember, updateMemberRole } from '../store/members.writer.ts';
import { findDueClosures, findOwnOrganisation } from '../store/privacy.reader.ts';
import { enterDealership, eraseDealership, updateOrganisation } from '../store/privacy.writer.ts';
import { type Caller, type Origin, operator, toActor } from './caller.ts';
import { assertOwnerRemains } from './members.ts';
import { dueAfter, graceDays, type TidyDeps } from './privacy/delete-account.ts';
import type { PrivacyDeps } from './privacy/my-data.ts';
import { runAuth, toHeaders } from './run-auth.ts';
import { recordInTenant, type SecurityDeps, toPerson } from './security/record-event.ts';

export type OrganisationDeps = PrivacyDeps & SecurityDeps;

async function getOrganisation(readable: Parameters<typeof findOwnOrganisation>[0]) {
  const row = await findOwnOrganisation(readable);
  if (!row) throw notFound('dealership');
  return row;
}

export async function readOrganisation(caller: Caller, db: Database) {
  const row = await readTenant(db, caller.orgId, getOrganisation);
  return { id: row.id, name: row.name, createdAt: row.created_at, closingDueAt: row.closing_due_at };
}

export const renameOrganisation = (caller: Caller, name: string, origin: Origin, { db }: OrganisationDeps) =>
  withTenant(db, caller.orgId, async (scoped) => {
    const before = await getOrganisation(scoped);
    await updateOrganisation(scoped, { name });
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'organisation.renamed',
      target: caller.orgId,
      before: { name: before.name },
      after: { name },
    });
  });

/** A password, asked once more before what cannot easily be undone. */
const assertPassword = (password: string, origin: Origin, { store, auth }: OrganisationDeps) =>
  runAuth(store, async () => {
    await auth.api.verifyPassword({ body: { password }, headers: toHeaders(origin) });
  });

/** The other becomes owner and the caller manager, both or neither. */
export async function transferOwnership(
  caller: Caller,
  { memberId, password }: { readonly memberId: string; readonly password: string },
  origin: Origin,
  deps: OrganisationDeps,
): Promise<void> {
  await assertPassword(password, origin, deps);
  await withTenant(deps.db, caller.orgId, async (scoped) => {
    const all = await lockMembers(scoped);
    const [next, own] = [
      all.find(({ id }) => id === memberId),
      all.find(({ user_id }) => user_id === caller.userId),
    ];
    if (!next) throw notFound('member');
    if (own?.role !== 'owner') throw new ProblemError(403, 'forbidden', 'Only an owner hands over.');
    if (own.id === next.id)
      throw new ProblemError(409, 'same_person', 'Choose somebody else: you are an owner already.');
    await updateMemberRole(scoped, next.id, 'owner');
    await updateMemberRole(scoped, own.id, 'manager');
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'ownership.transferred',
      target: next.id,
      before: { from: own.id, role: next.role },
      after: { to: next.id, ownRole: 'manager' },
    });
    await recordInTenant(
      scoped,
      { kind: 'ownership.transferred', ...toPerson(caller), detail: { toMember: next.id } },
      origin,
      deps,
    );
  });
}

async function getOwnMember(scoped: Scoped, caller: Caller) {
  const all = await lockMembers(scoped);
  const own = all.find(({ user_id }) => user_id === caller.userId);
  if (!own) throw notFound('member');
  return { all, own };
}

/** Out of the dealership that the session works in; the last owner stays. */
export async function leaveOrganisation(
  caller: Caller,
  organisationId: string,
  origin: Origin,
  { db }: OrganisationDeps,
): Promise<void> {
  if (organisationId !== caller.orgId) throw notFound('dealership');
  await withTenant(db, caller.orgId, async (scoped) => {
    const { all, own } = await getOwnMember(scoped, caller);
    assertOwnerRemains(all, own.id, undefined);
    await deleteMember(scoped, own.id);
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'member.left',
      target: own.id,
      before: { role: own.role },
    });
  });
}

/** Due in 30 days; until then everything works, and any owner can take it back. */
export async function requestClosure(
  caller: Caller,
  { name, password }: { readonly name: string; readonly password: string },
  origin: Origin,
  deps: OrganisationDeps,
): Promise<{ readonly dueAt: string }> {
  if (name.trim() !== caller.orgName)
    throw new ProblemError(400, 'invalid_request', 'Type the name of the dealership as it is written.', [
      { pointer: '/name', message: 'not the name of the dealership' },
    ]);
  await assertPassword(password, origin, deps);
  const now = deps.clock.now();
  const dueAt = dueAfter(now, graceDays);
  await withTenant(deps.db, caller.orgId, async (scoped) => {
    await updateOrganisation(scoped, { closing_requested_at: now, closing_due_at: dueAt });
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'organisation.closing_requested',
      target: caller.orgId,
      after: { dueAt },
    });
  });
  return { dueAt };
}

export const cancelClosure = (caller: Caller, origin: Origin, { db }: OrganisationDeps) =>
  withTenant(db, caller.orgId, async (scoped) => {
    await updateOrganisation(scoped, { closing_requested_at: null, closing_due_at: null });
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'organisation.closing_cancelled',
      target: caller.orgId,
    });
  });

/** The job: what the dealership owned goes, in one transaction; the log keeps that it did, and of how many rows. */
export async function closeDueOrganisations({ db, clock }: TidyDeps): Promise<number> {
  const due = await findDueClosures(db, clock.now());
  for (const { id } of due)
    await db.transaction().execute(async (transaction) => {
      const counts = await eraseDealership(transaction, id);
      await enterDealership(transaction, id);
      await appendAuditEvent(
        transaction,
        { ...operator, label: 'privacy' },
        { action: 'organisation.closed', target: id, after: counts },
      );
    });
  return due.length;
}
