import { dollarsToCents } from '../kernel/money.ts';
import type { FindingCode } from '../listing/finding.ts';
import { reconItems, reconScale } from './carrying/recon-table.ts';
import {
  enclosedFactor,
  flyAndDrive,
  minimumHaulCents,
  openCarrierRates,
  seaLaneTable,
  sizeFactors,
  winchCents,
} from './transport/carrier-rates.ts';

/** `cents` of money; `factor` multiplies, 1 changes nothing; `share` of 1. */
export type FigureUnit = 'cents' | 'cents_per_mile' | 'factor' | 'share';
export type FigureGroup = 'recon' | 'defects' | 'transport' | 'size' | 'title';

/** One assumed figure of the cost tables, which a dealership may replace by its own. Never negative. */
export interface CostFigure {
  readonly group: FigureGroup;
  readonly label: string;
  readonly unit: FigureUnit;
  /** What counts until the dealership says otherwise. */
  readonly standard: number;
  readonly most: number;
}

const mostCents = 10_000_000;
const cents = (group: FigureGroup, label: string, standard: number): CostFigure => ({
  group,
  label,
  unit: 'cents',
  standard,
  most: mostCents,
});
const factor = (group: FigureGroup, label: string, standard: number): CostFigure => ({
  group,
  label,
  unit: 'factor',
  standard,
  most: 10,
});

type DefectKey = `recon_${(typeof reconItems)[number]['code']}`;
type RateKey = `haul_rate_from_${(typeof openCarrierRates)[number]['fromMiles']}`;
type SizeKey = `haul_size_${keyof typeof sizeFactors}`;
type ShipKey = `ship_${keyof typeof seaLaneTable}`;

const defects = Object.fromEntries(
  reconItems.map(({ code, label, cents: standard }) => [`recon_${code}`, cents('defects', label, standard)]),
) as Record<DefectKey, CostFigure>;
const rates = Object.fromEntries(
  openCarrierRates.map(({ fromMiles, centsPerMile }) => [
    `haul_rate_from_${fromMiles}`,
    {
      group: 'transport',
      label: `each mile beyond ${fromMiles}, open carrier`,
      unit: 'cents_per_mile',
      standard: centsPerMile,
      most: 10_000,
    },
  ]),
) as Record<RateKey, CostFigure>;
const sizes = Object.fromEntries(
  Object.entries(sizeFactors).map(([segment, standard]) => [
    `haul_size_${segment}`,
    factor('size', `${segment.replace('_', ' ')} against a sedan`, standard),
  ]),
) as Record<SizeKey, CostFigure>;
const ships = Object.fromEntries(
  Object.entries(seaLaneTable).map(([state, { port, shipCents }]) => [
    `ship_${state}`,
    cents('transport', `ship between ${port} and ${state}, sedan`, shipCents),
  ]),
) as Record<ShipKey, CostFigure>;

/** Every assumed figure of reconditioning, transport and title work. The named settings of the profile are the others. */
export const costFigures = {
  recon_base: cents('recon', 'every car', reconScale.baseCents),
  recon_per_year: cents('recon', 'each year of age', reconScale.centsPerYear),
  recon_per_thousand_miles: cents('recon', 'each 1,000 miles', reconScale.centsPerThousandMiles),
  recon_per_grade_point: cents('recon', 'each grade point under 5.0', reconScale.centsPerGradePoint),
  recon_wholesale_share: {
    group: 'recon',
    label: 'of all that, for a wholesale exit',
    unit: 'share',
    standard: reconScale.wholesaleShare,
    most: 1,
  },
  ...defects,
  haul_minimum: cents('transport', 'least that a carrier turns out for', minimumHaulCents),
  ...rates,
  haul_enclosed: factor('transport', 'enclosed carrier against an open one', enclosedFactor),
  haul_winch: cents('transport', 'winch for a car that does not run', winchCents),
  ...ships,
  fly_fare: cents('transport', 'flying out, one way', flyAndDrive.fareCents),
  fly_per_mile: {
    group: 'transport',
    label: 'fuel and wear for each mile driven home',
    unit: 'cents_per_mile',
    standard: flyAndDrive.centsPerMile,
    most: 10_000,
  },
  fly_night: cents('transport', 'a night on the way', flyAndDrive.nightCents),
  ...sizes,
  /** Assumption: the bond and court or agency work that a bill of sale without a title needs. */
  title_bonded: cents('title', 'bonded title, where there is only a bill of sale', dollarsToCents(400)),
} as const satisfies Readonly<Record<string, CostFigure>>;

export type CostFigureKey = keyof typeof costFigures;
export type OwnFigures = Readonly<Partial<Record<CostFigureKey, number>>>;
interface WithFigures {
  readonly costFigures?: OwnFigures;
}

export const costFigureKeys = Object.keys(costFigures) as readonly CostFigureKey[];

/** The buyer's own figure, or the standard one. */
export const figureOf = ({ costFigures: own }: WithFigures, key: CostFigureKey): number =>
  own?.[key] ?? costFigures[key].standard;

export const hasOwnFigure = ({ costFigures: own }: WithFigures, key: CostFigureKey): boolean =>
  own?.[key] !== undefined;

export const defectCentsOf = (profile: WithFigures, code: FindingCode): number =>
  figureOf(profile, `recon_${code}` as DefectKey);

export const sizeFactorOf = (profile: WithFigures, segment: string): number =>
  segment in sizeFactors ? figureOf(profile, `haul_size_${segment}` as SizeKey) : 1;

export const shipCentsOf = (profile: WithFigures, state: keyof typeof seaLaneTable): number =>
  figureOf(profile, `ship_${state}`);

/** Cents for miles on an open carrier, sedan, without the least; rises with every mile, as no rate is negative. */
export function marginalHaulFunction(profile: WithFigures): (miles: number) => number {
  const rates = openCarrierRates.map(({ fromMiles }) => figureOf(profile, `haul_rate_from_${fromMiles}`));
  return (miles) => {
    let sum = 0;
    for (let index = 0; index < openCarrierRates.length; index++) {
      const from = openCarrierRates[index]?.fromMiles ?? 0;
      if (miles <= from) break;
      sum += (Math.min(miles, openCarrierRates[index + 1]?.fromMiles ?? miles) - from) * (rates[index] ?? 0);
    }
    return sum;
  };
}
