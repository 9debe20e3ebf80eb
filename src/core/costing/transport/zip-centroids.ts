import { greatCircleMiles } from './haul-distance.ts';

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  /** Two capital letters. */
  readonly state: string;
}

export interface ZipRow extends Place {
  readonly zip: number;
  readonly city?: string;
}

/** The mean of several ZIPs, and how far the farthest of them lies from it as the crow flies. */
export interface Area extends Place {
  readonly reachMiles: number;
}

/** Where ZIP codes are, compactly: ascending ZIPs with parallel arrays, and areas for the fallbacks. */
export interface ZipCentroids {
  readonly zips: Int32Array;
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  readonly states: readonly string[];
  /** By `cityKey`. */
  readonly cities: ReadonlyMap<string, Area>;
  /** By the first three digits. */
  readonly prefixes: ReadonlyMap<number, Area>;
  readonly stateAreas: ReadonlyMap<string, Area>;
}

/** How exactly a place is known. */
export type PlacePrecision = 'zip' | 'city' | 'zip_prefix' | 'state';
export interface Located extends Area {
  readonly precision: PlacePrecision;
}

const cityKey = (city: string, state: string): string => `${city.trim().toLowerCase()}|${state}`;

/** Rows in any order; a repeated ZIP keeps its first row. Pass only rows with a usable place. */
export function buildZipCentroids(rows: readonly ZipRow[]): ZipCentroids {
  const sorted = [...rows].sort((a, b) => a.zip - b.zip);
  const unique = sorted.filter((row, index) => row.zip !== sorted[index - 1]?.zip);
  return {
    zips: Int32Array.from(unique, (row) => row.zip),
    latitudes: Float64Array.from(unique, (row) => row.latitude),
    longitudes: Float64Array.from(unique, (row) => row.longitude),
    states: unique.map((row) => row.state),
    cities: gatherAreas(
      unique.filter((row) => row.city),
      (row) => cityKey(row.city ?? '', row.state),
    ),
    prefixes: gatherAreas(unique, (row) => Math.floor(row.zip / 100)),
    stateAreas: gatherAreas(unique, (row) => row.state),
  };
}

function gatherAreas<K>(rows: readonly ZipRow[], keyOf: (row: ZipRow) => K): Map<K, Area> {
  const members = new Map<K, ZipRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = members.get(key);
    if (known) known.push(row);
    else members.set(key, [row]);
  }
  const areas = new Map<K, Area>();
  for (const [key, places] of members) {
    const mean = (read: (row: ZipRow) => number): number =>
      places.reduce((sum, row) => sum + read(row), 0) / places.length;
    const center = {
      latitude: mean((row) => row.latitude),
      longitude: mean((row) => row.longitude),
      state: places[0]?.state ?? '',
    };
    let reachMiles = 0;
    for (const row of places) reachMiles = Math.max(reachMiles, greatCircleMiles(center, row));
    areas.set(key, { ...center, reachMiles });
  }
  return areas;
}

/** The ZIP's own centroid, else its three-digit area, else undefined. Reads `75001` and `75001-1234`. */
export function locateZip(centroids: ZipCentroids, text: string): Located | undefined {
  return findZip(centroids, text) ?? findPrefix(centroids, text);
}

const zipPattern = /^\d{5}(-\d{4})?$/;

function findZip(centroids: ZipCentroids, text: string): Located | undefined {
  if (!zipPattern.test(text)) return undefined;
  const zip = Number(text.slice(0, 5));
  const { zips } = centroids;
  let low = 0;
  let high = zips.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = zips[middle] ?? 0;
    if (at === zip)
      return {
        latitude: centroids.latitudes[middle] ?? 0,
        longitude: centroids.longitudes[middle] ?? 0,
        state: centroids.states[middle] ?? '',
        reachMiles: 0,
        precision: 'zip',
      };
    if (at < zip) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

function findPrefix(centroids: ZipCentroids, text: string): Located | undefined {
  if (!zipPattern.test(text)) return undefined;
  const area = centroids.prefixes.get(Number(text.slice(0, 3)));
  return area && { ...area, precision: 'zip_prefix' };
}

/** The best place for a lot: its ZIP, else its city, else its ZIP's first three digits, else its state. */
export function locateLot(
  centroids: ZipCentroids,
  { zip, city, state }: { readonly zip?: string; readonly city?: string; readonly state?: string },
): Located | undefined {
  const byZip = zip === undefined ? undefined : findZip(centroids, zip);
  if (byZip) return byZip;
  const byCity =
    city === undefined || state === undefined ? undefined : centroids.cities.get(cityKey(city, state));
  if (byCity) return { ...byCity, precision: 'city' };
  const byPrefix = zip === undefined ? undefined : findPrefix(centroids, zip);
  if (byPrefix) return byPrefix;
  const byState = state === undefined ? undefined : centroids.stateAreas.get(state);
  return byState && { ...byState, precision: 'state' };
}
