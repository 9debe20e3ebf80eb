import { sql } from 'kysely';
import type { Database } from '../../src/store/connection.ts';

/**
 * Live lots made from those of the sample: other ids, ZIPs, miles, bids and ends, the same cars. `many` in all; what
 * their rank depends on is copied with the place and the bid changed.
 */
export async function fillMarket(db: Database, many: number, zips: readonly string[]): Promise<void> {
  const chunk = 100_000;
  for (let from = 0; from < many; from += chunk) {
    const to = Math.min(many, from + chunk);
    await sql`
      with base as (select *, row_number() over (order by id) as nth, count(*) over () as many from listings where is_sample),
        copies as (select n, (${zips}::text[])[1 + (n * 7919::bigint) % ${zips.length}::int] as zip
          from generate_series(${from}::bigint, ${to - 1}::bigint) n)
      insert into listings (id, source, source_listing_id, first_observed_at, capture_id, kind, kind_confidence, kind_reasons,
        facts, provenance, url, title, year, make, model, trim, odometer_miles, title_brand, city, state, seller_name, observed_at,
        status, current_bid_cents, bid_count, ends_at, ends_at_precision, engine_version, wholesale_p10_cents,
        wholesale_p50_cents, wholesale_p90_cents, wholesale_confidence, retail_p50_cents, forecast_p10_cents,
        forecast_p50_cents, forecast_p90_cents, ranking)
      select 'lst_' || lpad(to_hex(n), 22, '0'), source, 'copy-' || n, now(), capture_id, kind, kind_confidence, kind_reasons,
        facts || jsonb_build_object('zip', zip), provenance, url, title, year, make, model, trim,
        greatest(1000, odometer_miles + (n % 977) * 10)::int, title_brand, city, state, seller_name, now(), 'active',
        coalesce(current_bid_cents, 50000) + (n % 401) * 100, bid_count, now() + make_interval(mins => (60 + n % 20000)::int), 'minute', engine_version,
        wholesale_p10_cents, wholesale_p50_cents, wholesale_p90_cents, wholesale_confidence, retail_p50_cents,
        forecast_p10_cents, forecast_p50_cents, forecast_p90_cents, ranking || jsonb_build_object('zip', zip)
        from copies join base on nth = 1 + n % many`.execute(db);
  }
  await sql`analyze listings`.execute(db);
}

/** Gives `many` lots another bid, as an ingest would: a later state under a later version. */
export async function changeBids(db: Database, many: number): Promise<void> {
  await sql`
    update listings set current_bid_cents = coalesce(current_bid_cents, 0) + 100, version = version + 1, observed_at = now(),
      changed_in = pg_current_xact_id()::text::bigint
      where id in (select id from listings tablesample system_rows(${many}))`.execute(db);
}
