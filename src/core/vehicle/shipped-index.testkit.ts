import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parseVinIndex } from './vin-index.ts';

const data = new URL('../../../data/', import.meta.url);

export const readData = (path: string): string => {
  const bytes = readFileSync(new URL(path, data));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
};

/** The index that ships, for tests that measure the decoder on real VINs. */
export const readShippedIndex = (): ReturnType<typeof parseVinIndex> =>
  parseVinIndex(readData('vin/vpic-index.txt.gz'));
