import type { TrainingSale } from './training-sale.ts';

/** Days since 1970-01-01 between which nearly all training sales lie: market movement is known only there. */
export interface MarketWindow {
  readonly firstDay: number;
  readonly lastDay: number;
}

/** The days that leave 2 % of the sales outside on either side. */
export function findMarketWindow(sales: readonly TrainingSale[]): MarketWindow {
  const days = Float64Array.from(sales, (sale) => sale.soldDay).sort();
  return {
    firstDay: days[Math.floor(days.length * 0.02)] ?? 0,
    lastDay: days[Math.floor(days.length * 0.98)] ?? 0,
  };
}

export const clampToWindow = (day: number, window: MarketWindow): number =>
  Math.min(window.lastDay, Math.max(window.firstDay, day));

/** The same sales with the market day held within the window. */
export const placeInWindow = (sales: readonly TrainingSale[], window: MarketWindow): TrainingSale[] =>
  sales.map((sale) => ({
    ...sale,
    facts: { ...sale.facts, marketDay: clampToWindow(sale.soldDay, window) },
  }));
