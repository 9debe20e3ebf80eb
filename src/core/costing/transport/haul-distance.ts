import type { Place } from './zip-centroids.ts';

const earthRadiusMiles = 3958.8;

/**
 * Road miles for each mile as the crow flies: about the 85th percentile of 36 pairs of large cities, 22
 * of them read in published charts (`road-factor.test.ts` prints the fit), so that few hauls are counted too short. Between smaller
 * places roads wind more: motorway networks average 1.3 ± 0.1 (npj Complexity 1, 22, 2024).
 */
export const roadFactor = 1.2;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in miles (haversine). */
export function greatCircleMiles(a: Place, b: Place): number {
  const latitude = Math.sin(radians(b.latitude - a.latitude) / 2);
  const longitude = Math.sin(radians(b.longitude - a.longitude) / 2);
  const h =
    latitude * latitude +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * longitude * longitude;
  return 2 * earthRadiusMiles * Math.asin(Math.min(1, Math.sqrt(h)));
}

export const roadMiles = (a: Place, b: Place): number => greatCircleMiles(a, b) * roadFactor;
