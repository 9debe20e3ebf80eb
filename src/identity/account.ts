import QRCode from 'qrcode';
import { notFound, ProblemError } from '../app/problem-error.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import type { Clock } from '../platform/clock.ts';
import { findMemberships, findSessions } from '../store/accounts.reader.ts';
import {
  claimCode,
  deleteSession,
  deleteSessions,
  setMustChangePassword,
  setSessionOrganisation,
} from '../store/accounts.writer.ts';
import { type AuditEntry, appendAuditEvent } from '../store/audit.writer.ts';
import { type AuthScoped, type AuthStore, setTenant } from '../store/auth-connection.ts';
import { deleteTrustedDevices } from '../store/trusted-devices.writer.ts';
import type { BetterAuth } from './better-auth.ts';
import { type Caller, type Origin, toActor } from './caller.ts';
import { noteDroppedToken } from './dropped-tokens.ts';
import { toStoredEmail } from './email.ts';
import { endEverything } from './end-everything.ts';
import type { NoticeKind } from './mail/mail-content.ts';
import type { Post } from './mail/post.ts';
import { assertStrongPassword } from './password-policy.ts';
import { runAuth, toHeaders, type WithCookies } from './run-auth.ts';
import { hashToken } from './secrets.ts';
import { recordInAuth, type SecurityDeps, toPerson } from './security/record-event.ts';

export interface AccountDeps {
  readonly store: AuthStore;
  readonly auth: BetterAuth;
  readonly clock: Clock;
  readonly post: Post;
}

async function log(scoped: AuthScoped, caller: Caller, origin: Origin, entry: AuditEntry): Promise<void> {
  await setTenant(scoped, caller.orgId);
  await appendAuditEvent(scoped, toActor(caller, origin), entry);
}

const tell = (scoped: AuthScoped, caller: Caller, kind: NoticeKind, origin: Origin, post: Post) =>
  post.notify(scoped, toStoredEmail(caller.email) ?? '', kind, origin);

/** A new token for the session, inside the transaction that changed what it stands for: a copy of the old opens nothing. */
async function rotate(
  scoped: AuthScoped,
  caller: Caller,
  origin: Origin,
  { auth, clock }: AccountDeps,
): Promise<WithCookies<null>> {
  await noteDroppedToken(scoped, caller.userId, origin, { clock });
  const { headers } = await auth.api.rotateSession({ headers: toHeaders(origin), returnHeaders: true });
  return { value: null, cookies: headers.getSetCookie() };
}

/** The dealerships that a person may work in. */
export async function listOrganisations(caller: Caller, { store }: AccountDeps) {
  const memberships = await runAuth(store, (scoped) => findMemberships(scoped, caller.userId));
  return memberships.map(({ org_id, org_name, role }) => ({ id: org_id, name: org_name, role }));
}

export async function switchOrganisation(
  caller: Caller,
  orgId: string,
  origin: Origin,
  deps: AccountDeps,
): Promise<WithCookies<null>> {
  return runAuth(deps.store, async (scoped) => {
    const memberships = await findMemberships(scoped, caller.userId);
    if (!memberships.some(({ org_id }) => org_id === orgId)) throw notFound('dealership');
    await setSessionOrganisation(scoped, caller.credentialId, orgId);
    await setTenant(scoped, orgId as OrgId);
    await appendAuditEvent(scoped, toActor(caller, origin), { action: 'session.switched', target: orgId });
    return rotate(scoped, caller, origin, deps);
  });
}

/** Ends every other session, remembered device and refresh token: whoever else knew the old password is out. */
export async function changePassword(
  caller: Caller,
  { currentPassword, newPassword }: { readonly currentPassword: string; readonly newPassword: string },
  origin: Origin,
  deps: AccountDeps,
): Promise<WithCookies<null>> {
  const { store, auth, clock, post } = deps;
  assertStrongPassword(newPassword, [caller.email, caller.name, caller.orgName], '/newPassword');
  if (newPassword === currentPassword)
    throw new ProblemError(400, 'weak_password', 'The new password is the old one.', [
      { pointer: '/newPassword', message: 'the same as before' },
    ]);
  return runAuth(store, async (scoped) => {
    await auth.api.changePassword({
      body: { currentPassword, newPassword, revokeOtherSessions: false },
      headers: toHeaders(origin),
    });
    await setMustChangePassword(scoped, caller.userId, false);
    const ended = await endEverything(scoped, caller.userId, clock, caller.credentialId);
    await log(scoped, caller, origin, {
      action: 'password.changed',
      target: caller.userId,
      after: { otherSessionsEnded: ended },
    });
    await tell(scoped, caller, 'password_changed', origin, post);
    return rotate(scoped, caller, origin, deps);
  });
}

export async function listSessions(caller: Caller, { store, clock }: AccountDeps) {
  const rows = await runAuth(store, (scoped) => findSessions(scoped, caller.userId, clock.now()));
  return rows.map((row) => ({
    id: row.id,
    startedAt: row.created_at,
    lastSeenAt: row.updated_at,
    expiresAt: row.expires_at,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    isCurrent: row.id === caller.credentialId,
  }));
}

export async function revokeSession(caller: Caller, id: string, origin: Origin, { store }: AccountDeps) {
  await runAuth(store, async (scoped) => {
    if (!(await deleteSession(scoped, caller.userId, id))) throw notFound('session');
    await log(scoped, caller, origin, { action: 'session.revoked', target: id });
  });
}

export async function revokeOtherSessions(caller: Caller, origin: Origin, { store }: AccountDeps) {
  return runAuth(store, async (scoped) => {
    const ended = await deleteSessions(scoped, caller.userId, caller.credentialId);
    await log(scoped, caller, origin, {
      action: 'session.revoked_others',
      target: caller.userId,
      after: { ended },
    });
    return { ended };
  });
}

/** The secret for an authenticator app, as text and as a picture, and ten recovery codes; nothing is on yet. */
export async function beginSecondFactor(
  caller: Caller,
  password: string,
  origin: Origin,
  { store, auth }: AccountDeps,
) {
  const { totpURI, backupCodes } = await runAuth(store, async (scoped) => {
    const made = await auth.api.enableTwoFactor({
      body: { password, method: 'totp' },
      headers: toHeaders(origin),
    });
    if (!('totpURI' in made)) throw new Error('no time-based secret was made');
    await log(scoped, caller, origin, { action: 'second_factor.begun', target: caller.userId });
    return made;
  });
  const uri = totpURI.replace(encodeURIComponent('@localhost.internal'), encodeURIComponent('@localhost'));
  const svg = await QRCode.toString(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  return {
    uri,
    secret: new URL(totpURI).searchParams.get('secret') ?? '',
    qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
    recoveryCodes: backupCodes,
  };
}

/** On from here: the first code shows that the app holds the secret. The session gets a new cookie. */
export async function confirmSecondFactor(
  caller: Caller,
  code: string,
  origin: Origin,
  { store, auth, clock, post }: AccountDeps,
): Promise<WithCookies<null>> {
  return runAuth(store, async (scoped) => {
    const { headers } = await auth.api.verifyTOTP({
      body: { code },
      headers: toHeaders(origin),
      returnHeaders: true,
    });
    await claimCode(scoped, caller.userId, hashToken(`${caller.userId} ${code}`), clock.now());
    await noteDroppedToken(scoped, caller.userId, origin, { clock });
    await log(scoped, caller, origin, { action: 'second_factor.enabled', target: caller.userId });
    await tell(scoped, caller, 'second_factor_on', origin, post);
    return { value: null, cookies: headers.getSetCookie() };
  });
}

export async function disableSecondFactor(
  caller: Caller,
  password: string,
  origin: Origin,
  deps: AccountDeps & SecurityDeps,
): Promise<WithCookies<null>> {
  const { store, auth, post } = deps;
  return runAuth(store, async (scoped) => {
    const { headers } = await auth.api.disableTwoFactor({
      body: { password },
      headers: toHeaders(origin),
      returnHeaders: true,
    });
    await log(scoped, caller, origin, { action: 'second_factor.disabled', target: caller.userId });
    await deleteTrustedDevices(scoped, caller.userId);
    await tell(scoped, caller, 'second_factor_off', origin, post);
    await recordInAuth(scoped, { kind: 'second_factor.disabled', ...toPerson(caller) }, origin, deps);
    return { value: null, cookies: headers.getSetCookie() };
  });
}

/** Ten new ones; the old ones are worth nothing from here. */
export async function renewRecoveryCodes(
  caller: Caller,
  password: string,
  origin: Origin,
  { store, auth, post }: AccountDeps,
) {
  return runAuth(store, async (scoped) => {
    const { backupCodes } = await auth.api.generateBackupCodes({
      body: { password },
      headers: toHeaders(origin),
    });
    await log(scoped, caller, origin, { action: 'second_factor.codes_renewed', target: caller.userId });
    await tell(scoped, caller, 'recovery_codes_renewed', origin, post);
    return { recoveryCodes: backupCodes };
  });
}
