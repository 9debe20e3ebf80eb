import { sql, type Transaction } from 'kysely';
import type { AuthScoped } from './auth-connection.ts';
import type { DB } from './schema.gen.ts';

/** Every row that a secret of the installation seals, held until the transaction ends. */
export const lockSecondFactors = (scoped: AuthScoped) =>
  scoped
    .selectFrom('auth.two_factors')
    .select(['id', 'user_id', 'secret', 'backup_codes'])
    .orderBy('id')
    .forUpdate()
    .execute();

export const setSecondFactor = (
  scoped: AuthScoped,
  id: string,
  sealed: { readonly secret: string; readonly backup_codes: string },
) => scoped.updateTable('auth.two_factors').set(sealed).where('id', '=', id).execute();

export const lockSealedSigningKeys = (scoped: AuthScoped) =>
  scoped
    .selectFrom('auth.signing_keys')
    .select(['id', 'sealed_private_jwk as sealed'])
    .orderBy('id')
    .forUpdate()
    .execute();

export const setSealedSigningKey = (scoped: AuthScoped, id: string, sealed: string) =>
  scoped.updateTable('auth.signing_keys').set({ sealed_private_jwk: sealed }).where('id', '=', id).execute();

/** Mails that wait: what the others said is gone. */
export const lockSealedMails = (scoped: AuthScoped) =>
  scoped
    .selectFrom('auth.mails')
    .select(['id', 'sealed'])
    .where('sealed', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute();

export const setSealedMail = (scoped: AuthScoped, id: string, sealed: string) =>
  scoped.updateTable('auth.mails').set({ sealed }).where('id', '=', id).execute();

export const dropSigningKey = (scoped: AuthScoped, id: string) =>
  scoped.deleteFrom('auth.signing_keys').where('id', '=', id).execute();

/** Dealt with, as one that was never sent. */
export const dropSealedMail = (scoped: AuthScoped, id: string) =>
  scoped
    .updateTable('auth.mails')
    .set({ sealed: null, outcome: 'too_late', done_at: sql<string>`now()` })
    .where('id', '=', id)
    .execute();

export async function countSessions(scoped: AuthScoped): Promise<number> {
  const { count } = await scoped
    .selectFrom('auth.sessions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export const deleteAllSessions = (scoped: AuthScoped) => scoped.deleteFrom('auth.sessions').execute();

/** Of every dealership, as the owner of the tables. */
export const lockSealedWebhooks = (transaction: Transaction<DB>) =>
  transaction
    .selectFrom('alert_channels')
    .select(['id', 'sealed_secret as sealed'])
    .where('kind', '=', 'webhook')
    .orderBy('id')
    .forUpdate()
    .execute();

export const setSealedWebhook = (transaction: Transaction<DB>, id: string, sealed: string) =>
  transaction.updateTable('alert_channels').set({ sealed_secret: sealed }).where('id', '=', id).execute();

export const dropSealedWebhook = (transaction: Transaction<DB>, id: string) =>
  transaction.deleteFrom('alert_channels').where('id', '=', id).execute();
