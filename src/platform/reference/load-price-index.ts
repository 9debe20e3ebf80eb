import { basename } from 'node:path';
import { type PriceIndex, toPriceIndex } from '../../core/valuation/price-index.ts';
import { readTable } from './read-table.ts';

/** Reads a FRED-style monthly series: a date column and a level column. Throws on gaps and levels that are not positive. */
export function loadPriceIndex(path: string): PriceIndex {
  const [header, ...lines] = readTable(path);
  if (header?.[0] !== 'observation_date' || header.length !== 2)
    throw new Error(`${basename(path)}: not a dated series`);
  return toPriceIndex(
    header[1] ?? basename(path),
    lines
      .filter((cells) => cells[0] !== undefined && cells[0] >= '1990')
      .map((cells) => ({ observedOn: cells[0] ?? '', level: Number(cells[1] || Number.NaN) })),
  );
}
