export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  /** Two capital letters. */
  readonly state: string;
}

export interface ZipRow extends Place {
  readonly zip: number;
}

/** Where ZIP codes are, compactly: ascending ZIPs with parallel arrays, and means for the fallbacks. */
export interface ZipCentroids {
  readonly zips: Int32Array;
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  readonly states: readonly string[];
  /** Mean place of the ZIPs that share the first three digits. */
  readonly prefixes: ReadonlyMap<number, Place>;
  readonly stateCentroids: ReadonlyMap<string, Place>;
}

/** How exactly a place is known. */
export type PlacePrecision = 'zip' | 'zip_prefix' | 'state';
export interface Located extends Place {
  readonly precision: PlacePrecision;
}

/** Rows in any order; a repeated ZIP keeps its first row. Means leave out nothing, so pass only usable rows. */
export function buildZipCentroids(rows: readonly ZipRow[]): ZipCentroids {
  const sorted = [...rows].sort((a, b) => a.zip - b.zip);
  const unique = sorted.filter((row, index) => row.zip !== sorted[index - 1]?.zip);
  return {
    zips: Int32Array.from(unique, (row) => row.zip),
    latitudes: Float64Array.from(unique, (row) => row.latitude),
    longitudes: Float64Array.from(unique, (row) => row.longitude),
    states: unique.map((row) => row.state),
    prefixes: meanPlaces(unique, (row) => Math.floor(row.zip / 100)),
    stateCentroids: meanPlaces(unique, (row) => row.state),
  };
}

function meanPlaces<K>(rows: readonly ZipRow[], keyOf: (row: ZipRow) => K): Map<K, Place> {
  const sums = new Map<K, { latitude: number; longitude: number; count: number; state: string }>();
  for (const row of rows) {
    const key = keyOf(row);
    const sum = sums.get(key) ?? { latitude: 0, longitude: 0, count: 0, state: row.state };
    sum.latitude += row.latitude;
    sum.longitude += row.longitude;
    sum.count += 1;
    sums.set(key, sum);
  }
  return new Map(
    [...sums].map(([key, { latitude, longitude, count, state }]) => [
      key,
      { latitude: latitude / count, longitude: longitude / count, state },
    ]),
  );
}

/** The ZIP's own centroid, else that of its first three digits, else undefined. Reads `75001` and `75001-1234`. */
export function locateZip(centroids: ZipCentroids, text: string): Located | undefined {
  if (!/^\d{5}(-\d{4})?$/.test(text)) return undefined;
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
        precision: 'zip',
      };
    if (at < zip) low = middle + 1;
    else high = middle - 1;
  }
  const prefix = centroids.prefixes.get(Math.floor(zip / 100));
  return prefix && { ...prefix, precision: 'zip_prefix' };
}

/** The best place for a lot: its ZIP, else the first three digits, else the middle of its state. */
export function locateLot(
  centroids: ZipCentroids,
  lot: { readonly zip?: string; readonly state?: string },
): Located | undefined {
  const byZip = lot.zip === undefined ? undefined : locateZip(centroids, lot.zip);
  if (byZip) return byZip;
  const state = lot.state === undefined ? undefined : centroids.stateCentroids.get(lot.state);
  return state && { ...state, precision: 'state' };
}
