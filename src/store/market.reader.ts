import { sql } from 'kysely';
import type { Database } from './connection.ts';

const columns = [
  'id',
  'version',
  'changed_in',
  'is_sample',
  'kind',
  'status',
  'source',
  'title',
  'year',
  'make',
  'model',
  'trim',
  'vehicle_key',
  'city',
  'state',
  'seller_name',
  'odometer_miles',
  'current_bid_cents',
  'observed_at',
  'ends_at',
  'engine_version',
  'ranking',
] as const;

/** Where a reader stands: what a transaction of this number or a later one wrote may not have been seen yet. */
export interface ChangeMark {
  readonly mark: number;
  /** What changed beside lots from the mark before on: `engine`, `settings <dealership>`. */
  readonly topics: readonly { readonly topic: string; readonly changedIn: number }[];
}

/** One statement, however often it is asked: where we stand, and what has changed beside lots. */
export async function readChangeMark(db: Database, since: number | undefined): Promise<ChangeMark> {
  const { rows } = await sql<ChangeMark>`
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as mark,
      coalesce((select json_agg(json_build_object('topic', topic, 'changedIn', changed_in)) from change_marks
        where changed_in >= ${since ?? 0}::bigint), '[]') as topics`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the database answered nothing');
  return row;
}

/** The name that the database was given when it was made, and where it stands. */
export async function readDatabaseState(
  db: Database,
): Promise<{ readonly id: string; readonly mark: number }> {
  const { rows } = await sql<{ id: string; mark: number }>`
    select topic as id, pg_snapshot_xmin(pg_current_snapshot())::text::bigint as mark
      from change_marks where topic like 'database %'`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the database has no name');
  return row;
}

/** How many lots there are, roughly: for making room. */
export async function countLots(db: Database): Promise<number> {
  const row = await db
    .selectFrom('listings')
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

const selectMarketRows = (db: Database) => db.selectFrom('listings').select(columns);

/** One lot as the market in memory takes it in. */
export type MarketRow = Awaited<ReturnType<ReturnType<typeof selectMarketRows>['executeTakeFirstOrThrow']>>;

/** All lots, in id order, a page at a time. */
export const findMarketPage = (db: Database, afterId: string, limit: number): Promise<MarketRow[]> =>
  selectMarketRows(db).where('id', '>', afterId).orderBy('id').limit(limit).execute();

export const findMarketRows = (db: Database, ids: readonly string[]): Promise<MarketRow[]> =>
  selectMarketRows(db).where(sql<boolean>`id = any(${ids}::text[])`).execute();

/** Which lots were written from a mark on, in id order; few bytes, for most of them may be known already. */
export const findChangedLots = (
  db: Database,
  page: { readonly since: number; readonly afterId: string; readonly limit: number },
): Promise<{ readonly id: string; readonly version: number }[]> =>
  db
    .selectFrom('listings')
    .select(['id', 'version'])
    .where('changed_in', '>=', page.since)
    .where('id', '>', page.afterId)
    .orderBy('id')
    .limit(page.limit)
    .execute();
