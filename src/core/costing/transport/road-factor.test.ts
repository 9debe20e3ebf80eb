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

/** Miles by road between city centres, as public mileage charts print them; a few miles either way by route. */
const roads: readonly (readonly [string, string, number])[] = [
  ['Los Angeles', 'New York', 2_790],
  ['Los Angeles', 'Chicago', 2_015],
  ['New York', 'Chicago', 790],
  ['Boston', 'Miami', 1_495],
  ['Seattle', 'Los Angeles', 1_135],
  ['Dallas', 'Houston', 239],
  ['Dallas', 'Chicago', 967],
  ['Boston', 'Dallas', 1_765],
  ['Atlanta', 'Miami', 662],
  ['Denver', 'Chicago', 1_003],
  ['Denver', 'Salt Lake City', 521],
  ['Phoenix', 'Los Angeles', 373],
  ['San Francisco', 'Los Angeles', 382],
  ['San Francisco', 'Seattle', 808],
  ['New York', 'Washington', 226],
  ['Boston', 'New York', 215],
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

it('the road factor undercounts few roads between cities, and none by a fifth; prints how it fits', () => {
  const ratios = roads
    .map(([from, to, road]) => road / greatCircleMiles(placeOf(from), placeOf(to)))
    .sort((a, b) => a - b);
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const quantile = (share: number): number => ratios[Math.ceil(share * ratios.length) - 1] ?? Number.NaN;
  const covered = ratios.filter((ratio) => ratio <= roadFactor + 0.01).length / ratios.length;
  console.log(
    `road factor: ${ratios.length} city pairs: mean ${mean.toFixed(3)}, median ${quantile(0.5).toFixed(3)}, 85th percentile ${quantile(0.85).toFixed(3)}, greatest ${quantile(1).toFixed(3)}; ${roadFactor} is used and covers ${(100 * covered).toFixed(0)} %`,
  );
  // fitted to the 85th percentile: a haul that is counted too short lets the buyer overpay
  expect(Math.abs(quantile(0.85) - roadFactor)).toBeLessThan(0.03);
  expect(covered).toBeGreaterThan(0.8);
  expect(quantile(1)).toBeLessThan(roadFactor * 1.2);
});
