import type { BuyerProfile } from '../../costing/cost.ts';
import { figureOf, shipCentsOf, sizeFactorOf } from '../../costing/cost-figures.ts';
import { farthestHaulMiles, unreachableStates } from '../../costing/transport/carrier-rates.ts';
import { roadFactor, roadMiles } from '../../costing/transport/haul-distance.ts';
import {
  flyAndDriveCents,
  measureSeaLane,
  openHaulFunction,
  seaLanesBetween,
} from '../../costing/transport/quote-transport.ts';
import { locateZip, type Place, type ZipCentroids } from '../../costing/transport/zip-centroids.ts';
import { segments } from '../../vehicle/vehicle.ts';
import { bit } from '../columns/column-set.ts';
import { type Dictionary, lazilyFor } from '../columns/dictionary.ts';
import type { LotPlace } from '../columns/subjects.ts';

/** What hauling each lot home costs one buyer. */
export interface HaulCosts {
  /** Cents, by the codes of place and segment and the row's bits; NaN where costing refuses. */
  readonly centsOf: (place: number, segment: number, bits: number) => number;
  /** No haul of any lot costs more, nor less. */
  readonly mostCents: number;
  readonly leastCents: number;
  /** Warnings that the haul from this place adds. */
  readonly warningsOf: (place: number) => number;
}

/** Cents for a running sedan on an open carrier, not rounded, to the port and over the same way by road; the ship's. */
interface SeaBases {
  readonly leg: number;
  readonly overland: number;
  readonly shipped: number;
  readonly isOwn: boolean;
}

const seaStates = ['HI', 'AK', 'PR'] as const;
/** Half round the earth, with the road factor. */
const farthestOnEarthMiles = 15_000;
/** In place of a distance: costing refuses, and over water. */
const refused = -1;
const overWater = -2;

/**
 * `quoteTransport` for every lot of the market: a distance for each distinct place, worked out when it is first asked
 * for, then a multiplication a lot. Agrees with it to the cent; a property test holds that.
 */
export function prepareHauls(
  profile: BuyerProfile,
  centroids: ZipCentroids | undefined,
  places: Dictionary<LotPlace>,
): HaulCosts {
  const { transportCents, homeZip } = profile;
  if (transportCents !== undefined)
    return {
      centsOf: () => transportCents,
      mostCents: transportCents,
      leastCents: transportCents,
      warningsOf: () => 0,
    };
  if (homeZip === undefined) return { centsOf: () => 0, mostCents: 0, leastCents: 0, warningsOf: () => 0 };
  const home = centroids && locateZip(centroids, homeZip);
  if (!centroids || !home || unreachableStates.has(home.state))
    return { centsOf: () => Number.NaN, mostCents: 0, leastCents: 0, warningsOf: () => 0 };

  // in places' own order; grown as places turn up
  let bases = new Float64Array(places.size).fill(Number.NaN);
  let flights = new Float64Array(profile.flyAndDrive ? places.size : 0);
  const enclosed = profile.enclosedTransport ? figureOf(profile, 'haul_enclosed') : 1;
  const winch = figureOf(profile, 'haul_winch');
  const openHaul = openHaulFunction(profile);
  const sizes = Float64Array.from(segments, (name) => sizeFactorOf(profile, name));
  const lanes = new Map<number, SeaBases | undefined>();
  const milesTo = milesFrom(places, homeZip, home);
  const measure = (place: number): number => {
    if (place >= bases.length) {
      bases = grown(bases, places.size);
      if (profile.flyAndDrive) flights = grown(flights, places.size);
    }
    const lot = places.values[place];
    const miles = milesTo(place);
    const base = miles < 0 ? miles : openHaul(miles);
    bases[place] = base;
    // a place that is not known is not one to fly to
    if (profile.flyAndDrive && miles >= 0)
      flights[place] = lot?.located ? flyAndDriveCents(miles, profile) : Number.POSITIVE_INFINITY;
    return base;
  };
  const centsOf = (place: number, segment: number, bits: number): number => {
    let base = bases[place] ?? Number.NaN;
    if (Number.isNaN(base)) base = measure(place);
    const stranded = (bits & bit.stranded) !== 0;
    if (base >= 0) {
      const haul = base * (sizes[segment] ?? 1) * enclosed;
      const carrier = Math.round(haul + (stranded ? winch : 0));
      if (!profile.flyAndDrive || (bits & bit.drivable) === 0) return carrier;
      return Math.min(carrier, flights[place] ?? Number.POSITIVE_INFINITY);
    }
    return base === refused ? Number.NaN : seaHaul(place, segment, stranded);
  };
  function seaHaul(place: number, segmentCode: number, stranded: boolean): number {
    if (!lanes.has(place)) lanes.set(place, toBases(places.values[place]));
    const lane = lanes.get(place);
    if (!lane) return Number.NaN;
    const size = sizes[segmentCode] ?? 1;
    const extra = stranded ? winch : 0;
    const bySea = Math.round(Math.round(lane.leg * size * enclosed + extra) + lane.shipped * size);
    return lane.isOwn ? bySea : Math.max(bySea, Math.round(lane.overland * size * enclosed + extra));
  }
  function toBases(lot: LotPlace | undefined): SeaBases | undefined {
    if (!lot?.located || !home || !centroids) return undefined;
    const { located } = lot;
    const lane = measureSeaLane(seaLanesBetween(located, home), located, home, profile, centroids);
    return (
      lane && {
        leg: openHaul(lane.legMiles),
        overland: openHaul(lane.overlandMiles),
        shipped: lane.shipped,
        isOwn: lane.isOwn,
      }
    );
  }
  const ships = seaStates.reduce((sum, state) => sum + shipCentsOf(profile, state), 0);
  const mostCents = (openHaul(farthestOnEarthMiles) * enclosed + ships) * Math.max(...sizes) + winch + 1;
  const leastByRoad = Math.round(openHaul(0) * Math.min(...sizes) * enclosed);
  const leastCents = profile.flyAndDrive ? Math.min(leastByRoad, flyAndDriveCents(0, profile)) : leastByRoad;
  const warningsOf = lazilyFor(places, ({ located }) => (located ? 0 : 1));
  return { centsOf, mostCents, leastCents, warningsOf };
}

function grown(known: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(size).fill(Number.NaN);
  larger.set(known);
  return larger;
}

/** Of each market's places, the miles to the homes last asked for: other settings mostly keep the home. */
const measured = new WeakMap<Dictionary<LotPlace>, Map<string, (place: number) => number>>();
const homesKept = 16;

function milesFrom(places: Dictionary<LotPlace>, homeZip: string, home: Place): (place: number) => number {
  const homes = measured.get(places) ?? new Map<string, (place: number) => number>();
  measured.set(places, homes);
  const known = homes.get(homeZip) ?? lazilyFor(places, (lot) => milesOf(lot, home));
  homes.delete(homeZip);
  homes.set(homeZip, known);
  for (const oldest of homes.keys()) {
    if (homes.size <= homesKept) break;
    homes.delete(oldest);
  }
  return known;
}

/** Road miles home, or one of the marks above. */
function milesOf(lot: LotPlace | undefined, home: Place): number {
  const state = lot?.located?.state ?? lot?.state;
  if (state !== undefined && unreachableStates.has(state)) return refused;
  if (!lot?.located) return farthestHaulMiles;
  const { located } = lot;
  if (seaLanesBetween(located, home).length > 0) return overWater;
  return roadMiles(located, home) + located.reachMiles * roadFactor;
}
