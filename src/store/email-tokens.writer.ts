import type { AuthScoped } from './auth-connection.ts';

export type EmailTokenPurpose = 'reset' | 'verify' | 'change' | 'sign_up';

export interface EmailTokenRow {
  readonly token_hash: string;
  readonly purpose: EmailTokenPurpose;
  readonly user_id: string | null;
  /** As stored: the address that the link was sent to. */
  readonly email: string;
  readonly created_at: string;
  readonly expires_at: string;
}

/** A new link of a purpose makes the earlier ones of the same person, or the same address, worth nothing. */
export async function replaceEmailToken(scoped: AuthScoped, token: EmailTokenRow): Promise<void> {
  let earlier = scoped.deleteFrom('auth.email_tokens').where('purpose', '=', token.purpose);
  earlier =
    token.user_id === null
      ? earlier.where('email', '=', token.email)
      : earlier.where('user_id', '=', token.user_id);
  await earlier.execute();
  await scoped.insertInto('auth.email_tokens').values(token).execute();
}

/** Takes a link's token: it is worth nothing from here on, also for a request that comes at the same moment. */
export const takeEmailToken = (
  scoped: AuthScoped,
  tokenHash: string,
  purposes: readonly EmailTokenPurpose[],
  now: string,
) =>
  scoped
    .deleteFrom('auth.email_tokens')
    .where('token_hash', '=', tokenHash)
    .where('purpose', 'in', [...purposes])
    .where('expires_at', '>', now)
    .returning(['purpose', 'user_id', 'email'])
    .executeTakeFirst();

/** What a link is for, without using it. */
export const findEmailToken = (
  scoped: AuthScoped,
  tokenHash: string,
  purpose: EmailTokenPurpose,
  now: string,
) =>
  scoped
    .selectFrom('auth.email_tokens')
    .select(['user_id', 'email', 'expires_at'])
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .executeTakeFirst();

/** Links that were sent to an address that is no longer the person's must not work. */
export const deleteEmailTokens = (scoped: AuthScoped, userId: string) =>
  scoped.deleteFrom('auth.email_tokens').where('user_id', '=', userId).execute();
