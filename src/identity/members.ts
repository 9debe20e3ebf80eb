import { notFound, ProblemError } from '../app/problem-error.ts';
import { appendAuditEvent } from '../store/audit.writer.ts';
import { type Database, readTenant, type Scoped, withTenant } from '../store/connection.ts';
import { findMembers, lockMembers } from '../store/members.reader.ts';
import { deleteMember, endMemberSessions, updateMemberRole } from '../store/members.writer.ts';
import { type Caller, type Origin, toActor } from './caller.ts';
import { toShownEmail } from './email.ts';
import { isAtMost, isRole, type Role } from './permissions.ts';
import { recordInTenant, type SecurityDeps, toPerson } from './security/record-event.ts';

export interface MemberDeps extends SecurityDeps {
  readonly db: Database;
}

export async function listMembers(caller: Caller, db: Database) {
  const rows = await readTenant(db, caller.orgId, findMembers);
  return rows.map((row) => ({
    id: row.id,
    email: toShownEmail(row.email),
    name: row.name,
    role: isRole(row.role) ? row.role : ('viewer' as const),
    hasSecondFactor: row.two_factor_enabled,
    joinedAt: row.created_at,
    isYou: row.user_id === caller.userId,
  }));
}

export function assertMayGrant(caller: Caller, role: Role): void {
  if (!isAtMost(role, caller.role))
    throw new ProblemError(403, 'forbidden', `Your role (${caller.role}) may not give the role ${role}.`);
}

/** Throws when nobody would be owner once the member has the role `next`, or (undefined) is gone. */
export function assertOwnerRemains(
  all: readonly { readonly id: string; readonly role: string }[],
  id: string,
  next: Role | undefined,
): void {
  const owners = all.filter((row) => row.role === 'owner');
  if (next !== 'owner' && owners.length === 1 && owners[0]?.id === id)
    throw new ProblemError(
      409,
      'last_owner',
      'The dealership needs an owner; make somebody else owner first.',
    );
}

/** The member, once it is sure that the caller may act upon them and that an owner remains. */
async function getChangeable(scoped: Scoped, caller: Caller, id: string, next: Role | undefined) {
  const all = await lockMembers(scoped);
  const member = all.find((row) => row.id === id);
  if (!member) throw notFound('member');
  const role = isRole(member.role) ? member.role : 'viewer';
  if (!isAtMost(role, caller.role))
    throw new ProblemError(403, 'forbidden', `Your role (${caller.role}) may not change the role ${role}.`);
  assertOwnerRemains(all, id, next);
  return { id, userId: member.user_id, role };
}

export async function changeMemberRole(
  caller: Caller,
  id: string,
  role: Role,
  origin: Origin,
  deps: MemberDeps,
): Promise<void> {
  assertMayGrant(caller, role);
  await withTenant(deps.db, caller.orgId, async (scoped) => {
    const member = await getChangeable(scoped, caller, id, role);
    await updateMemberRole(scoped, id, role);
    // who rises signs in anew, so that a session somebody else planted or copied does not rise with them
    if (!isAtMost(role, member.role)) await endMemberSessions(scoped, member.userId);
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'member.role_changed',
      target: id,
      before: { role: member.role },
      after: { role },
    });
    if (role === member.role) return;
    const kind = isAtMost(role, member.role) ? 'privilege.lowered' : 'privilege.raised';
    const detail = { memberId: id, before: member.role, after: role };
    await recordInTenant(scoped, { kind, ...toPerson(caller), detail }, origin, deps);
  });
}

/** Their sessions and keys of this dealership end with the membership: both are looked up through it. */
export async function removeMember(
  caller: Caller,
  id: string,
  origin: Origin,
  deps: MemberDeps,
): Promise<void> {
  await withTenant(deps.db, caller.orgId, async (scoped) => {
    const member = await getChangeable(scoped, caller, id, undefined);
    await deleteMember(scoped, id);
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'member.removed',
      target: id,
      before: { role: member.role, userId: member.userId },
    });
    const detail = { memberId: id, before: member.role, after: null };
    await recordInTenant(scoped, { kind: 'privilege.lowered', ...toPerson(caller), detail }, origin, deps);
  });
}
