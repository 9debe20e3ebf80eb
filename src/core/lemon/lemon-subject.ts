import type { Segment } from '../vehicle/vehicle.ts';
import {
  type AuctionHouse,
  findMakeGroup,
  findSizeClass,
  findStateGroup,
  type MakeGroup,
  type SizeClass,
  type StateGroup,
} from './lemon-groups.ts';

/** What is known of a car before it is bought. Everything is optional: what is absent counts as unknown. */
export interface LemonSubject {
  /** Year of the sale less model year; next year's model counts as 0. */
  readonly ageYears?: number;
  readonly odometerMiles?: number;
  /** Canonical display name, such as `Ford`. */
  readonly make?: string;
  readonly segment?: Segment;
  /** Two capital letters: where the car is bought. */
  readonly state?: string;
  readonly auctionHouse?: AuctionHouse;
  /** Hammer price over the wholesale value of that car in average condition; > 0. */
  readonly priceToValue?: number;
  /** Wholesale value in the money of 2009–2010, in cents: the caller takes inflation out. */
  readonly wholesaleValueCentsOf2010?: number;
}

/** A subject in the terms of the training records. */
export interface LemonInputs {
  readonly ageYears?: number;
  readonly odometerMiles?: number;
  readonly makeGroup?: MakeGroup;
  readonly sizeClass?: SizeClass;
  readonly stateGroup?: StateGroup;
  readonly auctionHouse?: AuctionHouse;
  readonly wholesaleValueCentsOf2010?: number;
  readonly priceToValue?: number;
}

/** In the order in which a bidder learns it. */
export const lemonKnowledge = ['car', 'sale', 'market', 'bid'] as const;
export type LemonKnowledge = (typeof lemonKnowledge)[number];

export interface LemonInputDefinition {
  readonly name: string;
  readonly kind: 'number' | 'group';
  /** +1: a higher value never lowers the probability; −1: never raises it; 0: free. */
  readonly direction: 1 | 0 | -1;
  /** What it is known from; a bidder knows the car before the sale, its value, and what it will go for. */
  readonly knownFrom: LemonKnowledge;
}

/** What the shipped model looks at, in the order in which {@link lemonRisk} explains it. */
export const lemonInputs: readonly (LemonInputDefinition & { readonly name: keyof LemonInputs })[] = [
  { name: 'ageYears', kind: 'number', direction: 1, knownFrom: 'car' },
  { name: 'odometerMiles', kind: 'number', direction: 1, knownFrom: 'car' },
  { name: 'makeGroup', kind: 'group', direction: 0, knownFrom: 'car' },
  { name: 'sizeClass', kind: 'group', direction: 0, knownFrom: 'car' },
  { name: 'stateGroup', kind: 'group', direction: 0, knownFrom: 'sale' },
  { name: 'auctionHouse', kind: 'group', direction: 0, knownFrom: 'sale' },
  { name: 'wholesaleValueCentsOf2010', kind: 'number', direction: -1, knownFrom: 'market' },
  { name: 'priceToValue', kind: 'number', direction: -1, knownFrom: 'bid' },
];

const usable = (value: number | undefined, least: number): number | undefined =>
  value !== undefined && Number.isFinite(value) && value >= least ? value : undefined;

/** Translates a subject; a value that cannot be right (negative miles, a price of 0, not a number) counts as unknown. */
export function toLemonInputs(subject: LemonSubject): LemonInputs {
  const { make, segment, state, auctionHouse } = subject;
  return {
    ageYears: usable(subject.ageYears, -1),
    odometerMiles: usable(subject.odometerMiles, 0),
    makeGroup: make === undefined ? undefined : findMakeGroup(make),
    sizeClass: segment === undefined ? undefined : findSizeClass(segment),
    stateGroup: state === undefined ? undefined : findStateGroup(state),
    auctionHouse,
    wholesaleValueCentsOf2010: usable(subject.wholesaleValueCentsOf2010, 1),
    priceToValue: usable(subject.priceToValue, Number.MIN_VALUE),
  };
}
