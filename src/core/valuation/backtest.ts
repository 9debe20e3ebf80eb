import { toInstant } from '../kernel/instant.ts';
import { toCents } from '../kernel/money.ts';
import type { WholesaleSale } from './evidence/price-record.ts';
import { segmentOfRecord } from './evidence/segment-of-record.ts';
import { quantile } from './fit/order-statistics.ts';
import type { ValuationSubject, Valuer } from './valuation.ts';

/** How values compare with hammer prices over one group of sales. Money in cents; shares 0…1. */
export interface BacktestRow {
  readonly group: string;
  readonly n: number;
  readonly refused: number;
  readonly meanAbsoluteErrorCents: number;
  /** Median of |value − price| / price. */
  readonly medianAbsoluteShare: number;
  readonly within5: number;
  readonly within10: number;
  readonly within20: number;
  /** Mean of value − price, cents: above zero means that values are too high. */
  readonly biasCents: number;
  /** Share of prices inside p10…p90; NaN where the estimator gives no range. */
  readonly coverage: number;
  /** Median of (p90 − p10) / p50. */
  readonly medianWidth: number;
}

export interface Estimate {
  readonly p10Cents: number;
  readonly p50Cents: number;
  readonly p90Cents: number;
}

/** Bands of the hammer price, dollars, as the trade reports them. */
export const priceBands = [
  ['under $3k', 0, 3_000],
  ['$3k to $8k', 3_000, 8_000],
  ['$8k to $15k', 8_000, 15_000],
  ['$15k to $25k', 15_000, 25_000],
  ['over $25k', 25_000, Number.POSITIVE_INFINITY],
] as const;

/** Fits on `train`, values every sale of `test` as of its own day, and compares with what it brought. */
export function backtestSales(
  train: readonly WholesaleSale[],
  test: readonly WholesaleSale[],
  makeValuer: (train: readonly WholesaleSale[]) => Valuer,
): BacktestRow[] {
  const valuer = makeValuer(train);
  return backtestEstimates(test, (sale) => {
    const valued = valuer.valueWholesale(toSubject(sale), { withComparables: false });
    return valued.ok ? valued.value : undefined;
  });
}

/** The same table for any way of guessing: another firm's book, a plain median. */
export function backtestEstimates(
  test: readonly WholesaleSale[],
  estimate: (sale: WholesaleSale) => Estimate | undefined,
): BacktestRow[] {
  const pairs = test.map((sale) => ({ priceCents: sale.hammerPriceCents, estimate: estimate(sale) }));
  const groups = priceBands.map(([group, least, below]) => ({
    group,
    pairs: pairs.filter(({ priceCents }) => priceCents >= 100 * least && priceCents < 100 * below),
  }));
  return [{ group: 'all', pairs }, ...groups].map(({ group, pairs: of }) => summarize(group, of));
}

/** The middle price of the same model and model year in `train`, or of the model: what needs no skill. */
export function medianByModel(
  train: readonly WholesaleSale[],
): (sale: WholesaleSale) => Estimate | undefined {
  const prices = new Map<string, number[]>();
  const keysOf = (sale: WholesaleSale): string[] => [
    `${sale.make}|${sale.model}|${sale.year}`,
    `${sale.make}|${sale.model}`,
  ];
  for (const sale of train)
    for (const key of keysOf(sale)) {
      const known = prices.get(key);
      if (known === undefined) prices.set(key, [sale.hammerPriceCents]);
      else known.push(sale.hammerPriceCents);
    }
  const medians = new Map([...prices].map(([key, cents]) => [key, quantile(cents, 0.5)]));
  return (sale) => {
    const cents = keysOf(sale)
      .map((key) => medians.get(key))
      .find((median) => median !== undefined);
    return cents === undefined ? undefined : { p10Cents: Number.NaN, p50Cents: cents, p90Cents: Number.NaN };
  };
}

/** A sale as a subject: what could be known before the hammer fell, on the day it fell. */
export function toSubject(sale: WholesaleSale): ValuationSubject {
  return {
    vehicle: {
      year: sale.year,
      make: sale.make,
      model: sale.model,
      ...(sale.trim !== undefined && { trim: sale.trim }),
      ...(sale.body !== undefined && { body: sale.body }),
      segment: segmentOfRecord(sale),
      confidence: 1,
      provenance: {},
    },
    ...(sale.odometerMiles !== undefined && { odometerMiles: sale.odometerMiles }),
    ...(sale.conditionGrade !== undefined && { conditionGrade: sale.conditionGrade }),
    ...(sale.state !== undefined && { state: sale.state }),
    ...(sale.seller !== undefined && { sellerName: sale.seller }),
    asOf: toInstant(sale.soldAt),
  };
}

/** The same with the book value that came with the sale. */
export const toSubjectWithBook = (sale: WholesaleSale): ValuationSubject =>
  sale.mmrCents === undefined
    ? toSubject(sale)
    : { ...toSubject(sale), book: { name: 'mmr', cents: toCents(sale.mmrCents) } };

function summarize(
  group: string,
  pairs: readonly { readonly priceCents: number; readonly estimate: Estimate | undefined }[],
): BacktestRow {
  const valued = pairs.flatMap(({ priceCents, estimate }) =>
    estimate === undefined ? [] : [{ priceCents, ...estimate }],
  );
  const n = valued.length;
  const shares = valued.map(({ priceCents, p50Cents }) => Math.abs(p50Cents - priceCents) / priceCents);
  const mean = (of: readonly number[]): number => of.reduce((sum, value) => sum + value, 0) / n;
  const within = (share: number): number => shares.filter((error) => error <= share).length / n;
  const ranged = valued.filter(({ p10Cents }) => !Number.isNaN(p10Cents));
  return {
    group,
    n,
    refused: pairs.length - n,
    meanAbsoluteErrorCents: mean(valued.map(({ priceCents, p50Cents }) => Math.abs(p50Cents - priceCents))),
    medianAbsoluteShare: quantile(shares, 0.5),
    within5: within(0.05),
    within10: within(0.1),
    within20: within(0.2),
    biasCents: mean(valued.map(({ priceCents, p50Cents }) => p50Cents - priceCents)),
    coverage:
      ranged.filter(({ priceCents, p10Cents, p90Cents }) => priceCents >= p10Cents && priceCents <= p90Cents)
        .length / ranged.length,
    medianWidth: quantile(
      ranged.map(({ p10Cents, p50Cents, p90Cents }) => (p90Cents - p10Cents) / p50Cents),
      0.5,
    ),
  };
}
