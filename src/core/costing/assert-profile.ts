import type { BuyerProfile } from './cost.ts';
import { type CostFigureKey, costFigures } from './cost-figures.ts';

const centsFields = [
  'holdingCentsPerDay',
  'floorplanCentsPerDay',
  'reconCents',
  'lemonLossCents',
  'transportCents',
  'titleWorkCents',
  'outOfStateTitleCents',
  'sellingCents',
  'salvageDiscountCents',
  'rustBeltDiscountCents',
  'odometerUnknownDiscountCents',
  'policeDiscountCents',
] as const satisfies readonly (keyof BuyerProfile)[];
const shareFields = [
  'floorplanApr',
  'lemonProbability',
  'salesTaxRatio',
] as const satisfies readonly (keyof BuyerProfile)[];

/** Throws RangeError for a profile that no buyer can have: a negative cost would make bidding more look cheaper. */
export function assertProfile(profile: BuyerProfile): void {
  for (const field of centsFields) {
    const cents = profile[field];
    if (cents !== undefined && !(Number.isSafeInteger(cents) && cents >= 0))
      throw new RangeError(`profile.${field}: not an amount of whole cents: ${cents}`);
  }
  for (const field of shareFields) {
    const share = profile[field];
    if (share !== undefined && !(share >= 0 && share <= 1))
      throw new RangeError(`profile.${field}: not a share between 0 and 1: ${share}`);
  }
  if (!Number.isSafeInteger(profile.targetMarginCents))
    throw new RangeError(`profile.targetMarginCents: not whole cents: ${profile.targetMarginCents}`);
  for (const [key, value] of Object.entries(profile.costFigures ?? {}))
    if (!(value >= 0 && value <= (costFigures[key as CostFigureKey]?.most ?? -1)))
      throw new RangeError(`profile.costFigures.${key}: not a figure that can be set so: ${value}`);
  const days = profile.daysToSell;
  if (days !== undefined && !(days >= 1 && days <= 3_650))
    throw new RangeError(`profile.daysToSell: not 1…3650 days: ${days}`);
}
