import type { AuthReadable, AuthScoped } from './auth-connection.ts';

export const rememberRecoveryCode = (scoped: AuthScoped, userId: string, codeHash: string, now: string) =>
  scoped
    .insertInto('auth.used_recovery_codes')
    .values({ user_id: userId, code_hash: codeHash, used_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

export async function wasRecoveryCodeUsed(
  scoped: AuthScoped,
  userId: string,
  codeHash: string,
): Promise<boolean> {
  const row = await scoped
    .selectFrom('auth.used_recovery_codes')
    .select('used_at')
    .where('user_id', '=', userId)
    .where('code_hash', '=', codeHash)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whose second step a browser is at, by the value of its cookie; undefined when there is none or its time is over. */
export const findChallenged = (scoped: AuthReadable, identifier: string, now: string) =>
  scoped
    .selectFrom('auth.verifications as v')
    .innerJoin('auth.users as u', 'u.id', 'v.value')
    .select(['u.id', 'u.email'])
    .where('v.identifier', '=', identifier)
    .where('v.expires_at', '>', now)
    .executeTakeFirst();

export const rememberDroppedToken = (scoped: AuthScoped, tokenHash: string, userId: string, now: string) =>
  scoped
    .insertInto('auth.dropped_tokens')
    .values({ token_hash: tokenHash, user_id: userId, dropped_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

/** Whose token it was, if it was dropped before `before` and nobody was told yet; from here on somebody was. */
export async function claimDroppedToken(
  scoped: AuthScoped,
  tokenHash: string,
  before: string,
  now: string,
): Promise<{ readonly id: string; readonly email: string } | undefined> {
  const row = await scoped
    .updateTable('auth.dropped_tokens')
    .set({ told_at: now })
    .where('token_hash', '=', tokenHash)
    .where('told_at', 'is', null)
    .where('dropped_at', '<', before)
    .returning('user_id')
    .executeTakeFirst();
  return (
    row &&
    scoped.selectFrom('auth.users').select(['id', 'email']).where('id', '=', row.user_id).executeTakeFirst()
  );
}
