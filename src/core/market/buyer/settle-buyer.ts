import { assertProfile } from '../../costing/assert-profile.ts';
import {
  dailyFloorplanCents,
  holdingCents,
  lemonCentsFunction,
  selling,
} from '../../costing/carrying/carrying-costs.ts';
import { defectsCents, reconScaleFunction } from '../../costing/carrying/estimate-recon.ts';
import type { BuyerProfile } from '../../costing/cost.ts';
import type { CostTables } from '../../costing/cost-tables.ts';
import { locateZip } from '../../costing/transport/zip-centroids.ts';
import { type BidClasses, prepareBidClasses } from '../bounds/prepare-bid-classes.ts';
import type { Dictionaries } from '../columns/dictionaries.ts';
import { lazilyFor } from '../columns/dictionary.ts';
import { type MarketDays, prepareDays } from './days-to-sell.ts';
import { type HaulCosts, prepareHauls } from './haul-costs.ts';
import { type RiskCost, weighRiskSubject } from './risk-costs.ts';

/** Everything that a buyer's settings decide for kinds of lots, settled once for each kind as it turns up. */
export interface SettledBuyer {
  readonly isRetail: boolean;
  readonly targetCents: number;
  readonly sellingCents: number;
  readonly reconCents: number | undefined;
  readonly riskOf: (code: number) => RiskCost;
  readonly isOdometerUnknown: (risk: number) => boolean;
  readonly defectsOf: (code: number) => number;
  readonly scaledRecon: (ageYears: number, miles: number, grade: number) => number;
  readonly lemonCents: (chance: number | undefined) => number;
  /** What so many days cost: holding, and floorplan where that is a daily figure. */
  readonly carryCents: (days: number) => number;
  readonly days: MarketDays;
  readonly hauls: HaulCosts;
  readonly classes: BidClasses;
}

/** Throws RangeError as `costLot` does. */
export function settleBuyer(
  profile: BuyerProfile,
  tables: CostTables,
  dictionaries: Dictionaries,
): SettledBuyer {
  assertProfile(profile);
  const { zipCentroids } = tables;
  const homeState =
    profile.homeZip === undefined || !zipCentroids
      ? undefined
      : locateZip(zipCentroids, profile.homeZip)?.state;
  const riskOf = lazilyFor(dictionaries.risks, (subject) => weighRiskSubject(subject, profile, homeState));
  const days = prepareDays(profile, tables.held);
  return {
    isRetail: profile.exit === 'retail',
    targetCents: profile.targetMarginCents,
    sellingCents: selling(profile).amountCents,
    reconCents: profile.reconCents,
    riskOf,
    isOdometerUnknown: lazilyFor(dictionaries.risks, ({ odometerDoubt }) => odometerDoubt === 'unknown'),
    defectsOf: lazilyFor(dictionaries.defects, (defects) => defectsCents({ defects }, profile)),
    scaledRecon: reconScaleFunction(profile),
    lemonCents: lemonCentsFunction(profile),
    carryCents: (many) =>
      holdingCents(profile, many) +
      (profile.floorplanApr === undefined ? dailyFloorplanCents(profile, many) : 0),
    days,
    hauls: prepareHauls(profile, zipCentroids, dictionaries.places),
    classes: prepareBidClasses(profile, tables, dictionaries, riskOf, days),
  };
}
