import type { Area, ZipCentroids } from '../../core/costing/transport/zip-centroids.ts';
import { type Column, ColumnFileProblemError, decodeColumnFile, encodeColumnFile } from './column-file.ts';

/** Raised when the layout below, or how areas are gathered, changes: files of another format are not read. */
export const zipCentroidsFormat = 1;

interface Header {
  readonly kind: 'zip-centroids';
  readonly format: number;
  /** SHA-256 of the packed CSV that it was made of. */
  readonly sourceHash: string;
  readonly rows: number;
  readonly stateNames: readonly string[];
  readonly cityKeys: readonly string[];
  readonly stateKeys: readonly string[];
}

export function encodeZipCentroids(centroids: ZipCentroids, sourceHash: string): Buffer {
  const stateNames = [...new Set(centroids.states)];
  const idOfState = new Map(stateNames.map((name, id) => [name, id]));
  const columns = new Map<string, ArrayLike<number>>([
    ['zips', centroids.zips],
    ['latitudes', centroids.latitudes],
    ['longitudes', centroids.longitudes],
    ['states', centroids.states.map((name) => idOfState.get(name) ?? 0)],
    ['prefixes', [...centroids.prefixes.keys()]],
  ]);
  const putAreas = (name: string, areas: readonly Area[]): void => {
    columns.set(
      `${name}.latitudes`,
      Float64Array.from(areas, (area) => area.latitude),
    );
    columns.set(
      `${name}.longitudes`,
      Float64Array.from(areas, (area) => area.longitude),
    );
    columns.set(
      `${name}.reachMiles`,
      Float64Array.from(areas, (area) => area.reachMiles),
    );
    columns.set(
      `${name}.states`,
      areas.map((area) => idOfState.get(area.state) ?? 0),
    );
  };
  putAreas('city', [...centroids.cities.values()]);
  putAreas('prefix', [...centroids.prefixes.values()]);
  putAreas('state', [...centroids.stateAreas.values()]);
  const header: Header = {
    kind: 'zip-centroids',
    format: zipCentroidsFormat,
    sourceHash,
    rows: centroids.zips.length,
    stateNames,
    cityKeys: [...centroids.cities.keys()],
    stateKeys: [...centroids.stateAreas.keys()],
  };
  return encodeColumnFile(header, columns);
}

/** Throws ColumnFileProblemError for a file that is cut off, changed, of another format or of another CSV. */
export function decodeZipCentroids(file: Buffer, sourceHash: string): ZipCentroids {
  const { header, columns } = decodeColumnFile(file);
  if (!isHeader(header)) throw new ColumnFileProblemError('not a table of ZIP centroids');
  if (header.format !== zipCentroidsFormat)
    throw new ColumnFileProblemError(`format ${header.format}, not ${zipCentroidsFormat}`);
  if (header.sourceHash !== sourceHash) throw new ColumnFileProblemError('made of another ZIP table');
  const raw = (name: string): Column => {
    const column = columns.get(name);
    if (column === undefined) throw new ColumnFileProblemError(`no column ${name}`);
    return column;
  };
  const { stateNames, cityKeys, stateKeys } = header;
  if (![stateNames, cityKeys, stateKeys].every(Array.isArray))
    throw new ColumnFileProblemError('header lacks what its format asks for');
  const takeAreas = <K>(name: string, keys: ArrayLike<K>): Map<K, Area> => {
    const latitudes = raw(`${name}.latitudes`);
    const longitudes = raw(`${name}.longitudes`);
    const reachMiles = raw(`${name}.reachMiles`);
    const states = raw(`${name}.states`);
    const areas = new Map<K, Area>();
    for (let i = 0; i < keys.length; i++)
      areas.set(keys[i] as K, {
        latitude: latitudes[i] ?? 0,
        longitude: longitudes[i] ?? 0,
        state: stateNames[states[i] ?? 0] ?? '',
        reachMiles: reachMiles[i] ?? 0,
      });
    return areas;
  };
  let cities: ReadonlyMap<string, Area> | undefined;
  return {
    zips: new Int32Array(raw('zips')),
    latitudes: new Float64Array(raw('latitudes')),
    longitudes: new Float64Array(raw('longitudes')),
    states: Array.from(raw('states'), (id) => stateNames[id] ?? ''),
    // 30,000 of them, and few are asked for by name: made when first needed
    get cities() {
      cities ??= takeAreas('city', cityKeys);
      return cities;
    },
    prefixes: takeAreas('prefix', raw('prefixes') as ArrayLike<number>),
    stateAreas: takeAreas('state', stateKeys),
  };
}

/** The checksum has said that the file is as it was written; this says that it was written as this. */
const isHeader = (header: unknown): header is Header =>
  typeof header === 'object' && header !== null && 'kind' in header && header.kind === 'zip-centroids';
