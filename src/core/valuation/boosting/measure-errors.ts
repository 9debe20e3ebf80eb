import { priceBandEnds } from './calibrate.ts';
import type { Track } from './effect-terms.ts';
import type { ErrorRow } from './trained-model.ts';

export interface PricedSale {
  readonly priceDollars: number;
  /** Days since 1970-01-01 UTC. */
  readonly soldDay: number;
  /** Whether the model has at least {@link commonModelSales} training sales. */
  readonly isCommon: boolean;
  /** Whether it was sold after all sales that were learned from. */
  readonly isLater: boolean;
  /** Natural logarithms of dollars. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** What its grade adds beyond grade 3. */
  readonly polish: number;
}

/** A handful of models can make up half of a sales file; their errors are measured apart when ranges are set. */
export const commonModelSales = 1_000;

const dollars = new Intl.NumberFormat('en-US');

export function bandName(priceDollars: number): string {
  const band = priceBandEnds.findIndex((end) => priceDollars < end);
  if (band === 0) return `under $${dollars.format(priceBandEnds[0])}`;
  if (band < 0) return `$${dollars.format(priceBandEnds.at(-1) ?? 0)} and over`;
  return `$${dollars.format(priceBandEnds[band - 1] ?? 0)}–${dollars.format((priceBandEnds[band] ?? 0) - 1)}`;
}

/** Errors over all sales and per band of the price that the car brought. */
export function measureErrors(track: Track, sales: readonly PricedSale[]): ErrorRow[] {
  const bands = new Map<string, PricedSale[]>([['all', [...sales]]]);
  const starts = [0, ...priceBandEnds];
  for (const start of starts) bands.set(bandName(start), []);
  for (const sale of sales) bands.get(bandName(sale.priceDollars))?.push(sale);
  return [...bands].flatMap(([band, members]) =>
    members.length === 0 ? [] : [measureBand(track, band, members)],
  );
}

function measureBand(track: Track, band: string, sales: readonly PricedSale[]): ErrorRow {
  const errors = sales.map((sale) => Math.abs(Math.exp(sale.middle) - sale.priceDollars));
  const covered = sales.filter(
    (sale) => sale.priceDollars >= Math.exp(sale.low) && sale.priceDollars <= Math.exp(sale.high),
  );
  return {
    track,
    band,
    count: sales.length,
    meanAbsoluteErrorDollars: errors.reduce((sum, error) => sum + error, 0) / sales.length,
    medianAbsoluteShare: median(sales.map((sale, i) => (errors[i] ?? 0) / sale.priceDollars)),
    coverage: covered.length / sales.length,
    medianWidth: median(
      sales.map((sale) => (Math.exp(sale.high) - Math.exp(sale.low)) / Math.exp(sale.middle)),
    ),
  };
}

export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return Number.NaN;
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}
