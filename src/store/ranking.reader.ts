import { sql } from 'kysely';
import type { Database, Scoped } from './connection.ts';

/** One lot as the ranking keeps it. */
export interface RankingRow {
  readonly id: string;
  readonly version: number;
  readonly is_sample: boolean;
  readonly kind: string;
  readonly status: string;
  readonly source: string;
  readonly make: string | null;
  readonly model: string | null;
  readonly state: string | null;
  readonly year: number | null;
  readonly odometer_miles: number | null;
  readonly current_bid_cents: number | null;
  readonly observed_at: string;
  readonly ends_at: string | null;
  readonly engine_version: string;
  readonly ranking: unknown;
}

/** Where a reader stands: what a transaction of this number or a later one wrote may not have been seen yet. */
export async function readMarketMark(db: Database): Promise<number> {
  const { rows } = await sql<{
    mark: number;
  }>`select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as mark`.execute(db);
  return rows[0]?.mark ?? 0;
}

/** How many open road vehicles there are, roughly as of now: for making room. */
export async function countRankable(db: Database): Promise<number> {
  const row = await db
    .selectFrom('listings')
    .select(sql<number>`count(*)`.as('count'))
    .where('kind', '=', 'road_vehicle')
    .where('status', 'in', ['active', 'scheduled'])
    .executeTakeFirstOrThrow();
  return row.count;
}

/**
 * Lots in id order: with `since`, all that were written from that mark on, whatever they have become; without, the
 * road vehicles whose auction is open.
 */
export function findRankingRows(
  db: Database,
  page: { readonly afterId: string; readonly limit: number; readonly since?: number },
): Promise<RankingRow[]> {
  const { afterId, limit, since } = page;
  return db
    .selectFrom('listings')
    .select([
      'id',
      'version',
      'is_sample',
      'kind',
      'status',
      'source',
      'make',
      'model',
      'state',
      'year',
      'odometer_miles',
      'current_bid_cents',
      'observed_at',
      'ends_at',
      'engine_version',
      'ranking',
    ])
    .where('id', '>', afterId)
    .$if(since !== undefined, (query) => query.where('changed_in', '>=', since ?? 0))
    .$if(since === undefined, (query) =>
      query.where('kind', '=', 'road_vehicle').where('status', 'in', ['active', 'scheduled']),
    )
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Ids of the road vehicles that a search by words finds. */
export async function findIdsByWords(scoped: Scoped, words: readonly string[], isSample: boolean) {
  const rows = await scoped
    .selectFrom('listings')
    .select('id')
    .where('kind', '=', 'road_vehicle')
    .where('is_sample', '=', isSample)
    .where(sql<boolean>`search @@ to_tsquery('simple', ${words.map((word) => `${word}:*`).join(' & ')})`)
    .execute();
  return rows.map((row) => row.id);
}
