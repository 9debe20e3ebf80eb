import { sql, type Transaction } from 'kysely';
import type { Database } from './connection.ts';
import type { DB } from './schema.gen.ts';

/** Of the secret that seals what lies in the database; undefined before the first start. */
export async function findFingerprint(db: Database | Transaction<DB>): Promise<string | undefined> {
  return (await db.selectFrom('secret_in_use').select('fingerprint').executeTakeFirst())?.fingerprint;
}

export async function setFingerprint(db: Database | Transaction<DB>, fingerprint: string): Promise<void> {
  await db
    .insertInto('secret_in_use')
    .values({ fingerprint })
    .onConflict((conflict) =>
      conflict
        .column('is_only')
        .doUpdateSet({ fingerprint, since: sql<string>`now()` })
        .where('secret_in_use.fingerprint', '<>', fingerprint),
    )
    .execute();
}

/** Whether anybody has an account: then a secret has been used, also before fingerprints were kept. */
export async function hasPeople(db: Database): Promise<boolean> {
  return (await db.selectFrom('auth.users').select('id').limit(1).executeTakeFirst()) !== undefined;
}
