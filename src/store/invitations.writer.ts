import type { AuthScoped } from './auth-connection.ts';
import type { Scoped } from './connection.ts';

export interface NewInvitation {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly token_hash: string;
  readonly invited_by: string;
  readonly created_at: string;
  readonly expires_at: string;
}

export const insertInvitation = (scoped: Scoped, invitation: NewInvitation) =>
  scoped
    .insertInto('invitations')
    .values({ ...invitation, org_id: scoped.orgId })
    .execute();

/** Answers the invitation that was taken back, or undefined when there is no open one of this id. */
export const revokeInvitation = (scoped: Scoped, id: string, now: string) =>
  scoped
    .updateTable('invitations')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .returning(['id', 'email', 'role'])
    .executeTakeFirst();

export const markInvitationAccepted = (scoped: AuthScoped, id: string, now: string) =>
  scoped.updateTable('invitations').set({ accepted_at: now }).where('id', '=', id).execute();

/** Gives an open or run-out invitation a new link; undefined when there is none of this id. */
export const renewInvitation = (scoped: Scoped, id: string, tokenHash: string, expiresAt: string) =>
  scoped
    .updateTable('invitations')
    .set({ token_hash: tokenHash, expires_at: expiresAt })
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .returning(['email', 'role'])
    .executeTakeFirst();

/**
 * Which mail takes the link, or none. One that is mailed went to the address alone, so that using it shows that the
 * address is theirs.
 */
export const setInvitationMail = (scoped: Scoped, id: string, mailId: string | undefined) =>
  scoped
    .updateTable('invitations')
    .set({ mailed: mailId !== undefined, mail_id: mailId ?? null, mail_outcome: null, mail_reason: null })
    .where('id', '=', id)
    .execute();

/** What became of a mail, noted with the open invitation that it was of, whose dealership is answered. */
export const noteInvitationMail = (
  scoped: AuthScoped,
  mailId: string,
  end: { readonly mail_outcome: 'sent' | 'refused' | 'given_up'; readonly mail_reason: string | null },
) =>
  scoped
    .updateTable('invitations')
    .set(end)
    .where('mail_id', '=', mailId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .returning(['id', 'org_id'])
    .executeTakeFirst();
