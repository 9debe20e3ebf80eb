import { type Instant, toEpochMs } from '../../kernel/instant.ts';
import { type Cents, dollarsToCents, formatCents } from '../../kernel/money.ts';
import type { BuyerProfile } from '../cost.ts';

/** How long cars were held that the installation knows both days of: bought, and sold wholesale. */
export interface HeldDays {
  readonly count: number;
  readonly meanDays: number;
  /** The newest of those sales: an appraisal of an earlier day must not know them. */
  readonly learnedUntil: Instant;
}

export interface DaysToSell {
  /** Days from paying for the car to being paid for it, ≥ 1; not rounded. */
  readonly days: number;
  readonly basis: string;
}

/** Assumption: transport, the title's arrival, and the next weekly dealer sale. No published figure was found. */
export const wholesaleDays = 21;
/** Cars held that weigh as much as the assumption. */
const priorWeight = 20;

/**
 * Days' supply of used cars on dealers' lots at the start of January 2026: 38 below $15,000, and 49 over all, which
 * were listed at $26,043 on average. Between the two prices, a straight line, so that a dollar of value never costs a
 * day; beyond them nothing is published and the ends are taken. Neither segment nor age is in it: no such figures were
 * found for the United States.
 */
export const retailDays = {
  low: { cents: dollarsToCents(15_000), days: 38 },
  high: { cents: dollarsToCents(26_043), days: 49 },
  citation: 'Cox Automotive, used-vehicle inventory at the start of January 2026',
} as const;

/** Retail days by the price that the car will be offered at; an unknown price takes as long as any. */
export function retailDaysAt(retailCents: number | undefined): number {
  const { low, high } = retailDays;
  if (retailCents === undefined || !(retailCents < high.cents)) return high.days;
  const share = Math.max(0, (retailCents - low.cents) / (high.cents - low.cents));
  return low.days + share * (high.days - low.days);
}

/** What was held is drawn toward the assumption, which weighs as much as `priorWeight` cars; at least a day. */
export const wholesaleDaysFrom = ({ count, meanDays }: Pick<HeldDays, 'count' | 'meanDays'>): number =>
  Math.max(
    1,
    Math.round((10 * (count * meanDays + priorWeight * wholesaleDays)) / (count + priorWeight)) / 10,
  );

/** The buyer's own figure; else what own sales have shown (wholesale) or what is published by price (retail). */
export function forecastDaysToSell(
  { asOf, retailP50Cents }: { readonly asOf: Instant; readonly retailP50Cents?: Cents },
  profile: BuyerProfile,
  held?: HeldDays,
): DaysToSell {
  const own = profile.daysToSell;
  if (own !== undefined) return { days: own, basis: 'your own figure (profile.daysToSell)' };
  if (profile.exit === 'retail')
    return {
      days: retailDaysAt(retailP50Cents),
      basis: `days' supply by price, ${retailP50Cents === undefined ? 'price unknown' : `here ${formatCents(retailP50Cents)}`}; ${retailDays.citation}; set profile.daysToSell`,
    };
  if (held && isKnown(held, toEpochMs(asOf)))
    return {
      days: wholesaleDaysFrom(held),
      basis: `${held.count} own sales with both days, ${held.meanDays.toFixed(1)} on average, drawn toward an assumption of ${wholesaleDays}; set profile.daysToSell`,
    };
  return { days: wholesaleDays, basis: 'assumption of three weeks; set profile.daysToSell' };
}

/** Whether an appraisal of that moment may know them. */
export const isKnown = (held: HeldDays, asOfMs: number): boolean => toEpochMs(held.learnedUntil) <= asOfMs;

/** "38 days", "42.3 days". */
export const formatDays = (days: number): string => `${Number.isInteger(days) ? days : days.toFixed(1)} days`;
