import { type Selectable, sql } from 'kysely';
import type { Database } from './connection.ts';
import type { DB } from './schema.gen.ts';

export type StoredSale = Selectable<DB['sales']>;

/** The newest confirmed sales that the installation was given, at most `limit`, newest first. */
export async function readOwnSales(db: Database, limit: number): Promise<readonly StoredSale[]> {
  return db.selectFrom('sales').selectAll().orderBy('sold_at', 'desc').orderBy('id').limit(limit).execute();
}

/** Over own sales with both days: how many, the days between on average, and the newest sale; longer than a year is left out. */
export async function readHeldDays(
  db: Database,
): Promise<{ readonly count: number; readonly meanDays: number; readonly newestAt: string } | undefined> {
  const { rows } = await sql<{ count: number; meanDays: number | null; newestAt: string | null }>`
    select count(*)::integer as count, avg(extract(epoch from sold_at - bought_at) / 86400)::float8 as "meanDays",
      max(sold_at) as "newestAt"
      from sales where bought_at > sold_at - interval '1 year'`.execute(db);
  const [row] = rows;
  return row && row.meanDays !== null && row.newestAt !== null
    ? { count: row.count, meanDays: row.meanDays, newestAt: row.newestAt }
    : undefined;
}
