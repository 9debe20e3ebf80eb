import { ProblemError } from '../app/problem-error.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import type { Clock } from '../platform/clock.ts';
import { findAccountByEmail, findAllMembers, findMemberships } from '../store/accounts.reader.ts';
import { removeSecondFactor, setMustChangePassword } from '../store/accounts.writer.ts';
import { appendAuditEvent } from '../store/audit.writer.ts';
import { type AuthStore, setTenant } from '../store/auth-connection.ts';
import { type Database, withTenant } from '../store/connection.ts';
import { insertMember } from '../store/members.writer.ts';
import { ensureOrganisation } from '../store/organisations.writer.ts';
import { issueKey, type NewKey } from './api-keys.ts';
import type { BetterAuth } from './better-auth.ts';
import { operator } from './caller.ts';
import { createAccount } from './create-account.ts';
import { parseEmail, toMaskedEmail, toShownEmail } from './email.ts';
import { endEverything } from './end-everything.ts';
import type { Post } from './mail/post.ts';
import { assertStrongPassword } from './password-policy.ts';
import { isRole, lesserRole, type Role } from './permissions.ts';
import { logForPerson } from './person-log.ts';
import { runAuth } from './run-auth.ts';
import { makeId, makeOneTimePassword } from './secrets.ts';

/** What the person at the machine may do, who needs no sign-in: they hold the database. */
export interface OperateDeps {
  readonly db: Database;
  readonly store: AuthStore;
  readonly auth: BetterAuth;
  readonly clock: Clock;
  readonly post: Post;
}

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly orgId: OrgId;
  /** Left out: a one-time password is made, which must be changed at the first sign-in. */
  readonly password?: string | undefined;
}

const unknownPerson = (email: string) =>
  new ProblemError(404, 'not_found', `Nobody here has the e-mail ${email}: npx dealerscope user list`);

/** A person with a place in a dealership; one who has an account elsewhere keeps its password. */
export async function createPerson(person: NewPerson, { store, auth }: OperateDeps) {
  const email = parseEmail(person.email);
  if (person.password !== undefined) assertStrongPassword(person.password, [person.email, person.name]);
  return runAuth(store, async (scoped) => {
    const known = await findAccountByEmail(scoped, email);
    const oneTimePassword = known || person.password !== undefined ? undefined : makeOneTimePassword();
    const userId =
      known?.id ??
      (await createAccount(scoped, auth, {
        email,
        name: person.name,
        password: person.password ?? oneTimePassword ?? '',
        mustChangePassword: oneTimePassword !== undefined,
        emailVerified: false,
      }));
    const member = { id: makeId('member'), org_id: person.orgId, user_id: userId, role: person.role };
    if (!(await insertMember(scoped, member)))
      throw new ProblemError(
        409,
        'already_member',
        `${toShownEmail(email)} belongs to this dealership already.`,
      );
    await setTenant(scoped, person.orgId);
    await appendAuditEvent(scoped, operator, {
      action: 'member.added',
      target: member.id,
      after: { email: toMaskedEmail(email), role: person.role },
    });
    return { userId, email: toShownEmail(email), ...(oneTimePassword && { oneTimePassword }) };
  });
}

/** A further dealership on the same installation; assessing its lots is the caller's next step. */
export async function createDealership(name: string, { db }: OperateDeps): Promise<OrgId> {
  const orgId = makeId('org') as OrgId;
  await ensureOrganisation(db, orgId, name);
  await withTenant(db, orgId, async (scoped) => {
    await appendAuditEvent(scoped, operator, { action: 'organisation.made', target: orgId, after: { name } });
  });
  return orgId;
}

/** Makes the owner of a dealership that has nobody; undefined when it has somebody. */
export async function ensureOwner(
  orgId: OrgId,
  { email, password }: { readonly email: string; readonly password?: string | undefined },
  deps: OperateDeps,
) {
  const members = await findAllMembers(deps.db);
  if (members.some((member) => member.org_id === orgId)) return undefined;
  return createPerson({ email, name: 'Owner', role: 'owner', orgId, password }, deps);
}

export async function listPeople({ db }: OperateDeps) {
  return (await findAllMembers(db)).map((row) => ({
    email: toShownEmail(row.email),
    name: row.name,
    role: row.role,
    orgId: row.org_id,
    organisation: row.org_name,
    hasSecondFactor: row.two_factor_enabled,
    mustChangePassword: row.must_change_password,
    createdAt: row.created_at,
  }));
}

/** A one-time password; ends every session, and with `forgetSecondFactor` lets in somebody who lost phone and codes. */
export async function resetPassword(
  typed: string,
  { forgetSecondFactor }: { readonly forgetSecondFactor: boolean },
  { store, auth, clock, post }: OperateDeps,
) {
  const email = parseEmail(typed);
  return runAuth(store, async (scoped) => {
    const account = await findAccountByEmail(scoped, email);
    if (!account) throw unknownPerson(typed);
    const oneTimePassword = makeOneTimePassword();
    const { internalAdapter, password: hasher } = await auth.$context;
    await internalAdapter.updatePassword(account.id, await hasher.hash(oneTimePassword));
    await setMustChangePassword(scoped, account.id, true);
    await endEverything(scoped, account.id, clock);
    if (forgetSecondFactor) await removeSecondFactor(scoped, account.id);
    await logForPerson(scoped, account.id, operator, {
      action: 'password.reset',
      target: account.id,
      after: { by: 'operator', forgetSecondFactor },
    });
    await post.notify(scoped, email, 'password_reset_by_operator', undefined);
    return { email: toShownEmail(email), oneTimePassword };
  });
}

/** A key for scripts; its role is at most the person's own. */
export async function issueKeyFor(
  typed: string,
  request: NewKey & { readonly orgId?: string | undefined },
  { store, clock }: OperateDeps,
) {
  const email = parseEmail(typed);
  return runAuth(store, async (scoped) => {
    const account = await findAccountByEmail(scoped, email);
    const memberships = account ? await findMemberships(scoped, account.id) : [];
    const membership = memberships.find(
      ({ org_id }) => request.orgId === undefined || org_id === request.orgId,
    );
    if (!account || !membership || !isRole(membership.role)) throw unknownPerson(typed);
    if (lesserRole(request.role, membership.role) !== request.role)
      throw new ProblemError(
        403,
        'forbidden',
        `${typed} is ${membership.role}; a key may not have the role ${request.role}.`,
      );
    const holder = { userId: account.id, orgId: membership.org_id as OrgId };
    return issueKey(scoped, holder, request, operator, clock.now());
  });
}
