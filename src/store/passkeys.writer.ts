import type { AuthScoped } from './auth-connection.ts';

export interface NewPasskey {
  readonly id: string;
  readonly user_id: string;
  readonly name: string;
  readonly credential_id: string;
  readonly public_key: Buffer;
  readonly counter: number;
  readonly transports: string[];
  readonly is_backed_up: boolean;
  readonly created_at: string;
}

/** False when the authenticator is registered already, for whomever. */
export async function insertPasskey(scoped: AuthScoped, passkey: NewPasskey): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await scoped
    .insertInto('auth.passkeys')
    .values(passkey)
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export const findPasskeys = (scoped: AuthScoped, userId: string) =>
  scoped
    .selectFrom('auth.passkeys')
    .select(['id', 'name', 'credential_id', 'transports', 'is_backed_up', 'created_at', 'last_used_at'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute();

/** Held until the transaction ends, so that two sign-ins with one counter cannot both pass. */
export const lockPasskey = (scoped: AuthScoped, credentialId: string) =>
  scoped
    .selectFrom('auth.passkeys as p')
    .innerJoin('auth.users as u', 'u.id', 'p.user_id')
    .select([
      'p.id',
      'p.name',
      'p.user_id',
      'p.credential_id',
      'p.public_key',
      'p.counter',
      'p.transports',
      'u.email',
    ])
    .where('p.credential_id', '=', credentialId)
    .forUpdate('p')
    .executeTakeFirst();

export const markPasskeyUsed = (scoped: AuthScoped, id: string, counter: number, now: string) =>
  scoped.updateTable('auth.passkeys').set({ counter, last_used_at: now }).where('id', '=', id).execute();

/** Answers the name it had, or undefined when the person has none of this id. */
export const deletePasskey = (scoped: AuthScoped, userId: string, id: string) =>
  scoped
    .deleteFrom('auth.passkeys')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returning('name')
    .executeTakeFirst();

export async function renamePasskey(
  scoped: AuthScoped,
  userId: string,
  id: string,
  name: string,
): Promise<boolean> {
  const { numUpdatedRows } = await scoped
    .updateTable('auth.passkeys')
    .set({ name })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
