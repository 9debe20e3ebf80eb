import { sql } from 'kysely';
import type { Readable } from './connection.ts';

export interface KeptLook {
  readonly listing_id: string;
  readonly ends_at: string;
  readonly observed_at: string;
  readonly max_bid_cents: number | null;
  readonly edge_cents: number | null;
  readonly close_p50_cents: number | null;
  readonly score: number | null;
}

/** The look that counts of each lot whose end was, or is expected, in one of these hours. */
export async function findLastLooks(
  scoped: Readable,
  hours: readonly string[],
): Promise<readonly KeptLook[]> {
  const { rows } = await sql<KeptLook>`
    select distinct on (k.ends_at, k.listing_id)
      k.listing_id, k.ends_at, k.observed_at, k.max_bid_cents, k.edge_cents, k.close_p50_cents, k.score
    from unnest(${hours}::timestamptz[]) as hour
      join last_looks k on k.ends_at >= hour and k.ends_at < hour + interval '1 hour'
    order by k.ends_at, k.listing_id, k.looked_at desc`.execute(scoped);
  return rows;
}

/** The line that counts of each hour from then on: its beginning, and the print of the lots that it counts. */
export async function findCountedHours(
  scoped: Readable,
  from: string,
): Promise<readonly { readonly ended_from: string; readonly print: number }[]> {
  const { rows } = await sql<{ ended_from: string; print: number }>`
    select distinct on (ended_from) ended_from, print from last_look_counts
    where ended_from >= ${from}::timestamptz order by ended_from, counted_at desc`.execute(scoped);
  return rows;
}

/** A lot as it stood when it was last seen before its end. */
export interface StateBeforeEnd {
  readonly id: string;
  readonly source: string;
  readonly facts: unknown;
  readonly starts_at: string | null;
  readonly buy_now_cents: number | null;
  readonly ends_at: string | null;
  readonly ends_at_precision: string | null;
  readonly observed_at: string;
  readonly status: string;
  readonly current_bid_cents: number | null;
  readonly bid_count: number | null;
  readonly bidder_count: number | null;
  readonly reserve_met: boolean | null;
  readonly hammer_price_cents: number | null;
}

/** For lots that have been seen since they ended; one that was never seen before its end is not in the answer. */
export async function findStatesBeforeEnd(
  scoped: Readable,
  lots: readonly { readonly id: string; readonly endsAt: string }[],
): Promise<readonly StateBeforeEnd[]> {
  const { rows } = await sql<StateBeforeEnd>`
    select l.id, l.source, l.facts, l.starts_at, l.buy_now_cents, coalesce(o.ends_at, l.ends_at) as ends_at,
      l.ends_at_precision, o.observed_at, o.status, o.current_bid_cents, o.bid_count, o.bidder_count, o.reserve_met,
      o.hammer_price_cents
    from unnest(${lots.map(({ id }) => id)}::text[], ${lots.map(({ endsAt }) => endsAt)}::timestamptz[]) as ended (id, at)
      join listings l on l.id = ended.id
      join lateral (select * from observations o where o.listing_id = l.id and o.observed_at < ended.at
        and o.status in ('active', 'scheduled') order by o.observed_at desc limit 1) o on true`.execute(
    scoped,
  );
  return rows;
}
