import type { Instant } from '../../kernel/instant.ts';
import { toEpochMs } from '../../kernel/instant.ts';
import type { Cents } from '../../kernel/money.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { LotStatus } from '../../listing/listing.ts';
import type { PriceRejection } from './price-record.ts';

/** What is known of a lot that might become a comparable. */
export interface SaleCandidate {
  readonly status: LotStatus;
  readonly hammerPriceCents?: Cents;
  readonly soldAt?: Instant;
  readonly source: string;
}

export interface AcceptedSale {
  readonly hammerPriceCents: Cents;
  readonly soldAt: Instant;
  readonly source: string;
}

/** Below this a "price" is a token entry or a typing error: $250. */
export const leastPriceCents = 25_000;
/** Above this it is not a car that an independent dealer buys at auction: $300,000. */
export const greatestPriceCents = 30_000_000;

/** A comparable needs a confirmed sale, its final price, a date that has passed, and a source. Ended is not sold. */
export function acceptSale(candidate: SaleCandidate, readAt: Instant): Result<AcceptedSale, PriceRejection> {
  const { status, hammerPriceCents, soldAt, source } = candidate;
  if (status !== 'sold')
    return err({ code: 'not_sold', reason: `status is ${status}, not a confirmed sale` });
  if (hammerPriceCents === undefined) return err({ code: 'no_final_price', reason: 'no hammer price' });
  if (hammerPriceCents < leastPriceCents || hammerPriceCents > greatestPriceCents)
    return err({ code: 'absurd_price', reason: 'hammer price is outside $250 to $300,000' });
  if (soldAt === undefined) return err({ code: 'no_sale_date', reason: 'no date of sale' });
  if (toEpochMs(soldAt) > toEpochMs(readAt))
    return err({ code: 'future_date', reason: 'date of sale lies in the future' });
  if (source.trim() === '') return err({ code: 'no_source', reason: 'no source' });
  return ok({ hammerPriceCents, soldAt, source });
}
