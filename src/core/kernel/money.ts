import type { Branded } from './brand.ts';

/** US dollars in whole cents. Always an integer within ±Number.MAX_SAFE_INTEGER. */
export type Cents = Branded<number, 'Cents'>;

/** A pure share: 0.125 is 12.5 %. Never a dollar amount. */
export type Ratio = Branded<number, 'Ratio'>;

export const zeroCents = 0 as Cents;

/** Throws RangeError unless `amount` is a safe integer: a fraction of a cent is always a bug. */
export function toCents(amount: number): Cents {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of cents: ${amount}`);
  return (amount === 0 ? 0 : amount) as Cents;
}

/** Rounds half away from zero to the cent, as invoices do. */
export function roundToCents(amount: number): Cents {
  return toCents(Math.sign(amount) * Math.round(Math.abs(amount)));
}

export const dollarsToCents = (dollars: number): Cents => roundToCents(dollars * 100);

/** Throws RangeError outside −1…1 000 %: a rate in a dollar field (or the reverse) stops here. */
export function toRatio(share: number): Ratio {
  if (!(share >= -1 && share <= 10)) throw new RangeError(`not a share: ${share}`);
  return share as Ratio;
}

export const sumCents = (amounts: readonly Cents[]): Cents =>
  toCents(amounts.reduce<number>((total, amount) => total + amount, 0));

/** `amount × share`, rounded half away from zero to the cent. */
export function shareOf(amount: Cents, share: Ratio): Cents {
  // toFixed(6) first: 1.005 × 100 is 100.49999… in binary, and an invoice says 1.01
  return roundToCents(Number((amount * share).toFixed(6)));
}

/** `$1,234.56`, or `-$1,234.56`. */
export function formatCents(amount: Cents): string {
  const absolute = Math.abs(amount);
  const dollars = Math.floor(absolute / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0 ? '-' : ''}$${dollars}.${(absolute % 100).toString().padStart(2, '0')}`;
}
