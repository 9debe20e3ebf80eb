import type { AuthReadable, AuthScoped } from './auth-connection.ts';
import { toStorableJson } from './storable.ts';

export interface SigningKeyRow {
  readonly id: string;
  readonly public_jwk: unknown;
  readonly sealed_private_jwk: string;
  readonly created_at: string;
  readonly signs_from: string;
  readonly verifies_until: string | null;
}

/** Keys that verify at `now`, the newest first. */
export const findSigningKeys = (scoped: AuthReadable, now: string): Promise<SigningKeyRow[]> =>
  scoped
    .selectFrom('auth.signing_keys')
    .selectAll()
    .where(({ or, eb }) => or([eb('verifies_until', 'is', null), eb('verifies_until', '>', now)]))
    .orderBy('signs_from', 'desc')
    .orderBy('id')
    .execute();

/** Two programs that start at once make one key between them: the second waits here, then finds the first's. */
export async function lockSigningKeys(scoped: AuthScoped): Promise<void> {
  await scoped
    .selectNoFrom(({ fn, val }) =>
      fn('pg_advisory_xact_lock', [fn('hashtext', [val('auth.signing_keys')])]).as('locked'),
    )
    .execute();
}

export const insertSigningKey = (scoped: AuthScoped, key: Omit<SigningKeyRow, 'verifies_until'>) =>
  scoped
    .insertInto('auth.signing_keys')
    .values({ ...key, public_jwk: toStorableJson(key.public_jwk) })
    .execute();

/** The keys but this one verify until then and no longer. */
export const retireSigningKeys = (scoped: AuthScoped, keepId: string, verifiesUntil: string) =>
  scoped
    .updateTable('auth.signing_keys')
    .set({ verifies_until: verifiesUntil })
    .where('id', '<>', keepId)
    .where(({ or, eb }) => or([eb('verifies_until', 'is', null), eb('verifies_until', '>', verifiesUntil)]))
    .execute();

export const deleteExpiredSigningKeys = (scoped: AuthScoped, now: string) =>
  scoped.deleteFrom('auth.signing_keys').where('verifies_until', '<=', now).execute();
