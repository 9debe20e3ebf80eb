import {
  forecastDaysToSell,
  type HeldDays,
  isKnown,
  retailDays,
  retailDaysAt,
  wholesaleDays,
  wholesaleDaysFrom,
} from '../../costing/carrying/days-to-sell.ts';
import type { BuyerProfile } from '../../costing/cost.ts';
import { toInstant } from '../../kernel/instant.ts';

/** `forecastDaysToSell` for any lot of the market. */
export interface MarketDays {
  /** By the retail value in cents (NaN for none) and the appraisal's moment. */
  readonly of: (retailCents: number, asOfMs: number) => number;
  /** No lot takes less, nor more. */
  readonly least: number;
  readonly most: number;
}

export function prepareDays(profile: BuyerProfile, held: HeldDays | undefined): MarketDays {
  const constant = (days: number): MarketDays => ({ of: () => days, least: days, most: days });
  if (profile.daysToSell !== undefined)
    return constant(forecastDaysToSell({ asOf: toInstant(0) }, profile).days);
  if (profile.exit === 'retail')
    return { of: retailDaysAt, least: retailDays.low.days, most: retailDays.high.days };
  if (!held) return constant(wholesaleDays);
  const learned = wholesaleDaysFrom(held);
  return {
    of: (_retailCents, asOfMs) => (isKnown(held, asOfMs) ? learned : wholesaleDays),
    least: Math.min(learned, wholesaleDays),
    most: Math.max(learned, wholesaleDays),
  };
}
