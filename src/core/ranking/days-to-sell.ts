import {
  forecastDaysToSell,
  type HeldDays,
  isKnown,
  retailDays,
  retailDaysAt,
  wholesaleDays,
  wholesaleDaysFrom,
} from '../costing/carrying/days-to-sell.ts';
import type { BuyerProfile } from '../costing/cost.ts';
import { toInstant } from '../kernel/instant.ts';
import type { MarketColumns } from './market-columns.ts';

/** `forecastDaysToSell` for every lot of the market. */
export interface MarketDays {
  readonly at: (row: number) => number;
  /** No lot takes less, nor more. */
  readonly least: number;
  readonly most: number;
}

export function prepareDays(
  profile: BuyerProfile,
  held: HeldDays | undefined,
  { columns }: MarketColumns,
): MarketDays {
  const constant = (days: number): MarketDays => ({ at: () => days, least: days, most: days });
  if (profile.daysToSell !== undefined)
    return constant(forecastDaysToSell({ asOf: toInstant(0) }, profile).days);
  if (profile.exit === 'retail') {
    const { retailP50 } = columns;
    const at = (row: number): number => retailDaysAt(retailP50[row]);
    return { at, least: retailDays.low.days, most: retailDays.high.days };
  }
  if (!held) return constant(wholesaleDays);
  const learned = wholesaleDaysFrom(held);
  const { asOfMs } = columns;
  return {
    at: (row) => (isKnown(held, asOfMs[row] ?? 0) ? learned : wholesaleDays),
    least: Math.min(learned, wholesaleDays),
    most: Math.max(learned, wholesaleDays),
  };
}
