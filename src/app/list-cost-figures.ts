import type { CostFigureList } from '../contracts/buyer-profile.ts';
import { retailDays, wholesaleDays } from '../core/costing/carrying/days-to-sell.ts';
import { costFigureKeys, costFigures } from '../core/costing/cost-figures.ts';
import { defaultCosts, defaultSellingCents } from '../core/costing/default-profile.ts';

type Figure = CostFigureList['figures'][number];

const mostCents = 10_000_000;
const cents = (key: string, group: Figure['group'], label: string, standard: number | null): Figure => ({
  key,
  in: 'profile',
  group,
  label,
  unit: 'cents',
  standard,
  most: mostCents,
});
const share = (key: string, group: Figure['group'], label: string, standard: number | null): Figure => ({
  ...cents(key, group, label, standard),
  unit: 'share',
  most: 1,
});

/** Settings of the profile that are figures; null where leaving them out means an estimate for each car. */
const named: readonly Figure[] = [
  {
    ...cents(
      'daysToSell',
      'selling',
      `days from paying to being paid (${wholesaleDays} wholesale, or as your own sales show; ${retailDays.low.days} to ${retailDays.high.days} retail, by price)`,
      null,
    ),
    unit: 'days',
    most: 3_650,
  },
  share('floorplanApr', 'selling', 'floorplan interest a year; in place of the daily figure', null),
  cents(
    'floorplanCentsPerDay',
    'selling',
    'floorplan a day; 0 if you pay with your own money',
    defaultCosts.floorplanCentsPerDay,
  ),
  cents(
    'sellingCents',
    'selling',
    `selling it (${defaultSellingCents.wholesale / 100} dollars wholesale, ${defaultSellingCents.retail / 100} retail)`,
    null,
  ),
  share('lemonProbability', 'selling', "chance of a bad buy; in place of each car's own", null),
  cents('lemonLossCents', 'selling', 'what a bad buy costs', defaultCosts.lemonLossCents),
  share('salesTaxRatio', 'title', 'sales tax where no certificate counts, local taxes included', null),
  cents('titleWorkCents', 'title', 'title transfer and documents', defaultCosts.titleWorkCents),
  cents(
    'outOfStateTitleCents',
    'title',
    'more, for a car from another state',
    defaultCosts.outOfStateTitleCents,
  ),
  cents('reconCents', 'whole', 'reconditioning of every car', null),
  cents('transportCents', 'whole', 'transport of every car', null),
  cents('salvageDiscountCents', 'discounts', 'branded title', defaultCosts.salvageDiscountCents),
  cents('rustBeltDiscountCents', 'discounts', 'rust-belt car', defaultCosts.rustBeltDiscountCents),
  cents(
    'odometerUnknownDiscountCents',
    'discounts',
    'odometer unknown or not actual',
    defaultCosts.odometerUnknownDiscountCents,
  ),
  cents('policeDiscountCents', 'discounts', 'police car', defaultCosts.policeDiscountCents),
];

/** Every figure that a dealership may replace by its own, in the order in which a form shows them. */
export const listCostFigures = (): CostFigureList => ({
  figures: [
    ...named,
    ...costFigureKeys.map((key) => ({ key, in: 'costFigures' as const, ...costFigures[key] })),
  ],
});
