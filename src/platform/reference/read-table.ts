import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** All cells of a CSV file, gzipped or not, header first. Ragged rows come as they are: readers judge them. */
export function readTable(path: string): string[][] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return parse(text, { relax_column_count: true, relax_quotes: true, skip_empty_lines: true, bom: true });
}
