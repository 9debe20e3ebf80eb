import { toEpochMs } from '../../kernel/instant.ts';
import { ageYears } from '../../vehicle/age-years.ts';
import { nameKeys } from '../name-keys.ts';
import type { ValuationSubject, Valuer } from '../valuation.ts';
import type { OwnSale } from './own-sale.ts';

/** One own sale with what the value without own sales missed it by. */
export interface MeasuredSale {
  readonly sale: OwnSale;
  readonly soldMs: number;
  readonly ageYears: number;
  /** ln(price / value without own sales, as of its day), held within ±0.7. */
  readonly miss: number;
}

export interface OwnEvidence {
  readonly sales: readonly { readonly measured: MeasuredSale; readonly weight: number }[];
  /** Sum of the weights: how many sales of just such a car, sold just now, they amount to. */
  readonly amount: number;
  /** Their weighted mean miss. */
  readonly miss: number;
}

const mostMiss = 0.7;
/** Half a bell of years of age either side. */
const ageWidthYears = 1.5;
/** A sale of so many days ago counts 1/e of one of today. */
const fadeDays = 540;
const leastWeight = 0.02;

/** Measures every own sale against `valuer` once, and finds those that speak of a car. */
export class OwnSalesIndex {
  readonly #byModel = new Map<string, MeasuredSale[]>();
  readonly count: number;

  constructor(sales: readonly OwnSale[], valuer: Valuer) {
    let count = 0;
    for (const sale of sales) {
      const key = modelOf(sale.subject);
      const { year } = sale.subject.vehicle;
      if (key === undefined || year === undefined) continue;
      const valued = valuer.valueWholesale(sale.subject, { withComparables: false });
      if (!valued.ok || valued.value.p50Cents <= 0) continue;
      const miss = Math.log(sale.hammerPriceCents / valued.value.p50Cents);
      const known = this.#byModel.get(key) ?? [];
      known.push({
        sale,
        soldMs: toEpochMs(sale.subject.asOf),
        ageYears: ageYears(year, sale.subject.asOf),
        miss: Math.max(-mostMiss, Math.min(mostMiss, miss)),
      });
      this.#byModel.set(key, known);
      count++;
    }
    this.count = count;
  }

  /**
   * Own sales of the same model before `asOf`, weighed by nearness in age and time; never by miles or grade, so that
   * no change of those can raise a value. Undefined without any.
   */
  find(subject: ValuationSubject): OwnEvidence | undefined {
    const key = modelOf(subject);
    const { year } = subject.vehicle;
    if (key === undefined || year === undefined) return undefined;
    const asOfMs = toEpochMs(subject.asOf);
    const age = ageYears(year, subject.asOf);
    let amount = 0;
    let sum = 0;
    const sales: { measured: MeasuredSale; weight: number }[] = [];
    for (const measured of this.#byModel.get(key) ?? []) {
      if (measured.soldMs >= asOfMs) continue;
      const apart = (measured.ageYears - age) / ageWidthYears;
      const days = (asOfMs - measured.soldMs) / 86_400_000;
      const weight = Math.exp(-0.5 * apart * apart - days / fadeDays);
      if (weight < leastWeight) continue;
      sales.push({ measured, weight });
      amount += weight;
      sum += weight * measured.miss;
    }
    if (sales.length === 0) return undefined;
    sales.sort((a, b) => b.weight - a.weight || b.measured.soldMs - a.measured.soldMs);
    return { sales, amount, miss: sum / amount };
  }
}

function modelOf({ vehicle }: ValuationSubject): string | undefined {
  const { make, model } = vehicle;
  return make === undefined || model === undefined ? undefined : nameKeys(make, model).model;
}
