import type { OrgId } from '../core/kernel/ids.ts';
import { findMemberships } from '../store/accounts.reader.ts';
import { deleteSession } from '../store/accounts.writer.ts';
import { findActiveKey } from '../store/api-keys.reader.ts';
import { touchApiKey } from '../store/api-keys.writer.ts';
import type { AuthStore } from '../store/auth-connection.ts';
import { absoluteSeconds, type BetterAuth } from './better-auth.ts';
import type { Caller, Origin } from './caller.ts';
import { tellDroppedToken } from './dropped-tokens.ts';
import { toShownEmail } from './email.ts';
import { isRole, lesserRole, type Role, toPermissions } from './permissions.ts';
import { runAuth, toHeaders, type WithCookies } from './run-auth.ts';
import { hashToken } from './secrets.ts';
import type { SecurityDeps } from './security/record-event.ts';

export interface FindCallerDeps extends SecurityDeps {
  readonly store: AuthStore;
  readonly auth: BetterAuth;
}

const touchEveryMs = 60_000;

const toRole = (text: string): Role => (isRole(text) ? text : 'viewer');

/** The key's person and dealership; undefined when the key is unknown, expired, revoked, or its person has left. */
export async function findCallerByKey(
  key: string,
  { store, clock }: FindCallerDeps,
): Promise<Caller | undefined> {
  return runAuth(store, async (scoped) => {
    const now = clock.now();
    const row = await findActiveKey(scoped, hashToken(key), now);
    if (!row) return undefined;
    if (row.last_used_at === null || Math.abs(Date.parse(now) - Date.parse(row.last_used_at)) > touchEveryMs)
      await touchApiKey(scoped, row.id, now);
    return {
      kind: 'key',
      userId: row.user_id,
      email: toShownEmail(row.email),
      name: row.name,
      isEmailVerified: row.email_verified,
      orgId: row.org_id as OrgId,
      orgName: row.org_name,
      role: lesserRole(toRole(row.role), toRole(row.member_role)),
      scopes: row.scopes === null ? undefined : toPermissions(row.scopes),
      credentialId: row.id,
      until: row.expires_at,
      mustChangePassword: false,
      hasSecondFactor: false,
    };
  });
}

/** The person whose session the cookie names, and fresh cookies when the session's idle time was moved on. */
export async function findCallerBySession(
  origin: Origin,
  deps: FindCallerDeps,
): Promise<WithCookies<Caller | undefined>> {
  const { store, auth, clock } = deps;
  return runAuth(store, async (scoped) => {
    const { headers, response } = await auth.api.getSession({
      headers: toHeaders(origin),
      returnHeaders: true,
    });
    const nobody = { value: undefined, cookies: [] };
    if (!response) {
      await tellDroppedToken(scoped, origin, deps);
      return nobody;
    }
    const { session, user } = response;
    if (Date.parse(clock.now()) - session.createdAt.getTime() > absoluteSeconds * 1000) {
      await deleteSession(scoped, user.id, session.id);
      return nobody;
    }
    const memberships = await findMemberships(scoped, user.id);
    const membership = memberships.find(({ org_id }) => org_id === session.activeOrgId) ?? memberships[0];
    // who belongs to no dealership has nothing here
    if (!membership) return nobody;
    const caller: Caller = {
      kind: 'session',
      userId: user.id,
      email: toShownEmail(user.email),
      name: user.name,
      isEmailVerified: user.emailVerified,
      orgId: membership.org_id as OrgId,
      orgName: membership.org_name,
      role: toRole(membership.role),
      credentialId: session.id,
      mustChangePassword: user.mustChangePassword === true,
      hasSecondFactor: user.twoFactorEnabled === true,
    };
    return { value: caller, cookies: headers.getSetCookie() };
  });
}
