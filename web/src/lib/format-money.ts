import { formatCents, toCents } from '../../../src/core/kernel/money.ts';

/** `$1,234.56`: to the cent, for anything that people add up or pay. */
export const formatExact = (amountCents: number): string => formatCents(toCents(amountCents));

const withoutCents = (wholeDollars: number): string => formatExact(wholeDollars * 100).slice(0, -3);

/** `$1,235`: to the nearest dollar, for estimates in a list. */
export const formatDollars = (amountCents: number): string =>
  withoutCents(Math.sign(amountCents) * Math.round(Math.abs(amountCents) / 100) || 0);

/** `$1,234`: down to the dollar, for a ceiling such as a max bid, which must never read higher than it is. */
export const formatCeiling = (amountCents: number): string => withoutCents(Math.floor(amountCents / 100));

/** `+$1,235` or `-$1,235`; `$0` without a sign. */
export const formatDelta = (amountCents: number): string =>
  `${amountCents >= 50 ? '+' : ''}${formatDollars(amountCents)}`;

/** `$8.2k` or `$950`: for the labels of an axis, where space is short. */
export function formatShort(amountCents: number): string {
  const dollars = amountCents / 100;
  if (Math.abs(dollars) < 1000) return formatDollars(amountCents);
  const thousands = dollars / 1000;
  return `$${Number.isInteger(thousands) ? thousands : thousands.toFixed(1)}k`;
}

/** `71%`; the ends say "under 1%" and "over 99%", since a forecast is never certain. */
export function formatShare(share: number): string {
  const percent = Math.round(share * 100);
  if (share > 0 && percent < 1) return '<1%';
  if (share < 1 && percent > 99) return '>99%';
  return `${percent}%`;
}
