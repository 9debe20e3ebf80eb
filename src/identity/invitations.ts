import { notFound, ProblemError } from '../app/problem-error.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import type { Clock } from '../platform/clock.ts';
import { findAccountByEmail } from '../store/accounts.reader.ts';
import { appendAuditEvent } from '../store/audit.writer.ts';
import { type AuthStore, setTenant } from '../store/auth-connection.ts';
import { type Database, readTenant, type Scoped, withTenant } from '../store/connection.ts';
import { findOpenInvitations, lockInvitation } from '../store/invitations.reader.ts';
import {
  insertInvitation,
  markInvitationAccepted,
  renewInvitation,
  revokeInvitation,
  setInvitationMail,
} from '../store/invitations.writer.ts';
import { insertMember } from '../store/members.writer.ts';
import type { BetterAuth } from './better-auth.ts';
import { type Caller, type Origin, toActor } from './caller.ts';
import { createAccount } from './create-account.ts';
import { parseEmail, toMaskedEmail, toShownEmail } from './email.ts';
import type { Post } from './mail/post.ts';
import { assertMayGrant } from './members.ts';
import { assertStrongPassword } from './password-policy.ts';
import { isRole, type Role } from './permissions.ts';
import { runAuth } from './run-auth.ts';
import { hashToken, makeId, makeToken } from './secrets.ts';

export interface InvitationDeps {
  readonly db: Database;
  readonly store: AuthStore;
  readonly auth: BetterAuth;
  readonly clock: Clock;
  readonly post: Post;
}

const validDays = 7;

/** Answers the mail's id; undefined where the inviter has to hand the link on. */
async function mailLink(
  scoped: Scoped,
  id: string,
  email: string,
  role: Role,
  url: string,
  { orgName, email: inviter }: Caller,
  post: Post,
): Promise<string | undefined> {
  const mailId = await post.ask(scoped, email, {
    template: 'invitation',
    url,
    organisation: orgName,
    inviter,
    role,
  });
  await setInvitationMail(scoped, id, mailId);
  return mailId;
}

/** Makes a link that works once, for seven days: mailed, or for the inviter to hand on where no mail is sent. */
export async function inviteMember(
  caller: Caller,
  { email: typed, role }: { readonly email: string; readonly role: Role },
  origin: Origin,
  { db, clock, post }: InvitationDeps,
) {
  assertMayGrant(caller, role);
  const email = parseEmail(typed);
  const token = makeToken();
  const now = clock.now();
  const invitation = {
    id: makeId('invitation'),
    email,
    role,
    token_hash: hashToken(token),
    invited_by: caller.userId,
    created_at: now,
    expires_at: new Date(Date.parse(now) + validDays * 86_400_000).toISOString(),
  };
  // after the # so that it reaches no server's log
  const url = `${origin.baseUrl}/join#${token}`;
  const mailId = await withTenant(db, caller.orgId, async (scoped) => {
    await insertInvitation(scoped, invitation);
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'invitation.made',
      target: invitation.id,
      after: { email: toMaskedEmail(email), role, mailed: post.reaches(email) },
    });
    return mailLink(scoped, invitation.id, email, role, url, caller, post);
  });
  return {
    id: invitation.id,
    email: toShownEmail(email),
    role,
    expiresAt: invitation.expires_at,
    // a link that was mailed stays between the mail and its reader: using it shows that the address is theirs
    url: mailId === undefined ? url : null,
  };
}

export async function listInvitations(caller: Caller, { db, clock }: InvitationDeps) {
  const rows = await readTenant(db, caller.orgId, (scoped) => findOpenInvitations(scoped, clock.now()));
  return rows.map((row) => ({
    id: row.id,
    email: toShownEmail(row.email),
    role: isRole(row.role) ? row.role : ('viewer' as const),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    mail: row.mail_id === null ? null : { state: toMailState(row.mail_outcome), reason: row.mail_reason },
  }));
}

const mailStates = ['sent', 'refused', 'given_up'] as const;
const toMailState = (outcome: string | null) =>
  mailStates.find((state) => state === outcome) ?? ('waiting' as const);

export async function withdrawInvitation(
  caller: Caller,
  id: string,
  origin: Origin,
  { db, clock }: InvitationDeps,
) {
  await withTenant(db, caller.orgId, async (scoped) => {
    const revoked = await revokeInvitation(scoped, id, clock.now());
    if (!revoked) throw notFound('invitation');
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'invitation.withdrawn',
      target: id,
      before: { email: toMaskedEmail(revoked.email), role: revoked.role },
    });
  });
}

/** A new link with seven days of its own; the old one is worth nothing from here. */
export async function resendInvitation(
  caller: Caller,
  id: string,
  origin: Origin,
  { db, clock, post }: InvitationDeps,
) {
  const token = makeToken();
  const now = clock.now();
  const expiresAt = new Date(Date.parse(now) + validDays * 86_400_000).toISOString();
  return withTenant(db, caller.orgId, async (scoped) => {
    const renewed = await renewInvitation(scoped, id, hashToken(token), expiresAt);
    if (!renewed) throw notFound('invitation');
    const role = isRole(renewed.role) ? renewed.role : ('viewer' as const);
    assertMayGrant(caller, role);
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'invitation.resent',
      target: id,
      after: { email: toMaskedEmail(renewed.email), role, expiresAt },
    });
    const url = `${origin.baseUrl}/join#${token}`;
    const mailId = await mailLink(scoped, id, renewed.email, role, url, caller, post);
    return {
      id,
      email: toShownEmail(renewed.email),
      role,
      expiresAt,
      url: mailId === undefined ? url : null,
    };
  });
}

/** What the holder of a link is asked to join. */
export async function readInvitation(token: string, { store, clock }: InvitationDeps) {
  return runAuth(store, async (scoped) => {
    const found = await lockInvitation(scoped, hashToken(token), clock.now());
    if (!found) throw notFound('invitation');
    const account = await findAccountByEmail(scoped, found.email);
    return {
      organisation: found.org_name,
      email: toShownEmail(found.email),
      role: isRole(found.role) ? found.role : ('viewer' as const),
      expiresAt: found.expires_at,
      hasAccount: account !== undefined,
    };
  });
}

export interface AcceptInvitation {
  readonly token: string;
  readonly name?: string | undefined;
  readonly password?: string | undefined;
}

/** A new person gets an account; one who has an account must have signed in to it: a link is no password. */
export async function acceptInvitation(
  { token, name, password }: AcceptInvitation,
  caller: Caller | undefined,
  origin: Origin,
  { store, auth, clock }: InvitationDeps,
): Promise<{ readonly email: string }> {
  return runAuth(store, async (scoped) => {
    const now = clock.now();
    const invitation = await lockInvitation(scoped, hashToken(token), now);
    if (!invitation) throw notFound('invitation');
    const email = toShownEmail(invitation.email);
    const account = await findAccountByEmail(scoped, invitation.email);
    if (account && caller?.userId !== account.id)
      throw new ProblemError(
        409,
        'sign_in_to_join',
        `${email} has an account already: sign in to it, then open the link again.`,
      );
    let userId = account?.id;
    if (userId === undefined) {
      const missing = [
        ...(name ? [] : [{ pointer: '/name', message: 'needed' }]),
        ...(password ? [] : [{ pointer: '/password', message: 'needed' }]),
      ];
      if (!name || !password)
        throw new ProblemError(400, 'invalid_request', 'A name and a password are needed.', missing);
      assertStrongPassword(password, [email, name, invitation.org_name]);
      userId = await createAccount(scoped, auth, {
        email: invitation.email,
        name,
        password,
        mustChangePassword: false,
        emailVerified: invitation.mailed,
      });
    }
    const member = {
      id: makeId('member'),
      org_id: invitation.org_id,
      user_id: userId,
      role: invitation.role,
    };
    if (!(await insertMember(scoped, member)))
      throw new ProblemError(409, 'already_member', `${email} belongs to ${invitation.org_name} already.`);
    await markInvitationAccepted(scoped, invitation.id, now);
    await setTenant(scoped, invitation.org_id as OrgId);
    await appendAuditEvent(
      scoped,
      caller
        ? toActor(caller, origin)
        : {
            kind: 'anonymous',
            id: userId,
            userId,
            label: email,
            ipAddress: origin.ipAddress,
            correlationId: origin.correlationId,
          },
      {
        action: 'invitation.accepted',
        target: invitation.id,
        after: { memberId: member.id, role: member.role },
      },
    );
    return { email };
  });
}
