import type { SaleId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { type Segment, segments } from '../../vehicle/vehicle.ts';
import { makeKey, modelKey, trimKey } from '../model-key.ts';
import { logTimeFactor, type PriceIndex, toAgeYears } from '../price-index.ts';
import { type AskingPrice, toSaleId, type WholesaleSale } from './price-record.ts';
import { segmentOfRecord } from './segment-of-record.ts';

/** Names to small whole numbers, in order of first sight. */
export interface Vocabulary {
  readonly ids: ReadonlyMap<string, number>;
  readonly names: readonly string[];
}

/**
 * Priced records as columns, oldest first. `logPrice` is the natural log of dollars in the money of `baseMs`.
 * Missing miles and grades are NaN, missing trims and bodies −1.
 */
export interface PriceTable<R extends WholesaleSale | AskingPrice = WholesaleSale | AskingPrice> {
  readonly records: readonly R[];
  readonly baseMs: number;
  readonly index: PriceIndex;
  readonly pricedAtMs: Float64Array;
  readonly logPrice: Float64Array;
  readonly ageYears: Float64Array;
  readonly odometerMiles: Float64Array;
  readonly grade: Float64Array;
  readonly year: Int16Array;
  readonly segment: Uint8Array;
  readonly make: Int32Array;
  readonly model: Int32Array;
  /** Trim within model. */
  readonly trim: Int32Array;
  /** Body within model. */
  readonly body: Int32Array;
  readonly channel: Uint8Array;
  readonly makes: Vocabulary;
  readonly models: Vocabulary;
  readonly trims: Vocabulary;
  readonly bodies: Vocabulary;
  /** Rows of each model, oldest first. */
  readonly rowsOfModel: readonly Int32Array[];
  readonly saleIds: Map<number, SaleId>;
}

export type WholesaleTable = PriceTable<WholesaleSale>;
export type AskingTable = PriceTable<AskingPrice>;

export const pricedAt = (record: WholesaleSale | AskingPrice): Instant =>
  record.market === 'wholesale' ? record.soldAt : record.listedAt;

export const priceCentsOf = (record: WholesaleSale | AskingPrice): number =>
  record.market === 'wholesale' ? record.hammerPriceCents : record.askingPriceCents;

/** The compact in-memory index of sales or asking prices. Pure: the same records give the same table. */
export function buildPriceTable<R extends WholesaleSale | AskingPrice>(
  unordered: readonly R[],
  index: PriceIndex,
): PriceTable<R> {
  const times = unordered.map((record) => Date.parse(pricedAt(record)));
  const order = unordered.map((_, i) => i).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
  const n = order.length;
  const baseMs = n === 0 ? 0 : (times[order[n - 1] ?? 0] ?? 0);
  const makes = new Map<string, number>();
  const models = new Map<string, number>();
  const trims = new Map<string, number>();
  const bodies = new Map<string, number>();
  const records: R[] = [];
  const table = {
    pricedAtMs: new Float64Array(n),
    logPrice: new Float64Array(n),
    ageYears: new Float64Array(n),
    odometerMiles: new Float64Array(n),
    grade: new Float64Array(n),
    year: new Int16Array(n),
    segment: new Uint8Array(n),
    make: new Int32Array(n),
    model: new Int32Array(n),
    trim: new Int32Array(n),
    body: new Int32Array(n),
    channel: new Uint8Array(n),
  };
  const names = new Map<string, { make: number; model: number; segment: number; key: string }>();
  const timeFactors = new Map<number, number>();
  const byModel: number[][] = [];
  for (let row = 0; row < n; row++) {
    const at = order[row] ?? 0;
    const record = unordered[at];
    if (record === undefined) continue;
    const ms = times[at] ?? 0;
    records.push(record);
    const rawName = `${record.make}\u0001${record.model}\u0001${record.body ?? ''}`;
    let name = names.get(rawName);
    if (name === undefined) {
      const key = modelKey(record.make, record.model);
      const segment = segments.indexOf(segmentOfRecord(record));
      name = { make: idOf(makes, makeKey(record.make)), model: idOf(models, key), segment, key };
      names.set(rawName, name);
    }
    let factor = timeFactors.get(ms);
    if (factor === undefined) {
      factor = logTimeFactor(index, ms, baseMs);
      timeFactors.set(ms, factor);
    }
    table.pricedAtMs[row] = ms;
    table.logPrice[row] = Math.log(priceCentsOf(record) / 100) + factor;
    table.ageYears[row] = toAgeYears(record.year, ms);
    table.odometerMiles[row] = record.odometerMiles ?? Number.NaN;
    table.grade[row] = record.conditionGrade ?? Number.NaN;
    table.year[row] = record.year;
    table.segment[row] = name.segment;
    table.make[row] = name.make;
    table.model[row] = name.model;
    const trim = trimKey(record.trim);
    table.trim[row] = trim === '' ? -1 : idOf(trims, `${name.key}|${trim}`);
    const body = trimKey(record.body);
    table.body[row] = body === '' ? -1 : idOf(bodies, `${name.key}|${body}`);
    table.channel[row] = record.market === 'retail' && record.channel === 'private' ? 1 : 0;
    const rows = byModel[name.model];
    if (rows === undefined) byModel[name.model] = [row];
    else rows.push(row);
  }
  settleSegments(table.segment, byModel);
  return {
    records,
    baseMs,
    index,
    ...table,
    makes: toVocabulary(makes),
    models: toVocabulary(models),
    trims: toVocabulary(trims),
    bodies: toVocabulary(bodies),
    rowsOfModel: byModel.map((rows) => Int32Array.from(rows)),
    saleIds: new Map(),
  };
}

/** Computed on demand and remembered: ids are needed for the few sales that answers name. */
export function saleIdAt(table: PriceTable, row: number): SaleId {
  const known = table.saleIds.get(row);
  if (known !== undefined) return known;
  const record = table.records[row];
  if (record === undefined) throw new RangeError(`no such row: ${row}`);
  const { source, vin, make, model, odometerMiles } = record;
  const id = toSaleId(source, vin, pricedAt(record), priceCentsOf(record), make, model, odometerMiles);
  table.saleIds.set(row, id);
  return id;
}

/** Price group of a model: the same for all of its rows. */
export const segmentOfModel = (table: PriceTable, model: number): Segment =>
  segments[table.segment[table.rowsOfModel[model]?.[0] ?? -1] ?? -1] ?? 'other';

/** Bodies differ within a model; its group is that of most of its records. */
function settleSegments(segment: Uint8Array, byModel: readonly (readonly number[])[]): void {
  for (const rows of byModel) {
    const counts = new Map<number, number>();
    for (const row of rows) counts.set(segment[row] ?? 0, (counts.get(segment[row] ?? 0) ?? 0) + 1);
    const settled = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0;
    for (const row of rows) segment[row] = settled;
  }
}

function idOf(ids: Map<string, number>, name: string): number {
  const known = ids.get(name);
  if (known !== undefined) return known;
  ids.set(name, ids.size);
  return ids.size - 1;
}

const toVocabulary = (ids: ReadonlyMap<string, number>): Vocabulary => ({ ids, names: [...ids.keys()] });
