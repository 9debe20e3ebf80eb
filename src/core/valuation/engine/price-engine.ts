import { millisecondsPerDay } from '../../kernel/instant.ts';
import { segments } from '../../vehicle/vehicle.ts';
import { countBefore, type PriceTable } from '../evidence/price-table.ts';
import { carPointOfRow } from '../fit/car-point-of-row.ts';
import { fitPriceCurve } from '../fit/fit-price-curve.ts';
import { quantile } from '../fit/order-statistics.ts';
import { type CarPoint, type PriceCurve, readPriceCurve } from '../fit/price-curve.ts';
import { measureModelScatter, readModelScatter } from './model-scatter.ts';
import { findNearbyPrices, type NearbyPrices } from './nearby-prices.ts';

const cacheLimit = 10_000;
const nearestKept = 20;

/** What stands behind a value where the model itself was never, or hardly, priced. */
export interface SegmentPrices {
  readonly count: number;
  /** Rows nearest in age, at most 20. */
  readonly nearest: Int32Array;
}

/** What is learned from a table's rows: numbers alone, so that it can be kept in a file. */
export interface EngineFit {
  readonly curve: PriceCurve;
  /** Log price less the curve's own word, per row. */
  readonly residual: Float64Array;
  /** Read with `scatterOf`. */
  readonly modelScatter: Float64Array;
  /** Log dollars of the middle price per segment. */
  readonly typical: Float64Array;
}

/** Learns it from the rows where `used` is 1. */
export function fitEngine(table: PriceTable, used: Uint8Array, passes?: number): EngineFit {
  const curve = fitPriceCurve(table, used, passes);
  const residual = readResiduals(table, used, curve);
  const typical = segments.map((_, segment) => {
    const prices: number[] = [];
    for (let row = 0; row < table.rowCount; row++)
      if (used[row] === 1 && table.segment[row] === segment) prices.push(table.logPrice[row] ?? 0);
    return prices.length === 0 ? curve.base : quantile(prices, 0.5);
  });
  return {
    curve,
    residual,
    modelScatter: measureModelScatter(table, used, residual),
    typical: Float64Array.from(typical),
  };
}

/** How far each used row's log price lies from the curve; 0 for the others. */
export function readResiduals(table: PriceTable, used: Uint8Array, curve: PriceCurve): Float64Array {
  const residual = new Float64Array(table.rowCount);
  for (let row = 0; row < table.rowCount; row++)
    if (used[row] === 1)
      residual[row] = (table.logPrice[row] ?? 0) - readPriceCurve(curve, carPointOfRow(table, row));
  return residual;
}

/** A fitted price curve with the priced cars behind it. One for sales, another for asking prices. */
export class PriceEngine {
  readonly table: PriceTable;
  readonly fit: EngineFit;
  readonly curve: PriceCurve;
  readonly #used: Uint8Array;
  readonly #nearby = new Map<string, NearbyPrices>();
  readonly #ofSegment = new Map<string, SegmentPrices>();

  constructor(table: PriceTable, used: Uint8Array, fit: EngineFit) {
    this.table = table;
    this.fit = fit;
    this.curve = fit.curve;
    this.#used = used;
  }

  /**
   * Remembered per model, year and day; once a whole period lies behind the newest evidence, per period of 30 days.
   * Which of the two depends on evidence of before `asOfMs` alone, so later evidence changes nothing.
   */
  nearby(model: number, year: number, asOfMs: number): NearbyPrices {
    const dayMs = Math.floor(asOfMs / millisecondsPerDay) * millisecondsPerDay;
    const periodMs = 30 * millisecondsPerDay;
    const startMs = Math.floor(asOfMs / periodMs) * periodMs;
    const atMs = this.newestBefore(dayMs) < startMs ? startMs : dayMs;
    const key = `${model}|${year}|${atMs}`;
    const known = this.#nearby.get(key);
    if (known !== undefined) return known;
    if (this.#nearby.size >= cacheLimit) this.#nearby.clear();
    const found = findNearbyPrices(this.table, this.#used, this.fit.residual, {
      model,
      year,
      atMs,
      beforeMs: atMs,
    });
    this.#nearby.set(key, found);
    return found;
  }

  /** The same of all evidence whenever it was priced, to the month: for learning how far off values are. */
  nearbyEver(model: number, year: number, atMs: number): NearbyPrices {
    const month = Math.floor(atMs / (30 * 86_400_000));
    const key = `${model}|${year}|e${month}`;
    const known = this.#nearby.get(key);
    if (known !== undefined) return known;
    if (this.#nearby.size >= cacheLimit) this.#nearby.clear();
    const found = findNearbyPrices(this.table, this.#used, this.fit.residual, {
      model,
      year,
      atMs: month * 30 * 86_400_000,
      beforeMs: Number.POSITIVE_INFINITY,
    });
    this.#nearby.set(key, found);
    return found;
  }

  /** Priced cars of a segment within three years (or a third) of an age, before the day of `asOfMs`; nearest in age first. */
  ofSegment(segment: number, ageYears: number, asOfMs: number): SegmentPrices {
    const count = countBefore(this.table, Math.floor(asOfMs / millisecondsPerDay) * millisecondsPerDay);
    const age = Math.round(ageYears);
    const key = `${segment}|${age}|${count}`;
    const known = this.#ofSegment.get(key);
    if (known !== undefined) return known;
    const reachYears = Math.max(3, age / 3);
    const apart = (row: number): number => Math.abs((this.table.ageYears[row] ?? 0) - age);
    const rows: number[] = [];
    for (let row = 0; row < count; row++) {
      if (this.#used[row] !== 1 || this.table.segment[row] !== segment) continue;
      if (apart(row) <= reachYears) rows.push(row);
    }
    const nearest = rows.sort((a, b) => apart(a) - apart(b) || a - b).slice(0, nearestKept);
    const found = { count: rows.length, nearest: Int32Array.from(nearest) };
    if (this.#ofSegment.size >= cacheLimit) this.#ofSegment.clear();
    this.#ofSegment.set(key, found);
    return found;
  }

  /** The curve's own word on a car: log dollars in the table's base money. */
  read(car: CarPoint): number {
    return readPriceCurve(this.curve, car);
  }

  /** Scatter of a model beside the average one; an unknown model counts as average. */
  scatterOf(model: number, ageYears: number): number {
    return readModelScatter(this.fit.modelScatter, model, ageYears);
  }

  /** Log dollars, in the table's base money, of the middle price in a segment: where contributions start from. */
  segmentTypical(segment: number): number {
    return this.fit.typical[segment] ?? this.curve.base;
  }

  /** When the newest evidence of before a moment was priced; −∞ where there is none. */
  newestBefore(asOfMs: number): number {
    let row = countBefore(this.table, asOfMs) - 1;
    while (row >= 0 && this.#used[row] !== 1) row--;
    return row < 0 ? Number.NEGATIVE_INFINITY : (this.table.pricedAtMs[row] ?? 0);
  }
}
