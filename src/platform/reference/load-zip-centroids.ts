import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import {
  buildZipCentroids,
  type ZipCentroids,
  type ZipRow,
} from '../../core/costing/transport/zip-centroids.ts';
import { ColumnFileProblemError } from './column-file.ts';
import { decodeZipCentroids } from './zip-centroids-file.ts';

const militaryStates = new Set(['AA', 'AE', 'AP']);

/** The table that ships: `data/geo/us-zip-centroids.csv.gz` of this project. */
export const shippedZipCentroidsUrl = new URL('../../../data/geo/us-zip-centroids.csv.gz', import.meta.url);

/** `us-zip-centroids.bin` beside `us-zip-centroids.csv.gz`, made by `scripts/pack-zip-centroids.ts`. */
export const packedBeside = (file: URL | string): string =>
  (typeof file === 'string' ? file : fileURLToPath(file)).replace(/\.csv\.gz$/, '.bin');

/**
 * ZIP centroids from the packed table beside `file` where that was made of this very file, else from `file`.
 * Both give the same table. Throws when `file` is missing, or has to be read and cannot be: see {@link readZipTable}.
 */
export function loadZipCentroids(file: URL | string = shippedZipCentroidsUrl): ZipCentroids {
  const source = readFileSync(file);
  const packed = packedBeside(file);
  if (existsSync(packed))
    try {
      return decodeZipCentroids(readFileSync(packed), hashOf(source));
    } catch (error) {
      if (!(error instanceof ColumnFileProblemError)) throw error;
    }
  return readZipTable(source);
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Reads ZIP centroids from a gzipped CSV `zip,lat,lon,city,state,src`. Leaves out military post offices and rows at
 * 0,0. Throws when it is not gzip, or has a row that cannot be read: a broken table prices nothing.
 */
export function readZipTable(source: Buffer): ZipCentroids {
  const lines = gunzipSync(source).toString('utf8').split('\n');
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
