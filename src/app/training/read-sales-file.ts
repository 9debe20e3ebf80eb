import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { SalesRow } from '../../core/valuation/boosting/training-sale.ts';

/** Rows of a CSV file with a header, gzipped or not. */
export function readSalesFile(bytes: Uint8Array): SalesRow[] {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return parse(isGzip ? gunzipSync(bytes) : Buffer.from(bytes), {
    columns: true,
    skip_empty_lines: true,
    relax_column_count: true,
  }) as SalesRow[];
}
