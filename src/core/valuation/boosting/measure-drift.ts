import { type MarketDrift, moveDrift, readDrift } from './market-drift.ts';
import type { PricedSale } from './measure-errors.ts';
import { weightedQuantile } from './weighted-quantile.ts';

const leastLaterSales = 100;
/** So many later sales are believed half. */
const halfBelieved = 200;
/** Without guide values to go by: the final fit has learned from these very sales, and has part of their drift in it. */
const stillAhead = 0.5;
/** In log price: no market moves further within weeks than this may be told from errors of the model. */
const mostDrift = 0.03;

/**
 * What sales of after those learned from brought beyond their price and beyond what guide values say of the market, in
 * log price: the median, weighed by price so that it serves dollars, and held back where there are few. Halved where
 * no guide values tell of the market. 0 with under 100 such sales.
 */
export function measureStep(sales: readonly PricedSale[], guide: MarketDrift): number {
  const later = sales.filter((sale) => sale.isLater);
  if (later.length < leastLaterSales) return 0;
  const median = weightedQuantile(
    Float64Array.from(
      later,
      (sale) => Math.log(sale.priceDollars) - sale.middle - readDrift(guide, sale.soldDay),
    ),
    Float64Array.from(later, (sale) => sale.priceDollars),
    later.length,
    0.5,
  );
  const believed = (median * later.length) / (later.length + halfBelieved);
  const step = guide.days.length > 0 ? believed : stillAhead * believed;
  return Math.max(-mostDrift, Math.min(mostDrift, step));
}

/** What guide values say of the market from `fromDay` on, and the step of {@link measureStep} on top. */
export const joinStep = (guide: MarketDrift, step: number, fromDay: number): MarketDrift =>
  guide.days.length > 0 ? moveDrift(guide, step) : { days: [fromDay], shifts: [step] };

/** The same sales with all percentiles of the later ones moved by the drift of their day. */
export const moveLater = (sales: readonly PricedSale[], drift: MarketDrift): PricedSale[] =>
  sales.map((sale) => {
    if (!sale.isLater) return sale;
    const shift = readDrift(drift, sale.soldDay);
    return { ...sale, low: sale.low + shift, middle: sale.middle + shift, high: sale.high + shift };
  });
