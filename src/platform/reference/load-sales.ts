import { basename } from 'node:path';
import type { Instant } from '../../core/kernel/instant.ts';
import {
  parseWholesaleSale,
  wholesaleSaleColumns,
} from '../../core/valuation/evidence/parse-wholesale-sale.ts';
import type { PriceRejection, WholesaleSale } from '../../core/valuation/evidence/price-record.ts';
import { dropDuplicates, type LoadedPrices } from './loaded-prices.ts';
import { readTable } from './read-table.ts';

/** Reads a file of confirmed wholesale sales. Throws when its header is not the expected one. */
export function loadSales(path: string, readAt: Instant): LoadedPrices<WholesaleSale> {
  const [header, ...lines] = readTable(path);
  if (header?.join() !== wholesaleSaleColumns.join())
    throw new Error(`${basename(path)}: header is not ${wholesaleSaleColumns.join()}`);
  const records: WholesaleSale[] = [];
  const rejections: PriceRejection[] = [];
  const source = basename(path).replace(/\.csv(\.gz)?$/, '');
  lines.forEach((cells, i) => {
    const sale = parseWholesaleSale(cells, source, readAt);
    if (sale.ok) records.push(sale.value);
    else rejections.push({ ...sale.error, line: i + 2, excerpt: cells.join().slice(0, 200) });
  });
  return dropDuplicates(records, rejections, (sale) =>
    sale.vin === undefined ? undefined : `${sale.vin}|${sale.soldAt}|${sale.hammerPriceCents}`,
  );
}
