import { calibrateRange } from './calibrate-range.ts';
import type { MarketEvidence } from './comps-valuer.ts';
import { PriceEngine } from './engine/price-engine.ts';
import type { AskingPrice, WholesaleSale } from './evidence/price-record.ts';
import { toSaleId } from './evidence/price-record.ts';
import { buildPriceTable, type PriceTable } from './evidence/price-table.ts';
import type { PriceIndex } from './price-index.ts';

/** Newest share of the sales that is left out to learn how wide ranges must be: drift shows there. */
const newestShare = 0.15;
/** And one in so many of all others, for the models that the newest months do not have. */
const oneIn = 5;

/** Fits wholesale values to confirmed sales. Ranges are calibrated on sales left out. Throws without sales. */
export function buildWholesaleEvidence(sales: readonly WholesaleSale[], index: PriceIndex): MarketEvidence {
  if (sales.length === 0) throw new RangeError('no sales to value by');
  const table = buildPriceTable(sales, index);
  const used = new Uint8Array(table.records.length).fill(1);
  const firstHeldOut = Math.floor(table.records.length * (1 - newestShare));
  return {
    engine: new PriceEngine(table, used),
    range: calibrateRange(table, used, (row) => row >= firstHeldOut || (row * 7) % oneIn === 0),
    version: versionOf('comps-1 sales', table),
    priceFactor: 1,
  };
}

/** Says which records stand behind a value: their number and a fingerprint over all of them. */
function versionOf(name: string, table: PriceTable<WholesaleSale | AskingPrice>): string {
  let print = 0;
  for (let row = 0; row < table.records.length; row++)
    print =
      Math.imul(
        print ^
          ((table.logPrice[row] ?? 0) * 1e6 + (table.pricedAtMs[row] ?? 0) / 1e3 + (table.model[row] ?? 0)),
        0x01000193,
      ) >>> 0;
  return `${name}:${table.records.length}-${toSaleId(print).slice(4, 12)}`;
}
