import { notFound } from '../app/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import { appendAuditEvent } from '../store/audit.writer.ts';
import { type AuthScoped, type AuthStore, setTenant } from '../store/auth-connection.ts';
import {
  deleteTrustedDevice,
  findTrustedDevices,
  insertTrustedDevice,
  touchTrustedDevice,
} from '../store/trusted-devices.writer.ts';
import { type Caller, type Origin, toActor } from './caller.ts';
import { readCookie, writeCookie } from './read-cookie.ts';
import { runAuth } from './run-auth.ts';
import { hashToken, makeId, makeToken } from './secrets.ts';

const cookieName = 'dealerscope.remembered';
const validDays = 30;
const daySeconds = 86_400;

export interface TrustedDeviceDeps {
  readonly store: AuthStore;
  readonly clock: Clock;
}

/** Whether this browser was remembered by this person, so that the password is enough. */
export async function isRememberedDevice(
  scoped: AuthScoped,
  userId: string,
  { cookie }: Pick<Origin, 'cookie'>,
  now: string,
): Promise<boolean> {
  const token = readCookie(cookie, cookieName);
  return token !== undefined && touchTrustedDevice(scoped, userId, hashToken(token), now);
}

/** Answers the cookie that stands for the second factor on this browser, for 30 days. */
export async function rememberDevice(
  scoped: AuthScoped,
  userId: string,
  { ipAddress, userAgent, baseUrl }: Origin,
  now: string,
): Promise<string> {
  const token = makeToken();
  await insertTrustedDevice(scoped, {
    id: makeId('trustedDevice'),
    user_id: userId,
    token_hash: hashToken(token),
    user_agent: userAgent.slice(0, 300),
    ip_address: ipAddress,
    created_at: now,
    last_used_at: now,
    expires_at: new Date(Date.parse(now) + validDays * daySeconds * 1000).toISOString(),
  });
  return writeCookie({
    name: cookieName,
    value: token,
    maxAgeSeconds: validDays * daySeconds,
    isSecure: baseUrl.startsWith('https:'),
  });
}

export async function listTrustedDevices(
  caller: Caller,
  origin: Origin,
  { store, clock }: TrustedDeviceDeps,
) {
  const rows = await runAuth(store, (scoped) => findTrustedDevices(scoped, caller.userId, clock.now()));
  const token = readCookie(origin.cookie, cookieName);
  const currentHash = token === undefined ? undefined : hashToken(token);
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.user_agent,
    ipAddress: row.ip_address,
    rememberedAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    isCurrent: row.token_hash === currentHash,
  }));
}

export async function forgetTrustedDevice(
  caller: Caller,
  id: string,
  origin: Origin,
  { store }: TrustedDeviceDeps,
): Promise<void> {
  await runAuth(store, async (scoped) => {
    if (!(await deleteTrustedDevice(scoped, caller.userId, id))) throw notFound('device');
    await setTenant(scoped, caller.orgId);
    await appendAuditEvent(scoped, toActor(caller, origin), { action: 'device.forgotten', target: id });
  });
}
