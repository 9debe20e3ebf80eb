import type { Segment } from '../vehicle/vehicle.ts';

/**
 * Groups that the purchase records of 2009–2010 tell apart. They name four makes and lump the others by origin;
 * `import` is Toyota, Honda, Nissan and their luxury makes with a few Volkswagen, Volvo and MINI.
 */
export const makeGroups = [
  'chevrolet',
  'ford',
  'dodge',
  'chrysler',
  'other_american',
  'other_asian',
  'import',
] as const;
export type MakeGroup = (typeof makeGroups)[number];

const groupByMake: ReadonlyMap<string, MakeGroup> = new Map<string, MakeGroup>([
  ['Chevrolet', 'chevrolet'],
  ['Ford', 'ford'],
  ['Dodge', 'dodge'],
  // Ram pickups wore the Dodge name until model year 2010.
  ['Ram', 'dodge'],
  ['Chrysler', 'chrysler'],
  ...[
    'Buick',
    'Cadillac',
    'GMC',
    'Hummer',
    'Jeep',
    'Lincoln',
    'Mercury',
    'Oldsmobile',
    'Plymouth',
    'Pontiac',
    'Saturn',
  ].map((make) => [make, 'other_american'] as const),
  ...['Hyundai', 'Isuzu', 'Kia', 'Mazda', 'Mitsubishi', 'Subaru', 'Suzuki'].map(
    (make) => [make, 'other_asian'] as const,
  ),
  ...['Acura', 'Honda', 'Infiniti', 'Lexus', 'MINI', 'Nissan', 'Scion', 'Toyota', 'Volkswagen', 'Volvo'].map(
    (make) => [make, 'import'] as const,
  ),
]);

/** The group of a canonical make name such as `Ford`; undefined for makes that the records do not hold (BMW, Tesla …). */
export const findMakeGroup = (make: string): MakeGroup | undefined => groupByMake.get(make);

/** `suv` is medium and large SUVs; `other` is large, sports and specialty cars, small SUVs and crossovers. */
export const sizeClasses = ['compact', 'medium', 'suv', 'truck', 'van', 'other'] as const;
export type SizeClass = (typeof sizeClasses)[number];

const sizeBySegment: Readonly<Record<Segment, SizeClass | undefined>> = {
  compact_car: 'compact',
  midsize_car: 'medium',
  fullsize_car: 'other',
  luxury_car: 'other',
  sports_car: 'other',
  small_suv: 'other',
  midsize_suv: 'suv',
  fullsize_suv: 'suv',
  luxury_suv: 'suv',
  compact_pickup: 'truck',
  fullsize_pickup: 'truck',
  heavy_pickup: 'truck',
  minivan: 'van',
  cargo_van: 'van',
  passenger_van: 'van',
  motorcycle: undefined,
  other: undefined,
};

/** Undefined where the records hold nothing alike: motorcycles, and vehicles of unknown kind. */
export const findSizeClass = (segment: Segment): SizeClass | undefined => sizeBySegment[segment];

/** States that the records name; all others are one group. */
export const stateGroups = ['TX', 'FL', 'CA', 'NC', 'AZ', 'CO', 'SC', 'other'] as const;
export type StateGroup = (typeof stateGroups)[number];

const namedStates: ReadonlySet<string> = new Set(stateGroups.filter((state) => state !== 'other'));
const isNamedState = (state: string): state is StateGroup => namedStates.has(state);

/** `TX` → `TX`, `OH` → `other`; undefined unless `state` is two capital letters. */
export function findStateGroup(state: string): StateGroup | undefined {
  if (isNamedState(state)) return state;
  return /^[A-Z]{2}$/.test(state) ? 'other' : undefined;
}

/** The auction company; `other` is the smaller dealer auctions, not sales of government surplus. */
export const auctionHouses = ['manheim', 'adesa', 'other'] as const;
export type AuctionHouse = (typeof auctionHouses)[number];
