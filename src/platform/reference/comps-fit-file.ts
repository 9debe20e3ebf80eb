import type { MarketEvidence } from '../../core/valuation/comps-valuer.ts';
import { PriceEngine } from '../../core/valuation/engine/price-engine.ts';
import {
  type PriceColumns,
  type TextColumnName,
  textColumnNames,
  toPriceTable,
} from '../../core/valuation/evidence/price-table.ts';
import type { PriceCurve } from '../../core/valuation/fit/price-curve.ts';
import type { PriceIndex } from '../../core/valuation/price-index.ts';
import type { RangeTable } from '../../core/valuation/range/range-table.ts';
import { type Column, ColumnFileProblemError, decodeColumnFile, encodeColumnFile } from './column-file.ts';

/** Raised when the layout below, or what the fit means, changes: files of another format are not read. */
export const compsFitFormat = 1;

/** Both markets as fitted, with what they were fitted to. */
export interface CompsFit {
  /** File under the data folder → SHA-256 of its bytes as they lie there. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly index: PriceIndex;
  readonly wholesale: MarketEvidence;
  readonly retail: MarketEvidence;
}

const markets = ['wholesale', 'retail'] as const;
type MarketName = (typeof markets)[number];

/** Columns of a table by the type that the table holds them in. */
const tableColumns = {
  pricedAtMs: Float64Array,
  priceCents: Int32Array,
  odometerMiles: Float64Array,
  grade: Float64Array,
  year: Int16Array,
  make: Int32Array,
  model: Int32Array,
  trim: Int32Array,
  body: Int32Array,
  channel: Uint8Array,
} as const;

const curveColumns = [
  ...['segment', 'age', 'segmentAge', 'make', 'model', 'modelAge', 'modelMeanAge', 'trim', 'body', 'miles'],
  ...['modelMiles', 'grade', 'gradeMean', 'gradeSd', 'typicalMiles', 'modelCount', 'makeCount'],
] as const satisfies readonly string[];

interface MarketHeader {
  readonly rows: number;
  readonly version: string;
  readonly priceFactor: number;
  readonly baseMs: number;
  readonly range: RangeTable;
  readonly curve: Pick<PriceCurve, 'base' | 'channel' | 'milesSd' | 'spread'>;
  readonly names: Readonly<Record<'makes' | 'models' | 'trims' | 'bodies', readonly string[]>>;
  readonly texts: Readonly<Record<TextColumnName, readonly string[]>>;
}

interface Header {
  readonly kind: 'comps-fit';
  readonly format: number;
  /** Day of the newest price in it: the file is a function of its inputs, whatever day it is made on. */
  readonly pricesTo: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly index: PriceIndex;
  readonly wholesale: MarketHeader;
  readonly retail: MarketHeader;
}

export function encodeCompsFit({ inputs, index, wholesale, retail }: CompsFit): Buffer {
  const columns = new Map<string, ArrayLike<number>>();
  const newestMs = Math.max(...[wholesale, retail].map(({ engine }) => engine.table.pricedAtMs.at(-1) ?? 0));
  const header: Header = {
    kind: 'comps-fit',
    format: compsFitFormat,
    pricesTo: new Date(newestMs).toISOString().slice(0, 10),
    inputs,
    index,
    wholesale: putMarket('wholesale', wholesale, columns),
    retail: putMarket('retail', retail, columns),
  };
  return encodeColumnFile(header, columns);
}

function putMarket(
  market: MarketName,
  { engine, range, version, priceFactor }: MarketEvidence,
  columns: Map<string, ArrayLike<number>>,
): MarketHeader {
  const { table, fit } = engine;
  const { curve } = fit;
  const put = (name: string, values: ArrayLike<number>): void => {
    columns.set(`${market}.${name}`, values);
  };
  for (const name of Object.keys(tableColumns) as (keyof typeof tableColumns)[]) put(name, table[name]);
  for (const name of textColumnNames) put(`text.${name}`, table.text[name].ids);
  for (const name of curveColumns) put(`curve.${name}`, readCurveColumn(curve, name));
  put('curve.trimLeast', curve.trimRange.least);
  put('curve.trimMost', curve.trimRange.most);
  put('curve.bodyLeast', curve.bodyRange.least);
  put('curve.bodyMost', curve.bodyRange.most);
  put('segmentOfModel', table.segmentOfModel);
  put('residual', fit.residual);
  put('modelScatter', fit.modelScatter);
  put('typical', fit.typical);
  const { base, channel, milesSd, spread } = curve;
  const namesOf = (name: TextColumnName): readonly string[] => table.text[name].names;
  return {
    rows: table.rowCount,
    version,
    priceFactor,
    baseMs: table.baseMs,
    range,
    curve: { base, channel, milesSd, spread },
    names: {
      makes: table.makeNames,
      models: table.modelNames,
      trims: table.trimNames,
      bodies: table.bodyNames,
    },
    texts: {
      vin: namesOf('vin'),
      make: namesOf('make'),
      model: namesOf('model'),
      trim: namesOf('trim'),
      state: namesOf('state'),
      source: namesOf('source'),
    },
  };
}

type CurveColumn = {
  [K in keyof PriceCurve]: PriceCurve[K] extends Float64Array ? K : never;
}[keyof PriceCurve];
const readCurveColumn = (curve: PriceCurve, name: CurveColumn): Float64Array => curve[name];

/** Throws {@link ColumnFileProblemError} for a file that is cut off, changed or of another format. */
export function decodeCompsFit(file: Buffer): CompsFit {
  const { header, columns } = decodeColumnFile(file);
  if (!isHeader(header)) throw new ColumnFileProblemError('not a fit of comparables');
  if (header.format !== compsFitFormat)
    throw new ColumnFileProblemError(`format ${header.format}, not ${compsFitFormat}`);
  const { inputs, index } = header;
  const take = (market: MarketName): MarketEvidence => takeMarket(market, header[market], index, columns);
  try {
    return { inputs, index, wholesale: take('wholesale'), retail: take('retail') };
  } catch (cause) {
    if (cause instanceof ColumnFileProblemError) throw cause;
    throw new ColumnFileProblemError('header lacks what its format asks for', { cause });
  }
}

/** The checksum has said that the file is as it was written; this says that it was written as this. */
const isHeader = (header: unknown): header is Header =>
  typeof header === 'object' && header !== null && 'kind' in header && header.kind === 'comps-fit';

function takeMarket(
  market: MarketName,
  header: MarketHeader,
  index: PriceIndex,
  columns: ReadonlyMap<string, Column>,
): MarketEvidence {
  const raw = (name: string): Column => {
    const column = columns.get(`${market}.${name}`);
    if (column === undefined) throw new ColumnFileProblemError(`no column ${market}.${name}`);
    return column;
  };
  const reals = (name: string): Float64Array => new Float64Array(raw(name));
  const wholes = (name: string): Int32Array => new Int32Array(raw(name));
  const textOf = (name: TextColumnName) => ({ ids: wholes(`text.${name}`), names: header.texts[name] });
  const tableParts: PriceColumns = {
    baseMs: header.baseMs,
    pricedAtMs: reals('pricedAtMs'),
    priceCents: wholes('priceCents'),
    odometerMiles: reals('odometerMiles'),
    grade: reals('grade'),
    year: new Int16Array(raw('year')),
    make: wholes('make'),
    model: wholes('model'),
    trim: wholes('trim'),
    body: wholes('body'),
    channel: new Uint8Array(raw('channel')),
    makeNames: header.names.makes,
    modelNames: header.names.models,
    trimNames: header.names.trims,
    bodyNames: header.names.bodies,
    segmentOfModel: new Uint8Array(raw('segmentOfModel')),
    text: {
      vin: textOf('vin'),
      make: textOf('make'),
      model: textOf('model'),
      trim: textOf('trim'),
      state: textOf('state'),
      source: textOf('source'),
    },
  };
  const curve: PriceCurve = {
    ...header.curve,
    segment: reals('curve.segment'),
    age: reals('curve.age'),
    segmentAge: reals('curve.segmentAge'),
    make: reals('curve.make'),
    model: reals('curve.model'),
    modelAge: reals('curve.modelAge'),
    modelMeanAge: reals('curve.modelMeanAge'),
    trim: reals('curve.trim'),
    body: reals('curve.body'),
    miles: reals('curve.miles'),
    modelMiles: reals('curve.modelMiles'),
    grade: reals('curve.grade'),
    gradeMean: reals('curve.gradeMean'),
    gradeSd: reals('curve.gradeSd'),
    typicalMiles: reals('curve.typicalMiles'),
    modelCount: reals('curve.modelCount'),
    makeCount: reals('curve.makeCount'),
    trimRange: { least: reals('curve.trimLeast'), most: reals('curve.trimMost') },
    bodyRange: { least: reals('curve.bodyLeast'), most: reals('curve.bodyMost') },
  };
  const table = toPriceTable(tableParts, index);
  if (table.rowCount !== header.rows) throw new ColumnFileProblemError(`${market}: rows are missing`);
  const used = new Uint8Array(table.rowCount).fill(1);
  const fit = {
    curve,
    residual: reals('residual'),
    modelScatter: reals('modelScatter'),
    typical: reals('typical'),
  };
  return {
    engine: new PriceEngine(table, used, fit),
    range: header.range,
    version: header.version,
    priceFactor: header.priceFactor,
  };
}
