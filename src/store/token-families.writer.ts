import type { AuthScoped } from './auth-connection.ts';

export interface NewTokenFamily {
  readonly id: string;
  readonly org_id: string;
  readonly user_id: string;
  readonly name: string;
  readonly role: string;
  readonly scopes: string[] | null;
  readonly audience: string;
  readonly created_at: string;
  readonly expires_at: string;
}

export const insertTokenFamily = (scoped: AuthScoped, family: NewTokenFamily) =>
  scoped.insertInto('token_families').values(family).execute();

export interface NewRefreshToken {
  readonly token_hash: string;
  readonly family_id: string;
  readonly created_at: string;
  readonly expires_at: string;
}

export const insertRefreshToken = (scoped: AuthScoped, token: NewRefreshToken) =>
  scoped.insertInto('auth.refresh_tokens').values(token).execute();

/** A refresh token, used or not, with its family, both held until the transaction ends. */
export const lockRefreshToken = (scoped: AuthScoped, tokenHash: string) =>
  scoped
    .selectFrom('auth.refresh_tokens as t')
    .innerJoin('token_families as f', 'f.id', 't.family_id')
    .innerJoin('auth.users as u', 'u.id', 'f.user_id')
    .select([
      't.family_id',
      't.used_at',
      't.expires_at',
      'f.org_id',
      'f.user_id',
      'f.name',
      'f.role',
      'f.scopes',
      'f.audience',
      'f.expires_at as family_expires_at',
      'f.revoked_at',
      'u.email',
    ])
    .where('t.token_hash', '=', tokenHash)
    .forUpdate(['t', 'f'])
    .executeTakeFirst();

export const markRefreshTokenUsed = (scoped: AuthScoped, tokenHash: string, now: string) =>
  scoped
    .updateTable('auth.refresh_tokens')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .execute();

export const touchTokenFamily = (scoped: AuthScoped, id: string, now: string) =>
  scoped.updateTable('token_families').set({ last_used_at: now }).where('id', '=', id).execute();

export type RevokedBecause = 'person' | 'replay' | 'password';

export const revokeTokenFamily = (scoped: AuthScoped, id: string, because: RevokedBecause, now: string) =>
  scoped
    .updateTable('token_families')
    .set({ revoked_at: now, revoked_because: because })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning(['id', 'name', 'user_id'])
    .executeTakeFirst();

/** Every family of the person, in every dealership; answers how many were live. */
export async function revokeTokenFamilies(
  scoped: AuthScoped,
  userId: string,
  because: RevokedBecause,
  now: string,
): Promise<number> {
  const { numUpdatedRows } = await scoped
    .updateTable('token_families')
    .set({ revoked_at: now, revoked_because: because })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Those of one person in one dealership that can still make access tokens. */
export const findTokenFamilies = (scoped: AuthScoped, userId: string, orgId: string, now: string) =>
  scoped
    .selectFrom('token_families')
    .select(['id', 'name', 'role', 'scopes', 'audience', 'created_at', 'expires_at', 'last_used_at'])
    .where('user_id', '=', userId)
    .where('org_id', '=', orgId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute();

/** Who an access token's subject is today, in the dealership that it names: undefined when they have left it. */
export const findTokenHolder = (scoped: AuthScoped, userId: string, orgId: string) =>
  scoped
    .selectFrom('members as m')
    .innerJoin('organisations as o', 'o.id', 'm.org_id')
    .innerJoin('auth.users as u', 'u.id', 'm.user_id')
    .select([
      'm.role',
      'o.name as org_name',
      'u.email',
      'u.name',
      'u.email_verified',
      'u.must_change_password',
    ])
    .where('m.user_id', '=', userId)
    .where('m.org_id', '=', orgId)
    .executeTakeFirst();
