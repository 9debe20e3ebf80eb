import { notFound } from '../app/problem-error.ts';
import { roles } from '../contracts/identity.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import type { Clock } from '../platform/clock.ts';
import { findApiKeys } from '../store/api-keys.reader.ts';
import { insertApiKey, revokeApiKey } from '../store/api-keys.writer.ts';
import { type Actor, appendAuditEvent } from '../store/audit.writer.ts';
import { type AuthScoped, type AuthStore, setTenant } from '../store/auth-connection.ts';
import { type Database, readTenant, withTenant } from '../store/connection.ts';
import { type Caller, type Origin, toActor } from './caller.ts';
import { toShownEmail } from './email.ts';
import { assertMayGrant } from './members.ts';
import { isRole, permissionsOf, type Role } from './permissions.ts';
import { runAuth } from './run-auth.ts';
import { parseScopes } from './scopes.ts';
import { hashToken, makeId, makeToken } from './secrets.ts';
import { recordIn, type SecurityDeps, toPerson } from './security/record-event.ts';

export interface ApiKeyDeps {
  readonly db: Database;
  readonly store: AuthStore;
  readonly clock: Clock;
}

export interface NewKey {
  readonly name: string;
  readonly role: Role;
  /** Of what the role may, only this; undefined: all of it. */
  readonly scopes?: readonly string[] | undefined;
  /** 1–366 */
  readonly validDays: number;
}

const keyPrefix = 'dsk_';
export const isKeyShaped = (text: string): boolean => /^dsk_[A-Za-z0-9_-]{43}$/.test(text);

/** Writes a key for a person of a dealership; the key itself is in the answer and nowhere else. */
export async function issueKey(
  scoped: AuthScoped,
  holder: { readonly userId: string; readonly orgId: OrgId },
  { name, role, scopes, validDays }: NewKey,
  actor: Actor,
  now: string,
) {
  const granted = parseScopes(scopes, role);
  const key = `${keyPrefix}${makeToken()}`;
  const row = {
    id: makeId('apiKey'),
    user_id: holder.userId,
    name,
    role,
    scopes: granted ?? null,
    prefix: key.slice(0, 10),
    key_hash: hashToken(key),
    created_at: now,
    expires_at: new Date(Date.parse(now) + validDays * 86_400_000).toISOString(),
  };
  await setTenant(scoped, holder.orgId);
  await insertApiKey(scoped, holder.orgId, row);
  await appendAuditEvent(scoped, actor, {
    action: 'key.made',
    target: row.id,
    after: { name, role, scopes: row.scopes, prefix: row.prefix, expiresAt: row.expires_at },
  });
  const { id, prefix, expires_at: expiresAt } = row;
  return { id, key, name, role, scopes: row.scopes, prefix, expiresAt };
}

export async function createKey(
  caller: Caller,
  request: NewKey,
  origin: Origin,
  deps: ApiKeyDeps & SecurityDeps,
) {
  assertMayGrant(caller, request.role);
  const { store, clock } = deps;
  return runAuth(store, async (scoped) => {
    const made = await issueKey(scoped, caller, request, toActor(caller, origin), clock.now());
    const detail = { keyId: made.id, role: made.role };
    await recordIn(scoped, caller.orgId, { kind: 'key.made', ...toPerson(caller), detail }, origin, deps);
    return made;
  });
}

export async function listKeys(caller: Caller, { db, clock }: ApiKeyDeps) {
  const rows = await readTenant(db, caller.orgId, findApiKeys);
  const now = Date.parse(clock.now());
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: isRole(row.role) ? row.role : ('viewer' as const),
    scopes: row.scopes,
    prefix: row.prefix,
    email: row.email === null ? null : toShownEmail(row.email),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    isActive: row.email !== null && Date.parse(row.expires_at) > now,
  }));
}

/** What a key of each role could be narrowed to. */
export const scopesOfRoles = () =>
  Object.fromEntries(roles.map((role) => [role, permissionsOf(role, 'key')])) as Record<Role, string[]>;

export async function revokeKey(caller: Caller, id: string, origin: Origin, { db, clock }: ApiKeyDeps) {
  await withTenant(db, caller.orgId, async (scoped) => {
    const revoked = await revokeApiKey(scoped, id, clock.now());
    if (!revoked) throw notFound('key');
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'key.revoked',
      target: id,
      before: { name: revoked.name, role: revoked.role, prefix: revoked.prefix },
    });
  });
}
