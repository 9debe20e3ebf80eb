import type { Cents } from '../../kernel/money.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { greatestPriceCents } from './accept-sale.ts';
import type { PriceRejection } from './price-record.ts';

/** Asking prices under $500 are down payments, jokes and "call me": not what a car costs. */
export const leastAskingCents = 50_000;

export function acceptAskingPrice(cents: Cents | undefined): Result<Cents, PriceRejection> {
  if (cents === undefined) return err({ code: 'no_price', reason: 'no asking price' });
  if (cents < leastAskingCents || cents > greatestPriceCents)
    return err({ code: 'absurd_price', reason: 'asking price is outside $500 to $300,000' });
  return ok(cents);
}
