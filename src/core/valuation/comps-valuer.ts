import type { SaleId } from '../kernel/ids.ts';
import { type Cents, formatCents, roundToCents, toCents } from '../kernel/money.ts';
import { type AppliedModel, applyModel, contributionsOfModel } from './apply-model.ts';
import { blendBook } from './book-evidence.ts';
import { describeContributions, describeDoubts } from './describe-value.ts';
import { estimatePrice, type PriceEstimate } from './engine/estimate-price.ts';
import { CarLocator } from './engine/locate-car.ts';
import type { PriceEngine } from './engine/price-engine.ts';
import { saleIdAt } from './evidence/price-table.ts';
import { listComparables } from './list-comparables.ts';
import { blendModel, type Money, onlyMiddle, scale, toOrderedCents, widest } from './money-range.ts';
import type { RangeTable } from './range/range-table.ts';
import { titleBrandFactor } from './title-brand-factor.ts';
import type {
  RetailValue,
  ValuationSubject,
  Valued,
  ValueOptions,
  Valuer,
  WholesaleValue,
} from './valuation.ts';
import type { ModelPrediction, ValueModel } from './value-model.ts';

/** One market's evidence, fitted: sales for wholesale, asking prices for retail. Never one for the other. */
export interface MarketEvidence {
  readonly engine: PriceEngine;
  readonly range: RangeTable;
  readonly version: string;
  /** What of a recorded price counts: 1 for a hammer price, 1 − the ask-to-sale discount for an asking price. */
  readonly priceFactor: number;
}

/**
 * Shares as sales held back bear them out: with a grade, a seller or a guide value known, any more for comparables made
 * the middle worse, for cars that the model had seldom seen as well; with none of them, a tenth served it. A car that
 * the model has next to no evidence for is left to comparables. What they say otherwise widens the range.
 */
const shareOfModel = (
  { conditionGrade, sellerName, book }: ValuationSubject,
  { unfamiliarity }: ModelPrediction,
): number => {
  const isBare = conditionGrade === undefined && sellerName === undefined && book === undefined;
  return (isBare ? 0.9 : 0.97) * (1 - unfamiliarity ** 16);
};
/** ln of how far model and comparables may be apart before it is said. */
const disagreement = 0.3;
/** A model may answer alone for a car that it knows this well. */
const mostUnfamiliar = 0.8;
const leastModelSales = 3;
/** Both ends of such a range move out by a tenth. */
const aloneWidening = 1.1;
const mostSaleIds = 20;

/** Values by comparables, with a trained model blended into wholesale where one is given. */
export class CompsValuer implements Valuer {
  readonly version: string;
  readonly #wholesale: Market;
  readonly #retail: Market | undefined;

  constructor(evidence: {
    readonly wholesale: MarketEvidence;
    readonly retail?: MarketEvidence;
    readonly model?: ValueModel;
  }) {
    const { wholesale, retail, model } = evidence;
    this.#wholesale = new Market('wholesale', wholesale, model);
    this.#retail = retail === undefined ? undefined : new Market('retail', retail, undefined);
    this.version = [wholesale.version, retail?.version, model?.version]
      .filter((version) => version !== undefined)
      .join(' ');
  }

  valueWholesale(subject: ValuationSubject, options: ValueOptions = {}): Valued<WholesaleValue> {
    const valued = this.#wholesale.value(subject, options.withComparables ?? true);
    return valued.ok ? { ok: true, value: { market: 'wholesale', ...valued.value } } : valued;
  }

  valueRetail(subject: ValuationSubject, options: ValueOptions = {}): Valued<RetailValue> {
    if (this.#retail === undefined)
      return {
        ok: false,
        refusal: {
          stage: 'retail',
          code: 'no_retail_evidence',
          reason: 'No asking prices are loaded.',
          missing: [],
        },
      };
    const valued = this.#retail.value(subject, options.withComparables ?? true);
    return valued.ok ? { ok: true, value: { market: 'retail', ...valued.value } } : valued;
  }
}

type Body = Omit<WholesaleValue, 'market'>;

class Market {
  readonly #stage: 'wholesale' | 'retail';
  readonly #evidence: MarketEvidence;
  readonly #model: ValueModel | undefined;
  readonly #locator: CarLocator;
  readonly #saleIds = new WeakMap<Int32Array, readonly SaleId[]>();

  constructor(stage: 'wholesale' | 'retail', evidence: MarketEvidence, model: ValueModel | undefined) {
    this.#stage = stage;
    this.#evidence = evidence;
    this.#model = model;
    this.#locator = new CarLocator(evidence.engine.table);
  }

  value(subject: ValuationSubject, withComparables: boolean): Valued<Body> {
    const { engine, range, priceFactor } = this.#evidence;
    const located = this.#locator.locate(subject, this.#stage);
    if (!located.ok) return located;
    const applied = this.#model && applyModel(this.#model, subject, engine.table.index);
    const estimated = estimatePrice(engine, range, this.#stage, subject, located.car);
    if (!estimated.ok) return (applied && this.#byModelAlone(subject, applied)) ?? estimated;
    const { estimate } = estimated;
    const told = describeContributions(engine, subject, estimate, priceFactor);
    const notes = describeDoubts(engine, subject, estimate);
    let money: Money = {
      p10: 100 * priceFactor * (estimate.middle - estimate.below),
      p50: told.middleCents,
      p90: 100 * priceFactor * (estimate.middle + estimate.above),
    };
    let confidence = estimate.confidence;
    let share = 1;
    let version = this.#evidence.version;
    let reached: Cents = told.middleCents;
    const contributions = told.contributions;
    const moveTo = (next: Money, label: string): void => {
      const step = toCents(roundToCents(next.p50) - reached);
      if (step !== 0) contributions.push({ label, amountCents: step });
      reached = roundToCents(next.p50);
      money = next;
    };
    if (this.#stage === 'wholesale' && subject.book !== undefined) {
      const blended = this.#blendBook(subject, estimate, money);
      if (blended !== undefined) {
        share *= 1 - blended.weight;
        moveTo(blended.money, `book value ${subject.book.name}`);
        notes.push(...blended.notes);
        confidence += (1 - confidence) * 0.3 * blended.weight;
      }
    }
    const modelWeight = applied ? shareOfModel(subject, applied.prediction) : 0;
    if (this.#model !== undefined && applied && modelWeight > 0) {
      share *= 1 - modelWeight;
      version = `${version} ${this.#model.version}`;
      const blended = blendModel(money, applied, modelWeight);
      // what grade and seller are worth is the model's to say: knowing them is no reason to disagree
      const isBooked = subject.book !== undefined;
      const conditionFactor = isBooked ? 1 : Math.exp(-estimate.steps.grade) * applied.prediction.kindFactor;
      const bySales = money.p50 * conditionFactor;
      const apart = Math.abs(Math.log(applied.p50 / bySales));
      moveTo(
        // the model answers unknown miles with the usual ones; how far off that may be is in the comparables' range.
        // Otherwise the range holds what the comparables say: further apart than the model's range, it is wider.
        widest(
          blended,
          scale(subject.odometerMiles === undefined ? money : onlyMiddle(money), conditionFactor),
        ),
        'what the trained model says beside comparables',
      );
      if (apart > disagreement) {
        notes.push(
          `The trained model says ${formatCents(roundToCents(applied.p50))}, comparable sales ${formatCents(roundToCents(bySales))}: they disagree by ${Math.round(100 * (Math.exp(apart) - 1))} %, and the range holds both.`,
        );
      }
    }
    const { nearby } = estimate;
    return {
      ok: true,
      value: {
        ...toOrderedCents(money, reached),
        asOf: subject.asOf,
        method: modelWeight > 0 ? 'blend' : 'comps',
        model: version,
        evidence: { count: estimate.evidenceCount, sales: this.#idsOf(estimate.evidenceRows) },
        comparables:
          withComparables && estimate.level !== 'segment' && estimate.level !== 'curve'
            ? listComparables({
                engine,
                car: estimate.car,
                nearby,
                titleFactor: titleBrandFactor(subject.titleBrand),
                share,
                priceFactor,
              })
            : [],
        contributions,
        typicalCents: told.typicalCents,
        confidence,
        notes,
      },
    };
  }

  /**
   * Where no comparable sale was known by that date but the model was trained on the car's like: its own price and
   * range, wider, with how many sales of that model it learned from as its evidence.
   */
  #byModelAlone(subject: ValuationSubject, applied: AppliedModel): Valued<Body> | undefined {
    const { prediction } = applied;
    if (this.#model === undefined || prediction.unfamiliarity > mostUnfamiliar) return undefined;
    if (prediction.evidenceCount < leastModelSales) return undefined;
    const reached = roundToCents(applied.p50);
    const { startCents, contributions } = contributionsOfModel(this.#model, applied, reached);
    const money = { p10: applied.p10 / aloneWidening, p50: applied.p50, p90: applied.p90 * aloneWidening };
    const width = (money.p90 - money.p10) / money.p50;
    return {
      ok: true,
      value: {
        ...toOrderedCents(money, reached),
        asOf: subject.asOf,
        method: 'model',
        model: this.#model.version,
        evidence: { count: prediction.evidenceCount, sales: [] },
        comparables: [],
        contributions,
        typicalCents: startCents,
        confidence: Math.max(0, Math.min(0.5, 0.6 - width / 2)),
        notes: [
          'No comparable sale was known by that date: the trained model alone gives this value, with a wider range.',
        ],
      },
    };
  }

  /** A guide value that the caller may use: weighed in, named, and never a reason for a wider range. */
  #blendBook(
    subject: ValuationSubject,
    estimate: PriceEstimate,
    own: Money,
  ): { readonly money: Money; readonly weight: number; readonly notes: string[] } | undefined {
    if (subject.book === undefined) return undefined;
    const { car, timeSd } = estimate;
    const titleFactor = titleBrandFactor(subject.titleBrand);
    const dollars = { p10: own.p10 / 100, p50: own.p50 / 100, p90: own.p90 / 100 };
    const book = blendBook(
      dollars,
      subject.book,
      { grade: car.grade, titleFactor, timeSd },
      estimate.knownAt,
    );
    if (book === undefined) return undefined;
    const { weight } = book;
    const apart = Math.abs(Math.log(book.bookDollars / dollars.p50));
    const notes = [
      `${subject.book.name} of the caller counts for ${Math.round(100 * weight)} % of the value.`,
    ];
    if (apart > 0.25)
      notes.push(
        `${subject.book.name} and comparable sales disagree by ${Math.round(100 * (Math.exp(apart) - 1))} %.`,
      );
    const money = { p10: 100 * book.p10, p50: 100 * book.p50, p90: 100 * book.p90 };
    return { money, weight, notes };
  }

  #idsOf(rows: Int32Array): readonly SaleId[] {
    const known = this.#saleIds.get(rows);
    if (known !== undefined) return known;
    const ids = Array.from(rows.subarray(0, mostSaleIds), (row) =>
      saleIdAt(this.#evidence.engine.table, row),
    );
    this.#saleIds.set(rows, ids);
    return ids;
  }
}
