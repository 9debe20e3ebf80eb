import { toInstant } from '../../core/kernel/instant.ts';
import {
  type BacktestRow,
  backtestEstimates,
  type Estimate,
  medianByModel,
} from '../../core/valuation/backtest.ts';
import { createValueModel } from '../../core/valuation/boosting/create-value-model.ts';
import { fillFacts } from '../../core/valuation/boosting/fill-facts.ts';
import { hashLot } from '../../core/valuation/boosting/lot-hashes.ts';
import { clampToWindow } from '../../core/valuation/boosting/market-window.ts';
import { createPricingScratch, priceLot, trackFor } from '../../core/valuation/boosting/price-lot.ts';
import { screenSales } from '../../core/valuation/boosting/screen-sales.ts';
import { leastSales, trainValueModel } from '../../core/valuation/boosting/train-value-model.ts';
import type { TrainedModel } from '../../core/valuation/boosting/trained-model.ts';
import type { TrainingSale } from '../../core/valuation/boosting/training-sale.ts';
import { buildWholesaleEvidence } from '../../core/valuation/build-evidence.ts';
import { CompsValuer } from '../../core/valuation/comps-valuer.ts';
import type { WholesaleSale } from '../../core/valuation/evidence/price-record.ts';
import type { PriceIndex } from '../../core/valuation/price-index.ts';
import type { ValuationSubject } from '../../core/valuation/valuation.ts';
import { ProblemError } from '../problem-error.ts';
import { createIdentify } from './create-identify.ts';
import { readSalesFile } from './read-sales-file.ts';

export interface BacktestRequest {
  readonly bytes: Uint8Array;
  /** The same sales as comparables. */
  readonly sales: readonly WholesaleSale[];
  readonly index: PriceIndex;
  readonly asOfMs: number;
  readonly onProgress: (step: string) => void;
}

export interface BacktestTable {
  readonly name: string;
  readonly rows: readonly BacktestRow[];
}

/** A month with fewer sales than this is not predicted on its own. */
const leastOfMonth = 100;

const keyOf = (vin: string, atMs: number, priceDollars: number) =>
  `${vin.toUpperCase()}|${Math.round(atMs / 1000)}|${priceDollars}`;

/** A sale as a caller would ask for it on its day, with everything but its price. */
function toSubject({ vehicle, facts, soldDay }: TrainingSale): ValuationSubject {
  return {
    vehicle,
    ...(Number.isNaN(facts.miles) ? {} : { odometerMiles: facts.miles }),
    ...(Number.isNaN(facts.grade) ? {} : { conditionGrade: facts.grade }),
    ...(facts.seller === '' ? {} : { sellerName: facts.seller }),
    ...(facts.state === '' ? {} : { state: facts.state }),
    asOf: toInstant(soldDay * 86_400_000),
  };
}

/** What the ridge regression under the model's trees says alone: a baseline, without a range and without a book value. */
function createRidge(trained: TrainedModel): (sale: TrainingSale) => Estimate | undefined {
  const scratch = createPricingScratch();
  return ({ facts, soldDay }) => {
    const known = fillFacts(trained.fills, {
      ...facts,
      bookDollars: Number.NaN,
      marketDay: clampToWindow(soldDay, trained.details.window),
    });
    const priced = priceLot(trained, trackFor(known), known, scratch, hashLot(known));
    if (priced === undefined) return undefined;
    return { p10Cents: Number.NaN, p50Cents: Math.exp(priced.effects) * 100, p90Cents: Number.NaN };
  };
}

/**
 * Replays time: for each month the model and the comparables learn from the sales before it and value those in it, as
 * of their own days. Beside them the book value that came with the sales, the median of model and year, ridge
 * regression, and comparables alone. Every figure is of sales that nothing had seen.
 */
export function backtestValues(request: BacktestRequest): {
  readonly months: readonly string[];
  readonly tables: readonly BacktestTable[];
} {
  const screened = screenSales(readSalesFile(request.bytes), request.asOfMs, createIdentify());
  if (!screened.ok)
    throw new ProblemError(
      400,
      'missing_columns',
      `The sales lack the columns ${screened.missingColumns.join(', ')}.`,
    );
  const records = new Map(
    request.sales.map((sale) => [
      keyOf(sale.vin ?? '', Date.parse(sale.soldAt), sale.hammerPriceCents / 100),
      sale,
    ]),
  );
  const recordOf = (sale: TrainingSale) =>
    records.get(keyOf(sale.vehicle.vin?.vin ?? '', sale.soldDay * 86_400_000, sale.priceDollars));
  const monthOf = (sale: TrainingSale) => new Date(sale.soldDay * 86_400_000).toISOString().slice(0, 7);
  const byMonth = Map.groupBy(screened.sales, monthOf);

  const tested: WholesaleSale[] = [];
  const ours = new Map<WholesaleSale, Estimate>();
  const comps = new Map<WholesaleSale, Estimate>();
  const medians = new Map<WholesaleSale, Estimate>();
  const ridges = new Map<WholesaleSale, Estimate>();
  const months = [...byMonth.keys()].sort().filter((month) => {
    const before = screened.sales.filter((sale) => monthOf(sale) < month);
    return before.length >= leastSales && (byMonth.get(month)?.length ?? 0) >= leastOfMonth;
  });
  for (const month of months) {
    const before = screened.sales.filter((sale) => monthOf(sale) < month);
    request.onProgress(`${month}: learning from ${before.length} sales before it`);
    const outcome = trainValueModel(before);
    if (!outcome.ok) throw new ProblemError(400, outcome.code, outcome.reason);
    const learned = before.flatMap((sale) => recordOf(sale) ?? []);
    const wholesale = buildWholesaleEvidence(learned, request.index);
    const valuer = new CompsValuer({ wholesale, model: createValueModel(outcome.model) });
    const alone = new CompsValuer({ wholesale });
    const medianOf = medianByModel(learned);
    const ridgeOf = createRidge(outcome.model);
    for (const sale of byMonth.get(month) ?? []) {
      const record = recordOf(sale);
      if (!record) continue;
      tested.push(record);
      const keep = (where: Map<WholesaleSale, Estimate>, estimate: Estimate | undefined) =>
        estimate && where.set(record, estimate);
      const valued = valuer.valueWholesale(toSubject(sale), { withComparables: false });
      const compared = alone.valueWholesale(toSubject(sale), { withComparables: false });
      keep(ours, valued.ok ? valued.value : undefined);
      keep(comps, compared.ok ? compared.value : undefined);
      keep(medians, medianOf(record));
      keep(ridges, ridgeOf(sale));
    }
    request.onProgress(`${month}: valued ${byMonth.get(month)?.length ?? 0} sales`);
  }
  const table = (name: string, estimates: (sale: WholesaleSale) => Estimate | undefined): BacktestTable => ({
    name,
    rows: backtestEstimates(tested, estimates),
  });
  return {
    months,
    tables: [
      table('DealerScope', (sale) => ours.get(sale)),
      table('comparables alone', (sale) => comps.get(sale)),
      table('MMR, as it came with the sales', ({ mmrCents }) =>
        mmrCents === undefined
          ? undefined
          : { p10Cents: Number.NaN, p50Cents: mmrCents, p90Cents: Number.NaN },
      ),
      table('median of model and year', (sale) => medians.get(sale)),
      table('ridge regression', (sale) => ridges.get(sale)),
    ],
  };
}
