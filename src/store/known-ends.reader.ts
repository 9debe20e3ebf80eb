import type { Database } from './connection.ts';

/** What is stored of the state of these lots, by id. */
export async function findKnownEnds(db: Database, ids: readonly string[]) {
  const rows =
    ids.length === 0
      ? []
      : await db
          .selectFrom('listings')
          .select([
            'id',
            'observed_at',
            'status',
            'current_bid_cents',
            'bid_count',
            'bidder_count',
            'reserve_met',
            'buy_now_cents',
            'hammer_price_cents',
            'starts_at',
            'ends_at',
            'ends_at_precision',
          ])
          .where('id', 'in', ids)
          .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
