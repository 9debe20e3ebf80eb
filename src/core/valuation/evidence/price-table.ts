import type { SaleId } from '../../kernel/ids.ts';
import { type Instant, toInstant } from '../../kernel/instant.ts';
import { type Cents, toCents } from '../../kernel/money.ts';
import { ageYearsAt } from '../../vehicle/age-years.ts';
import { logTimeFactor, type PriceIndex } from '../price-index.ts';
import { toSaleId } from './price-record.ts';

/** Names to small whole numbers, in order of first sight. */
export interface Vocabulary {
  readonly ids: ReadonlyMap<string, number>;
  readonly names: readonly string[];
}

/** One text per row out of a list of distinct texts; −1 where the record has none. */
export interface TextColumn {
  readonly ids: Int32Array;
  readonly names: readonly string[];
}

/** Columns of text as the source wrote them: what answers tell of a record. */
export const textColumnNames = ['vin', 'make', 'model', 'trim', 'state', 'source'] as const;
export type TextColumnName = (typeof textColumnNames)[number];

/**
 * Priced records as columns, oldest first: all that a table is made of, and what is kept of it in a file.
 * Missing miles and grades are NaN, missing trims and bodies −1.
 */
export interface PriceColumns {
  readonly baseMs: number;
  readonly pricedAtMs: Float64Array;
  readonly priceCents: Int32Array;
  readonly odometerMiles: Float64Array;
  readonly grade: Float64Array;
  readonly year: Int16Array;
  readonly make: Int32Array;
  readonly model: Int32Array;
  /** Trim within model. */
  readonly trim: Int32Array;
  /** Body within model. */
  readonly body: Int32Array;
  /** 0 dealer or auction, 1 private seller. */
  readonly channel: Uint8Array;
  readonly makeNames: readonly string[];
  readonly modelNames: readonly string[];
  readonly trimNames: readonly string[];
  readonly bodyNames: readonly string[];
  /** Price group of each model, by its place in `segments`: bodies differ within a model, its group is one. */
  readonly segmentOfModel: Uint8Array;
  readonly text: Readonly<Record<TextColumnName, TextColumn>>;
}

/** The columns with what follows from them. `logPrice` is the natural log of dollars in the money of `baseMs`. */
export interface PriceTable extends PriceColumns {
  readonly rowCount: number;
  readonly index: PriceIndex;
  readonly logPrice: Float64Array;
  readonly ageYears: Float64Array;
  /** Price group per row: its model's. */
  readonly segment: Uint8Array;
  readonly makes: Vocabulary;
  readonly models: Vocabulary;
  readonly trims: Vocabulary;
  readonly bodies: Vocabulary;
  /** Rows of each model, oldest first. */
  readonly rowsOfModel: readonly Int32Array[];
  readonly saleIds: Map<number, SaleId>;
}

/** One priced record as answers tell it. */
export interface PricedRecord {
  readonly pricedAt: Instant;
  readonly priceCents: Cents;
  readonly vin?: string;
  readonly year: number;
  readonly make: string;
  readonly model: string;
  readonly trim?: string;
  readonly odometerMiles?: number;
  readonly conditionGrade?: number;
  readonly state?: string;
  readonly source: string;
}

/** Derives what the columns do not hold. Pure: the same columns and index give the same table. */
export function toPriceTable(columns: PriceColumns, index: PriceIndex): PriceTable {
  const { baseMs, pricedAtMs, priceCents, year, model } = columns;
  const rowCount = pricedAtMs.length;
  const logPrice = new Float64Array(rowCount);
  const ageYears = new Float64Array(rowCount);
  const segment = new Uint8Array(rowCount);
  const countOfModel = new Int32Array(columns.modelNames.length);
  let factorMs = Number.NaN;
  let factor = 0;
  for (let row = 0; row < rowCount; row++) {
    const ms = pricedAtMs[row] ?? 0;
    // oldest first: a day's records stand together
    if (ms !== factorMs) {
      factor = logTimeFactor(index, ms, baseMs);
      factorMs = ms;
    }
    logPrice[row] = Math.log((priceCents[row] ?? 0) / 100) + factor;
    ageYears[row] = ageYearsAt(year[row] ?? 0, ms);
    const at = model[row] ?? 0;
    countOfModel[at] = (countOfModel[at] ?? 0) + 1;
    segment[row] = columns.segmentOfModel[at] ?? 0;
  }
  const rowsOfModel = Array.from(countOfModel, (count) => new Int32Array(count));
  const filled = new Int32Array(countOfModel.length);
  for (let row = 0; row < rowCount; row++) {
    const at = model[row] ?? 0;
    const slot = filled[at] ?? 0;
    const rows = rowsOfModel[at];
    if (rows !== undefined) rows[slot] = row;
    filled[at] = slot + 1;
  }
  return {
    ...columns,
    rowCount,
    index,
    logPrice,
    ageYears,
    segment,
    makes: toVocabulary(columns.makeNames),
    models: toVocabulary(columns.modelNames),
    trims: toVocabulary(columns.trimNames),
    bodies: toVocabulary(columns.bodyNames),
    rowsOfModel,
    saleIds: new Map(),
  };
}

/** The record that a row stands for. Throws RangeError for a row that the table does not have. */
export function recordAt(table: PriceTable, row: number): PricedRecord {
  const priceCents = table.priceCents[row];
  if (priceCents === undefined) throw new RangeError(`no such row: ${row}`);
  const textOf = (name: TextColumnName): string | undefined =>
    table.text[name].names[table.text[name].ids[row] ?? -1];
  const odometerMiles = table.odometerMiles[row] ?? Number.NaN;
  const conditionGrade = table.grade[row] ?? Number.NaN;
  const vin = textOf('vin');
  const trim = textOf('trim');
  const state = textOf('state');
  return {
    pricedAt: toInstant(table.pricedAtMs[row] ?? 0),
    priceCents: toCents(priceCents),
    ...(vin !== undefined && { vin }),
    year: table.year[row] ?? 0,
    make: textOf('make') ?? '',
    model: textOf('model') ?? '',
    ...(trim !== undefined && { trim }),
    ...(!Number.isNaN(odometerMiles) && { odometerMiles }),
    ...(!Number.isNaN(conditionGrade) && { conditionGrade }),
    ...(state !== undefined && { state }),
    source: textOf('source') ?? '',
  };
}

/** Computed on demand and remembered: ids are needed for the few sales that answers name. */
export function saleIdAt(table: PriceTable, row: number): SaleId {
  const known = table.saleIds.get(row);
  if (known !== undefined) return known;
  const { source, vin, pricedAt, priceCents, make, model, odometerMiles } = recordAt(table, row);
  const id = toSaleId(source, vin, pricedAt, priceCents, make, model, odometerMiles);
  table.saleIds.set(row, id);
  return id;
}

/** How many rows were priced before a moment; they are the first ones of the table. */
export function countBefore(table: PriceTable, beforeMs: number): number {
  const { pricedAtMs } = table;
  let low = 0;
  let high = pricedAtMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pricedAtMs[middle] ?? 0) < beforeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function toVocabulary(names: readonly string[]): Vocabulary {
  const ids = new Map<string, number>();
  for (let id = 0; id < names.length; id++) ids.set(names[id] ?? '', id);
  return { ids, names };
}
