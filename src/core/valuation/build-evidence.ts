import { type Ratio, toRatio } from '../kernel/money.ts';
import { calibrateRange } from './calibrate-range.ts';
import type { MarketEvidence } from './comps-valuer.ts';
import { fitEngine, PriceEngine } from './engine/price-engine.ts';
import { buildPriceTable } from './evidence/build-price-table.ts';
import type { AskingPrice, WholesaleSale } from './evidence/price-record.ts';
import { toSaleId } from './evidence/price-record.ts';
import type { PriceTable } from './evidence/price-table.ts';
import type { PriceIndex } from './price-index.ts';

/** Newest share of the sales that is left out to learn how wide ranges must be: drift shows there. */
const newestShare = 0.15;
/** And one in so many of all others, for the models that the newest months do not have. */
const oneIn = 5;

/** Fits wholesale values to confirmed sales. Ranges are calibrated on sales left out. Throws without sales. */
export function buildWholesaleEvidence(sales: readonly WholesaleSale[], index: PriceIndex): MarketEvidence {
  if (sales.length === 0) throw new RangeError('no sales to value by');
  const table = buildPriceTable(sales, index);
  const used = new Uint8Array(table.rowCount).fill(1);
  const firstHeldOut = Math.floor(table.rowCount * (1 - newestShare));
  return {
    engine: new PriceEngine(table, used, fitEngine(table, used)),
    range: calibrateRange(table, used, (row) => row >= firstHeldOut || (row * 7) % oneIn === 0),
    version: versionOf('comps-1 sales', table),
    priceFactor: 1,
  };
}

/**
 * From a dealer's asking price to what the buyer pays. An assumption without a source: no sale price stands beside
 * the asking prices, so it cannot be measured here. Override it where better is known.
 */
export const defaultAskToSaleDiscount = toRatio(0.04);

/**
 * Fits retail values to asking prices. Values are at a dealer's level: private sellers' prices count after the
 * difference between the two, which the fit measures. Throws without prices.
 */
export function buildRetailEvidence(
  prices: readonly AskingPrice[],
  index: PriceIndex,
  askToSaleDiscount: Ratio = defaultAskToSaleDiscount,
): MarketEvidence {
  if (prices.length === 0) throw new RangeError('no asking prices to value by');
  const table = buildPriceTable(prices, index);
  const used = new Uint8Array(table.rowCount).fill(1);
  return {
    engine: new PriceEngine(table, used, fitEngine(table, used)),
    range: calibrateRange(table, used, (row) => (row * 7) % oneIn === 0),
    version: versionOf('asking-1 prices', table),
    priceFactor: 1 - askToSaleDiscount,
  };
}

/** Says which records stand behind a value: their number and a fingerprint over all of them. */
function versionOf(name: string, table: PriceTable): string {
  let print = 0;
  for (let row = 0; row < table.rowCount; row++)
    print =
      Math.imul(
        print ^
          ((table.logPrice[row] ?? 0) * 1e6 + (table.pricedAtMs[row] ?? 0) / 1e3 + (table.model[row] ?? 0)),
        0x01000193,
      ) >>> 0;
  return `${name}:${table.rowCount}-${toSaleId(print).slice(4, 12)}`;
}
