import { segments } from '../../vehicle/vehicle.ts';
import { bodyKey, nameKeys, trimKey } from '../name-keys.ts';
import type { PriceIndex } from '../price-index.ts';
import type { AskingPrice, WholesaleSale } from './price-record.ts';
import {
  type PriceTable,
  type TextColumn,
  type TextColumnName,
  textColumnNames,
  toPriceTable,
} from './price-table.ts';
import { segmentOfRecord } from './segment-of-record.ts';

/** The compact in-memory index of sales or asking prices. Pure: the same records give the same table. */
export function buildPriceTable(
  unordered: readonly (WholesaleSale | AskingPrice)[],
  index: PriceIndex,
): PriceTable {
  const times = unordered.map((record) => Date.parse(pricedAt(record)));
  const order = unordered.map((_, i) => i).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
  const n = order.length;
  const makes = new Map<string, number>();
  const models = new Map<string, number>();
  const trims = new Map<string, number>();
  const bodies = new Map<string, number>();
  const columns = {
    pricedAtMs: new Float64Array(n),
    priceCents: new Int32Array(n),
    odometerMiles: new Float64Array(n),
    grade: new Float64Array(n),
    year: new Int16Array(n),
    make: new Int32Array(n),
    model: new Int32Array(n),
    trim: new Int32Array(n),
    body: new Int32Array(n),
    channel: new Uint8Array(n),
  };
  const segmentOfRow = new Uint8Array(n);
  const texts = new Map(textColumnNames.map((name) => [name, new TextColumnBuilder(n)]));
  const names = new Map<
    string,
    { make: number; model: number; segment: number; key: string; version: string }
  >();
  for (let row = 0; row < n; row++) {
    const at = order[row] ?? 0;
    const record = unordered[at];
    if (record === undefined) continue;
    const rawName = `${record.make}\u0001${record.model}\u0001${record.body ?? ''}`;
    let name = names.get(rawName);
    if (name === undefined) {
      const keys = nameKeys(record.make, record.model);
      const segment = segments.indexOf(segmentOfRecord(record));
      name = {
        make: idOf(makes, keys.make),
        model: idOf(models, keys.model),
        segment,
        key: keys.model,
        version: keys.version,
      };
      names.set(rawName, name);
    }
    columns.pricedAtMs[row] = times[at] ?? 0;
    columns.priceCents[row] =
      record.market === 'wholesale' ? record.hammerPriceCents : record.askingPriceCents;
    columns.odometerMiles[row] = record.odometerMiles ?? Number.NaN;
    columns.grade[row] = record.conditionGrade ?? Number.NaN;
    columns.year[row] = record.year;
    segmentOfRow[row] = name.segment;
    columns.make[row] = name.make;
    columns.model[row] = name.model;
    const trim = trimKey(name.version, record.trim);
    columns.trim[row] = trim === '' ? -1 : idOf(trims, `${name.key}|${trim}`);
    const body = bodyKey(record.body);
    columns.body[row] = body === '' ? -1 : idOf(bodies, `${name.key}|${body}`);
    columns.channel[row] = record.market === 'retail' && record.channel === 'private' ? 1 : 0;
    for (const [column, builder] of texts) builder.set(row, record[column]);
  }
  const textOf = (name: TextColumnName): TextColumn =>
    texts.get(name)?.column() ?? { ids: new Int32Array(n).fill(-1), names: [] };
  return toPriceTable(
    {
      baseMs: columns.pricedAtMs[n - 1] ?? 0,
      ...columns,
      makeNames: [...makes.keys()],
      modelNames: [...models.keys()],
      trimNames: [...trims.keys()],
      bodyNames: [...bodies.keys()],
      segmentOfModel: settleSegments(segmentOfRow, columns.model, models.size),
      text: {
        vin: textOf('vin'),
        make: textOf('make'),
        model: textOf('model'),
        trim: textOf('trim'),
        state: textOf('state'),
        source: textOf('source'),
      },
    },
    index,
  );
}

const pricedAt = (record: WholesaleSale | AskingPrice): string =>
  record.market === 'wholesale' ? record.soldAt : record.listedAt;

class TextColumnBuilder {
  readonly #ids: Int32Array;
  readonly #names = new Map<string, number>();

  constructor(rowCount: number) {
    this.#ids = new Int32Array(rowCount).fill(-1);
  }

  set(row: number, text: string | undefined): void {
    if (text !== undefined) this.#ids[row] = idOf(this.#names, text);
  }

  column(): TextColumn {
    return { ids: this.#ids, names: [...this.#names.keys()] };
  }
}

/** Bodies differ within a model; its group is that of most of its records. */
function settleSegments(segment: Uint8Array, model: Int32Array, modelCount: number): Uint8Array {
  const counts = new Int32Array(modelCount * segments.length);
  for (let row = 0; row < segment.length; row++) {
    const cell = (model[row] ?? 0) * segments.length + (segment[row] ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return Uint8Array.from({ length: modelCount }, (_, at) => {
    const own = counts.subarray(at * segments.length, (at + 1) * segments.length);
    return own.indexOf(Math.max(...own));
  });
}

function idOf(ids: Map<string, number>, name: string): number {
  const known = ids.get(name);
  if (known !== undefined) return known;
  ids.set(name, ids.size);
  return ids.size - 1;
}
