import type { PricedSale } from './measure-errors.ts';
import { weightedQuantile } from './weighted-quantile.ts';

const leastLaterSales = 100;
/** So many later sales are believed half. */
const halfBelieved = 200;
/** The final fit has learned from these very sales, and has part of their drift in it already. */
const stillAhead = 0.5;
/** In log price: no market moves further within weeks than this may be told from errors of the model. */
const mostDrift = 0.03;

/**
 * What sales of after those learned from brought beyond their price, in log price: the median, weighed by price so that
 * it serves dollars, halved, and held back where there are few. 0 with under 100 of them.
 */
export function measureDrift(sales: readonly PricedSale[]): number {
  const later = sales.filter((sale) => sale.isLater);
  if (later.length < leastLaterSales) return 0;
  const median = weightedQuantile(
    Float64Array.from(later, (sale) => Math.log(sale.priceDollars) - sale.middle),
    Float64Array.from(later, (sale) => sale.priceDollars),
    later.length,
    0.5,
  );
  const believed = (stillAhead * median * later.length) / (later.length + halfBelieved);
  return Math.max(-mostDrift, Math.min(mostDrift, believed));
}

/** The same sales with all percentiles of the later ones moved by `drift`. */
export const moveLater = (sales: readonly PricedSale[], drift: number): PricedSale[] =>
  sales.map((sale) =>
    sale.isLater
      ? { ...sale, low: sale.low + drift, middle: sale.middle + drift, high: sale.high + drift }
      : sale,
  );
