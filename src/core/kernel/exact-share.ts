import { type Cents, type Ratio, shareOf } from './money.ts';

/** Bids and prices are accepted up to this: $50 million. Beyond it, shares would no longer be exact. */
export const greatestAmountCents = 5_000_000_000;

/**
 * `shareOf` for one fixed ratio, made fast: integer arithmetic for ratios of at most six decimals up to 1
 * (so the product stays under 2⁵³), `shareOf` itself for any other. For amounts 0…{@link greatestAmountCents}.
 */
export function exactShare(ratio: Ratio): (amountCents: number) => number {
  const millionths = Math.round(ratio * 1e6);
  if (ratio < 0 || ratio > 1 || Math.abs(ratio * 1e6 - millionths) > 1e-6)
    return (amount) => shareOf(amount as Cents, ratio);
  return (amount) => Math.floor((amount * millionths + 500_000) / 1e6);
}

/**
 * `shareOf` of one fixed amount by any share of 0 to 1, without its text for all but the amounts that lie on the edge
 * of a cent.
 */
export function sharesOf(amountCents: Cents): (share: number) => number {
  return (share) => {
    const exact = amountCents * share;
    const whole = Math.floor(exact);
    const rest = exact - whole;
    if (Math.abs(rest - 0.5) < 1e-5) return shareOf(amountCents, share as Ratio);
    return rest > 0.5 ? whole + 1 : whole;
  };
}
