import type { Selectable } from 'kysely';
import type { Database } from './connection.ts';
import type { DB } from './schema.gen.ts';

export type StoredSale = Selectable<DB['sales']>;

/** The newest confirmed sales that the installation was given, at most `limit`, newest first. */
export async function readOwnSales(db: Database, limit: number): Promise<readonly StoredSale[]> {
  return db.selectFrom('sales').selectAll().orderBy('sold_at', 'desc').orderBy('id').limit(limit).execute();
}
