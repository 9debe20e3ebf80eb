import { requiredColumns } from '../../src/sources/copart/columns.ts';

export type RawLot = Readonly<Record<string, unknown>>;

/** One notation of one source, to write captures in. */
export interface Importer {
  readonly name: string;
  readonly source: string;
  /** A lot that is read, with this number. */
  lot(id: number): RawLot;
  /** Fields whose text is free: a lot with anything in them is still a lot. */
  readonly texts: readonly string[];
  /** The capture; one of a notation that holds a single lot has the last one. */
  write(lots: readonly RawLot[]): string;
  readonly holdsOne?: true;
}

const ends = '2026-04-20T18:00:00Z';
const title = (id: number) => `2013 Ford F-150 no. ${id}`;
const csvField = (value: unknown) => `"${String(value).replaceAll('"', '""')}"`;

/** Every notation of every source. */
export const importers: readonly Importer[] = [
  {
    name: 'govdeals, lines',
    source: 'govdeals',
    lot: (id) => ({
      ...{ assetId: String(id), accountId: '9', title: title(id), currentBid: 100, currencyCode: 'USD' },
      auctionEndUtc: ends,
    }),
    texts: ['title', 'longDescription', 'category', 'brand', 'model', 'company', 'location'],
    write: (lots) => `${lots.map((lot) => JSON.stringify(lot)).join('\n')}\n`,
  },
  {
    name: 'govdeals, search answer',
    source: 'govdeals',
    lot: (id) => ({
      ...{
        assetId: id,
        accountId: 8,
        assetShortDescription: title(id),
        currentBid: 100,
        currencyCode: 'USD',
      },
      assetAuctionEndDateUtc: ends,
    }),
    texts: ['assetShortDescription', 'assetLongDescription', 'makebrand', 'model', 'companyName', 'photo'],
    write: (lots) => JSON.stringify({ assetSearchResults: lots }),
  },
  {
    name: 'govdeals, sold page',
    source: 'govdeals',
    lot: (id) => ({
      '@type': 'Product',
      ...{ name: title(id), description: 'Runs', model: 'F-150', seller: { name: 'A city' } },
      offers: { price: 3000, priceCurrency: 'USD', url: `https://www.govdeals.com/asset/${id}/7` },
      subjectOf: { endDate: '2026-04-01T18:00:00Z' },
    }),
    texts: ['name', 'description', 'model'],
    write: (lots) =>
      `<html><script type="application/ld+json">${JSON.stringify(lots.at(-1))}</script>govdeals.com</html>`,
    holdsOne: true,
  },
  {
    name: 'copart, sales data',
    source: 'copart',
    lot: (id) => ({
      ...Object.fromEntries(requiredColumns.map((column) => [column, ''])),
      'Lot number': id,
      ...{ Year: 2013, Make: 'FORD', 'Model Group': 'F-150', 'Special Note': '', 'Currency Code': 'USD' },
      ...{ 'Sale Date M/D/CY': '20260420', 'Sale time (HHMM)': '1000', 'Time Zone': 'CDT' },
    }),
    texts: ['Make', 'Model Group', 'Model Detail', 'Special Note', 'Location city', 'Runs/Drives'],
    write: ([first = {}, ...others]) => {
      const columns = [...new Set([...requiredColumns, 'Special Note', ...Object.keys(first)])];
      const rows = [first, ...others].map((lot) =>
        columns.map((name) => csvField(lot[name] ?? '')).join(','),
      );
      return `${[columns.map(csvField).join(','), ...rows].join('\n')}\n`;
    },
  },
  {
    name: 'copart, lot details',
    source: 'copart',
    lot: (id) => ({ ln: id, ld: title(id), cuc: 'USD', hb: 100 }),
    texts: ['ld', 'mkn', 'lm', 'td', 'dd', 'locCity'],
    write: (lots) => JSON.stringify({ data: { lotDetails: lots.at(-1) } }),
    holdsOne: true,
  },
  {
    name: 'gsa-api',
    source: 'gsa-api',
    lot: (id) => ({
      ...{ SaleNo: '31QSCI26110', LotNo: id, ItemName: title(id), HighBidAmount: 100, AuctionStatus: 'A' },
      AucEndDt: '2026-04-20 16:07',
    }),
    texts: ['ItemName', 'LotInfo', 'AgencyName', 'PropertyCity', 'ItemDescURL'],
    write: (lots) => JSON.stringify({ Results: lots }),
  },
  {
    name: 'gsa-listings',
    source: 'gsa-listings',
    lot: (id) => ({
      ...{ lot_number: `L${id}`, item_description: title(id), current_bid: '$100' },
      auction_end_time: '04/20/2026 04:07 PM CT',
    }),
    texts: ['item_description', 'location', 'item_url'],
    write: (lots) => JSON.stringify({ auctions: lots }),
  },
  {
    name: 'publicsurplus',
    source: 'publicsurplus',
    lot: (id) => ({ id, title: title(id), price: '$100.00', left: '2 days 10 hours' }),
    texts: ['title'],
    write: (lots) =>
      `<table id="auctionTableView">${lots
        .map(
          ({ id, title: named, price, left }) =>
            `<tr id="${id}c"><a href="?auc=${id}">${named}</a><b id="val_${id}c">${price}</b><b id="timeLeftValue${id}c">${left}</b></tr>`,
        )
        .join('\n')}</table>`,
  },
];
