import { exactShare, sharesOf } from '../../kernel/exact-share.ts';
import { type Cents, formatCents, roundToCents, toCents, toRatio } from '../../kernel/money.ts';
import type { BuyerProfile, CostLine, CostSubject } from '../cost.ts';
import { figureOf } from '../cost-figures.ts';
import { defaultCosts, defaultSellingCents } from '../default-profile.ts';
import { formatRatio } from '../fees/apply-fee-rule.ts';
import { titleBrandOf } from '../stated.ts';
import { type DaysToSell, formatDays } from './days-to-sell.ts';

/** The reserve in cents for a car with this chance of being a lemon; undefined: no chance of its own is known. */
export function lemonCentsFunction(profile: BuyerProfile): (chance: number | undefined) => number {
  const { lemonProbability: own } = profile;
  const share = sharesOf(profile.lemonLossCents ?? defaultCosts.lemonLossCents);
  if (own !== undefined) {
    const cents = share(own);
    return () => cents;
  }
  return (chance) => share(chance ?? defaultCosts.lemonProbability);
}

/** What a lemon costs, times the chance of one. */
export function lemonReserve(
  { lemonProbability: estimated }: Pick<CostSubject, 'lemonProbability'>,
  profile: BuyerProfile,
): CostLine {
  const { lemonProbability: own } = profile;
  const probability = own ?? estimated ?? defaultCosts.lemonProbability;
  const loss = profile.lemonLossCents ?? defaultCosts.lemonLossCents;
  const origin =
    own !== undefined
      ? 'your own figure for every car'
      : estimated !== undefined
        ? 'estimated for this car'
        : 'base rate of 72,983 auction purchases, 2009–2010';
  return {
    kind: 'lemon_reserve',
    amountCents: toCents(lemonCentsFunction(profile)(estimated)),
    basis: `${formatRatio(probability)} chance of a bad buy (${origin}) × ${formatCents(loss)} that one is assumed to cost`,
  };
}

/** Title work; more for a car from another state, or one that comes with a bill of sale only. */
export function titleWork(
  subject: Pick<CostSubject, 'state' | 'titleBrand' | 'findings'>,
  profile: BuyerProfile,
  homeState: string | undefined,
): readonly CostLine[] {
  const lines: CostLine[] = [
    {
      kind: 'title',
      amountCents: profile.titleWorkCents ?? defaultCosts.titleWorkCents,
      basis: 'title transfer and documents; assumption, set profile.titleWorkCents',
    },
  ];
  if (homeState !== undefined && subject.state !== homeState)
    lines.push({
      kind: 'title',
      amountCents: profile.outOfStateTitleCents ?? defaultCosts.outOfStateTitleCents,
      basis: `title from ${subject.state ?? 'an unknown state'} to ${homeState}; assumption, set profile.outOfStateTitleCents`,
    });
  if (titleBrandOf(subject) === 'bill_of_sale_only')
    lines.push({
      kind: 'title',
      amountCents: roundToCents(figureOf(profile, 'title_bonded')),
      basis: 'bill of sale only: a bonded title must be had; assumption, set it under cost figures',
    });
  return lines;
}

export const holdingCents = (profile: BuyerProfile, days: number): Cents =>
  roundToCents(profile.holdingCentsPerDay * days);

export const holding = (profile: BuyerProfile, { days, basis }: DaysToSell): CostLine => ({
  kind: 'holding',
  amountCents: holdingCents(profile, days),
  basis: `${formatCents(profile.holdingCentsPerDay)} a day for ${formatDays(days)}, floorplan aside; set profile.holdingCentsPerDay. Days: ${basis}`,
});

/** Floorplan where it is a daily figure: where no APR is given. */
export const dailyFloorplanCents = (profile: BuyerProfile, days: number): Cents =>
  roundToCents((profile.floorplanCentsPerDay ?? defaultCosts.floorplanCentsPerDay) * days);

export interface QuotedFloorplan {
  readonly amountAt: (financedCents: number) => number;
  readonly basis: string;
}

/** Interest on the purchase where an APR is given, a daily figure otherwise. */
export function quoteFloorplan(profile: BuyerProfile, days: number): QuotedFloorplan {
  if (profile.floorplanApr === undefined) {
    const perDay = profile.floorplanCentsPerDay ?? defaultCosts.floorplanCentsPerDay;
    const cents = dailyFloorplanCents(profile, days);
    return {
      amountAt: () => cents,
      basis: `${formatCents(perDay)} a day for ${formatDays(days)}; set profile.floorplanApr, or floorplanCentsPerDay 0 if you pay cash`,
    };
  }
  // to six decimals, so that the cent is exact at every price
  const ratio = toRatio(Math.round(((profile.floorplanApr * days) / 365) * 1e6) / 1e6);
  return {
    amountAt: exactShare(ratio),
    basis: `${formatRatio(profile.floorplanApr)} a year on hammer price, fees and tax for ${formatDays(days)} (${formatRatio(ratio)})`,
  };
}

export function selling(profile: BuyerProfile): CostLine {
  const own = profile.sellingCents;
  const assumed =
    profile.exit === 'retail'
      ? 'advertising for each car sold, NADA 2018'
      : 'auction seller fee, an assumption';
  return {
    kind: 'selling',
    amountCents: toCents(own ?? defaultSellingCents[profile.exit]),
    basis:
      own === undefined ? `${assumed}; set profile.sellingCents` : 'your own figure (profile.sellingCents)',
  };
}
