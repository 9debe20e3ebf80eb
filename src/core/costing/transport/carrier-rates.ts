import { type Cents, dollarsToCents, type Ratio, toRatio } from '../../kernel/money.ts';
import type { Segment } from '../../vehicle/vehicle.ts';

/**
 * Open carrier, running sedan: each rate applies to the miles inside its band, so a longer haul never costs less.
 * Chosen so that the average per mile lies in the published bands (under 500 mi $1.60–2.60, 500–1,500 mi $0.85–1.25,
 * beyond $0.60–0.95; rate pages of nxautotransport.com and mailtogzip.org, 2024): 200 mi $400, 1,000 mi $1,060,
 * 2,000 mi $1,610. Indicative: own quotes are better, see `transportCents` of the profile.
 */
export const openCarrierRates = [
  { fromMiles: 0, centsPerMile: 200 },
  { fromMiles: 200, centsPerMile: 120 },
  { fromMiles: 500, centsPerMile: 60 },
  { fromMiles: 1_500, centsPerMile: 50 },
] as const;
export const carrierRatesId = 'open-carrier-2024';

/** Assumption: no carrier turns out for less. */
export const minimumHaulCents: Cents = dollarsToCents(175);
/** Assumption: enclosed carriers ask about half as much again. */
export const enclosedFactor = 1.5;
/** Extra for a car that does not run: $150, as a carrier charged in an account at eatsip365.com. */
export const winchCents: Cents = dollarsToCents(150);

/** Assumption: room taken on the trailer against a sedan. */
export const sizeFactors = {
  midsize_suv: toRatio(1.1),
  fullsize_suv: toRatio(1.25),
  luxury_suv: toRatio(1.15),
  compact_pickup: toRatio(1.1),
  fullsize_pickup: toRatio(1.2),
  heavy_pickup: toRatio(1.3),
  minivan: toRatio(1.15),
  cargo_van: toRatio(1.35),
  passenger_van: toRatio(1.35),
} as const satisfies Partial<Record<Segment, Ratio>>;

/**
 * Lanes over water: haul to the port, then the ship. Hawaii: $1,000–2,000 from the west coast (shipacardirect.com),
 * its middle. Alaska and Puerto Rico: assumptions of the same kind, no published rate was found.
 */
export const seaLaneTable = {
  HI: { portZip: '90802', port: 'Long Beach', shipCents: dollarsToCents(1_500) },
  AK: { portZip: '98421', port: 'Tacoma', shipCents: dollarsToCents(1_800) },
  PR: { portZip: '32226', port: 'Jacksonville', shipCents: dollarsToCents(1_500) },
} as const;

export interface SeaLane {
  readonly state: keyof typeof seaLaneTable;
  readonly portZip: string;
  readonly port: string;
}

/** The ship to or from a state, if it takes one. */
export function findSeaLane(state: string): SeaLane | undefined {
  if (state !== 'HI' && state !== 'AK' && state !== 'PR') return undefined;
  const { port, portZip } = seaLaneTable[state];
  return { state, port, portZip };
}

/** Places no carrier rate of ours reaches. */
export const unreachableStates: ReadonlySet<string> = new Set([
  'GU',
  'VI',
  'AS',
  'MP',
  'FM',
  'MH',
  'PW',
  'AA',
  'AE',
  'AP',
]);

/** Counted where the lot's place is unknown: about the longest haul in the lower 48 (Maine to California). */
export const farthestHaulMiles = 3_200;

/** Assumptions for driving a running car home: one-way fare, fuel and wear a mile, a night for each 600 miles. */
export const flyAndDrive = {
  fareCents: dollarsToCents(250),
  centsPerMile: 20,
  nightCents: dollarsToCents(120),
  milesPerDay: 600,
} as const;
