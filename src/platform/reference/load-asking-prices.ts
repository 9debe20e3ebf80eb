import { basename } from 'node:path';
import type { Result } from '../../core/kernel/result.ts';
import { parseDealerListing } from '../../core/valuation/evidence/parse-dealer-listing.ts';
import { parsePrivateListing } from '../../core/valuation/evidence/parse-private-listing.ts';
import type { AskingPrice, PriceRejection } from '../../core/valuation/evidence/price-record.ts';
import { dropDuplicates, type LoadedPrices } from './loaded-prices.ts';
import { readTable } from './read-table.ts';

type Parse = (cell: (column: string) => string, source: string) => Result<AskingPrice, PriceRejection>;

/** Dealers' asking prices. Throws on a strange header. */
export const loadDealerListings = (path: string): LoadedPrices<AskingPrice> =>
  load(
    path,
    ['Year', 'Make', 'Model', 'Price', 'Mileage', 'VIN', 'State'],
    parseDealerListing,
    (price) => price.vin,
  );

/** Private sellers' asking prices; rows carry no VIN, so the same car re-listed cannot be told. */
export const loadPrivateListings = (path: string): LoadedPrices<AskingPrice> =>
  load(
    path,
    ['price', 'model_year', 'model', 'condition', 'odometer', 'date_posted', 'type', 'days_listed'],
    parsePrivateListing,
    ({ model, year, askingPriceCents, odometerMiles, trim, listedAt, daysListed }) =>
      odometerMiles === undefined
        ? undefined
        : [model, trim, year, askingPriceCents, odometerMiles, listedAt, daysListed].join('|'),
  );

function load(
  path: string,
  needed: readonly string[],
  parse: Parse,
  identify: (price: AskingPrice) => string | undefined,
): LoadedPrices<AskingPrice> {
  const [header = [], ...lines] = readTable(path);
  const at = new Map(header.map((column, i) => [column, i]));
  for (const column of needed) if (!at.has(column)) throw new Error(`${basename(path)}: no column ${column}`);
  const source = basename(path).replace(/\.csv(\.gz)?$/, '');
  const records: AskingPrice[] = [];
  const rejections: PriceRejection[] = [];
  lines.forEach((cells, i) => {
    const parsed: Result<AskingPrice, PriceRejection> =
      cells.length === header.length
        ? parse((column) => (cells[at.get(column) ?? -1] ?? '').trim(), source)
        : {
            ok: false,
            error: { code: 'wrong_columns', reason: `${cells.length} columns, not ${header.length}` },
          };
    if (parsed.ok) records.push(parsed.value);
    else rejections.push({ ...parsed.error, line: i + 2, excerpt: cells.join().slice(0, 200) });
  });
  return dropDuplicates(records, rejections, identify);
}
