import { sql } from 'kysely';
import type { Readable } from './connection.ts';

const summaryColumns = [
  'l.id',
  'l.version',
  'l.title',
  'l.kind',
  'l.kind_reasons',
  'l.year',
  'l.make',
  'l.model',
  'l.trim',
  'l.odometer_miles',
  'l.title_brand',
  'l.city',
  'l.state',
  'l.source',
  'l.url',
  'l.photo_url',
  'l.status',
  'l.current_bid_cents',
  'l.bid_count',
  'l.ends_at',
  'l.ends_at_precision',
  'l.observed_at',
  'l.is_sample',
  'l.wholesale_p10_cents',
  'l.wholesale_p50_cents',
  'l.wholesale_p90_cents',
  'l.wholesale_confidence',
  'l.retail_p50_cents',
  'l.forecast_p50_cents',
  'l.engine_version',
  // what reading the car anew needs
  'l.facts',
  'l.bidder_count',
  'l.reserve_met',
  'l.buy_now_cents',
  'l.hammer_price_cents',
  'l.starts_at',
] as const;

const selectLots = (scoped: Readable) => scoped.selectFrom('listings as l').select(summaryColumns);

/** A lot as the list shows it, with what reading its car needs. */
export type StoredDeal = Awaited<ReturnType<ReturnType<typeof selectLots>['executeTakeFirstOrThrow']>>;

/** These lots, in no particular order; those that the dealership may not see are not among them. */
export const findDeals = (scoped: Readable, ids: readonly string[]): Promise<StoredDeal[]> =>
  selectLots(scoped).where(sql<boolean>`l.id = any(${ids}::text[])`).execute();

/** Everything stored about one lot, or undefined. */
export async function findDeal(scoped: Readable, id: string) {
  const row = await selectLots(scoped)
    .innerJoin('captures as c', 'c.id', 'l.capture_id')
    .select([
      'l.provenance',
      'l.capture_id',
      'l.capture_line',
      'l.kind_confidence',
      'l.vehicle_key',
      'c.sha256',
      'c.url as capture_url',
      'c.observed_at as capture_observed_at',
    ])
    .where('l.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const observations = await scoped
    .selectFrom('observations')
    .select(['observed_at', 'status', 'current_bid_cents', 'bid_count', 'ends_at'])
    .where('listing_id', '=', id)
    .orderBy('observed_at', 'desc')
    .limit(200)
    .execute();
  return { ...row, observations };
}
export type DealRecord = NonNullable<Awaited<ReturnType<typeof findDeal>>>;
