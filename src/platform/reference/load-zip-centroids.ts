import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  buildZipCentroids,
  type ZipCentroids,
  type ZipRow,
} from '../../core/costing/transport/zip-centroids.ts';

const militaryStates = new Set(['AA', 'AE', 'AP']);

/** The table that ships: `data/geo/us-zip-centroids.csv.gz` of this project. */
export const shippedZipCentroidsUrl = new URL('../../../data/geo/us-zip-centroids.csv.gz', import.meta.url);

/**
 * Reads ZIP centroids from a gzipped CSV `zip,lat,lon,city,state,src`. Leaves out military post offices and rows at
 * 0,0. Throws when the file is missing, is not gzip, or has a row that cannot be read: a broken table prices nothing.
 */
export function loadZipCentroids(file: URL | string = shippedZipCentroidsUrl): ZipCentroids {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  const rows: ZipRow[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === '') continue;
    // the quoted city may hold commas, so the last two fields are read from the end
    const [zip = '', latitude = '', longitude = ''] = line.split(',', 3);
    // five rows lack their state: it is that of the ZIP before, which shares their first three digits
    const state = line.trimEnd().split(',').at(-2) || (rows.at(-1)?.state ?? '');
    const city = /,"([^"]+)",/.exec(line)?.[1];
    const row = {
      zip: Number(zip),
      latitude: Number(latitude),
      longitude: Number(longitude),
      state,
      ...(city !== undefined && { city }),
    };
    if (!/^\d{5}$/.test(zip) || !Number.isFinite(row.latitude + row.longitude) || !/^[A-Z]{2}$/.test(state))
      throw new Error(`ZIP table: line ${index + 1} cannot be read`);
    if (militaryStates.has(state) || (row.latitude === 0 && row.longitude === 0)) continue;
    rows.push(row);
  }
  if (rows.length === 0) throw new Error('ZIP table is empty');
  return buildZipCentroids(rows);
}
