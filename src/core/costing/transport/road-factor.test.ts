import { expect, it } from 'vitest';
import { greatCircleMiles, roadFactor } from './haul-distance.ts';

const cities: Readonly<Record<string, readonly [number, number]>> = {
  'Los Angeles': [34.0537, -118.2428],
  'New York': [40.7127, -74.006],
  Chicago: [41.8756, -87.6244],
  Boston: [42.3554, -71.0605],
  Miami: [25.7742, -80.1936],
  Seattle: [47.6038, -122.3301],
  Dallas: [32.7763, -96.7969],
  Houston: [29.7589, -95.3677],
  Atlanta: [33.749, -84.3903],
  Denver: [39.7392, -104.9849],
  'Salt Lake City': [40.7596, -111.8868],
  Phoenix: [33.4484, -112.0741],
  'San Francisco': [37.7793, -122.4193],
  Washington: [38.895, -77.0366],
  Minneapolis: [44.9773, -93.2655],
  'Kansas City': [39.1001, -94.5781],
  'St. Louis': [38.628, -90.191],
  Nashville: [36.1623, -86.7743],
  Detroit: [42.3316, -83.0467],
  'New Orleans': [29.9759, -90.0782],
  'San Antonio': [29.4246, -98.4951],
  'El Paso': [31.7601, -106.487],
  Portland: [45.5202, -122.6742],
  Charlotte: [35.2272, -80.8431],
};

type Road = readonly [from: string, to: string, miles: number];

/**
 * Miles by road between city centres, read on 2026-11-25 in the charts of winenfood.com (mileage between major US
 * cities), visualfoodie.com (distance between major US cities) and distance-cities.com/usa; they differ by 1 % at most.
 */
const checkedRoads: readonly Road[] = [
  ['Los Angeles', 'New York', 2_790],
  ['Los Angeles', 'Chicago', 2_015],
  ['New York', 'Chicago', 790],
  ['Boston', 'Miami', 1_500],
  ['Dallas', 'Chicago', 967],
  ['Boston', 'Dallas', 1_748],
  ['Atlanta', 'Miami', 663],
  ['Denver', 'Chicago', 1_003],
  ['San Francisco', 'Los Angeles', 382],
  ['Boston', 'New York', 215],
  ['Atlanta', 'Boston', 1_030],
  ['Atlanta', 'Chicago', 717],
  ['Atlanta', 'Dallas', 781],
  ['Atlanta', 'Denver', 1_409],
  ['Boston', 'Chicago', 983],
  ['Boston', 'Denver', 1_972],
  ['Atlanta', 'New York', 875],
  ['Houston', 'Los Angeles', 1_556],
  ['Houston', 'Chicago', 1_084],
  ['Houston', 'Miami', 1_187],
  ['San Francisco', 'Houston', 1_927],
  ['San Francisco', 'Chicago', 2_131],
];
/** Unverified: as charts print them by memory, a few miles either way. */
const uncheckedRoads: readonly Road[] = [
  ['Seattle', 'Los Angeles', 1_135],
  ['Dallas', 'Houston', 239],
  ['Denver', 'Salt Lake City', 521],
  ['Phoenix', 'Los Angeles', 373],
  ['San Francisco', 'Seattle', 808],
  ['New York', 'Washington', 226],
  ['Minneapolis', 'Chicago', 408],
  ['Kansas City', 'St. Louis', 248],
  ['Nashville', 'Atlanta', 248],
  ['Detroit', 'Chicago', 282],
  ['New Orleans', 'Houston', 348],
  ['San Antonio', 'El Paso', 551],
  ['Portland', 'Seattle', 173],
  ['Charlotte', 'Atlanta', 244],
];

const placeOf = (city: string) => {
  const at = cities[city];
  if (!at) throw new Error(city);
  return { latitude: at[0], longitude: at[1], state: '' };
};

const measureFit = (roads: readonly Road[]) => {
  const ratios = roads
    .map(([from, to, road]) => road / greatCircleMiles(placeOf(from), placeOf(to)))
    .sort((a, b) => a - b);
  return {
    pairs: ratios.length,
    mean: ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length,
    quantile: (share: number): number => ratios[Math.ceil(share * ratios.length) - 1] ?? Number.NaN,
    covered: ratios.filter((ratio) => ratio <= roadFactor + 0.01).length / ratios.length,
  };
};

it.each([
  ['checked', checkedRoads],
  ['unverified', uncheckedRoads],
  ['all', [...checkedRoads, ...uncheckedRoads]],
] as const)(
  'the road factor undercounts few of the %s roads between cities, and none by a fifth; prints how it fits',
  (name, roads) => {
    const { pairs, mean, quantile, covered } = measureFit(roads);
    console.log(
      `road factor: ${pairs} ${name} city pairs: mean ${mean.toFixed(3)}, median ${quantile(0.5).toFixed(3)}, 85th percentile ${quantile(0.85).toFixed(3)}, greatest ${quantile(1).toFixed(3)}; ${roadFactor} is used and covers ${(100 * covered).toFixed(0)} %`,
    );
    // a haul that is counted too short lets the buyer overpay
    expect(covered).toBeGreaterThan(0.8);
    expect(quantile(0.85)).toBeLessThan(roadFactor + 0.03);
    expect(quantile(1)).toBeLessThan(roadFactor * 1.2);
  },
);
