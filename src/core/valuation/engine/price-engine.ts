import { segments } from '../../vehicle/vehicle.ts';
import type { PriceTable } from '../evidence/price-table.ts';
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

/** A fitted price curve with the priced cars behind it. One for sales, another for asking prices. */
export class PriceEngine {
  readonly table: PriceTable;
  readonly curve: PriceCurve;
  readonly residual: Float64Array;
  /** Read with {@link scatterOf}. */
  readonly modelScatter: Float64Array;
  readonly #used: Uint8Array;
  readonly #nearby = new Map<string, NearbyPrices>();
  readonly #ofSegment = new Map<string, SegmentPrices>();
  readonly #newestMs: number;
  readonly #typical: readonly number[];

  constructor(table: PriceTable, used: Uint8Array, passes?: number) {
    this.table = table;
    this.curve = fitPriceCurve(table, used, passes);
    this.#used = used;
    this.residual = new Float64Array(table.records.length);
    let newestMs = 0;
    for (let row = 0; row < this.residual.length; row++) {
      if (used[row] !== 1) continue;
      this.residual[row] = (table.logPrice[row] ?? 0) - readPriceCurve(this.curve, carPointOfRow(table, row));
      newestMs = Math.max(newestMs, table.pricedAtMs[row] ?? 0);
    }
    this.#newestMs = newestMs;
    this.modelScatter = measureModelScatter(table, used, this.residual);
    this.#typical = segments.map((_, segment) => {
      const prices: number[] = [];
      for (let row = 0; row < table.records.length; row++)
        if (used[row] === 1 && table.segment[row] === segment) prices.push(table.logPrice[row] ?? 0);
      return prices.length === 0 ? this.curve.base : quantile(prices, 0.5);
    });
  }

  /** Remembered per model, year and day; once all evidence is past, per month. */
  nearby(model: number, year: number, asOfMs: number): NearbyPrices {
    const settled = asOfMs > this.#newestMs;
    const span = settled ? 30 : 1;
    const period = Math.floor(asOfMs / (span * 86_400_000));
    const key = `${model}|${year}|${settled ? 'm' : 'd'}${period}`;
    const known = this.#nearby.get(key);
    if (known !== undefined) return known;
    if (this.#nearby.size >= cacheLimit) this.#nearby.clear();
    // one answer a day, of the sales before that day; once all evidence is past, one a month
    const startMs = period * span * 86_400_000;
    const atMs = settled ? Math.max(this.#newestMs + 1, startMs) : startMs;
    const found = findNearbyPrices(this.table, this.#used, this.residual, {
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
    const found = findNearbyPrices(this.table, this.#used, this.residual, {
      model,
      year,
      atMs: month * 30 * 86_400_000,
      beforeMs: Number.POSITIVE_INFINITY,
    });
    this.#nearby.set(key, found);
    return found;
  }

  /** Priced cars of a segment within three years (or a third) of an age, before `asOfMs`; nearest in age first. */
  ofSegment(segment: number, ageYears: number, asOfMs: number): SegmentPrices {
    const settled = asOfMs > this.#newestMs;
    const day = Math.floor(asOfMs / 86_400_000);
    const age = Math.round(ageYears);
    const key = `${segment}|${age}|${settled ? 'all' : day}`;
    const known = this.#ofSegment.get(key);
    if (known !== undefined) return known;
    const beforeMs = settled ? Number.POSITIVE_INFINITY : day * 86_400_000;
    const reachYears = Math.max(3, age / 3);
    const apart = (row: number): number => Math.abs((this.table.ageYears[row] ?? 0) - age);
    const rows: number[] = [];
    for (let row = 0; row < this.table.records.length; row++) {
      if ((this.table.pricedAtMs[row] ?? 0) >= beforeMs) break;
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
    return readModelScatter(this.modelScatter, model, ageYears);
  }

  /** Log dollars, in the table's base money, of the middle price in a segment: where contributions start from. */
  segmentTypical(segment: number): number {
    return this.#typical[segment] ?? this.curve.base;
  }

  /** When the newest evidence before a moment was priced; the moment itself while evidence still comes in. */
  newestBefore(asOfMs: number): number {
    return Math.min(this.#newestMs, asOfMs);
  }
}
