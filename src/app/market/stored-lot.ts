import type { CarInput } from '../../core/appraisal.ts';
import { toSourceId } from '../../core/kernel/ids.ts';
import { toInstant } from '../../core/kernel/instant.ts';
import type { ListingFacts, LotState } from '../../core/listing/listing.ts';

interface StoredState {
  readonly status: string;
  readonly current_bid_cents: number | null;
  readonly bid_count: number | null;
  readonly bidder_count: number | null;
  readonly reserve_met: boolean | null;
  readonly buy_now_cents: number | null;
  readonly hammer_price_cents: number | null;
  readonly starts_at: string | null;
  readonly ends_at: string | null;
  readonly ends_at_precision: string | null;
}

/** Columns of a stored lot in the words of the stages; null means that the source did not say. */
export function toLotState(row: StoredState): LotState {
  const fields = {
    status: row.status,
    currentBidCents: row.current_bid_cents,
    bidCount: row.bid_count,
    bidderCount: row.bidder_count,
    reserveMet: row.reserve_met,
    buyNowCents: row.buy_now_cents,
    hammerPriceCents: row.hammer_price_cents,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    endsAtPrecision: row.ends_at_precision,
  };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null),
  ) as unknown as LotState;
}

interface StoredLot extends StoredState {
  readonly facts: unknown;
  readonly source: string;
  readonly observed_at: string;
}

/** The stored lot in the words of the stages: reading it again gives what the market ranks by. */
export const toCarInput = (lot: StoredLot): CarInput => ({
  facts: lot.facts as ListingFacts,
  state: toLotState(lot),
  source: toSourceId(lot.source),
  asOf: toInstant(lot.observed_at),
});
