import type { AuthScoped } from './auth-connection.ts';
import type { Readable } from './connection.ts';

/** Those that can still be accepted. */
export const findOpenInvitations = (scoped: Readable, now: string) =>
  scoped
    .selectFrom('invitations')
    .select(['id', 'email', 'role', 'created_at', 'expires_at', 'mail_id', 'mail_outcome', 'mail_reason'])
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute();

/** The invitation behind a link, locked until the transaction ends so that it is accepted once. */
export const lockInvitation = (scoped: AuthScoped, tokenHash: string, now: string) =>
  scoped
    .selectFrom('invitations as i')
    .innerJoin('organisations as o', 'o.id', 'i.org_id')
    .select(['i.id', 'i.org_id', 'i.email', 'i.role', 'i.expires_at', 'i.mailed', 'o.name as org_name'])
    .where('i.token_hash', '=', tokenHash)
    .where('i.accepted_at', 'is', null)
    .where('i.revoked_at', 'is', null)
    .where('i.expires_at', '>', now)
    .forUpdate('i')
    .executeTakeFirst();
