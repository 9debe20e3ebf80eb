import type { FigureColumns } from '../buyer/buyer-columns.ts';
import { grades } from '../buyer/buyer-columns.ts';
import { bit, kindShift, laneShift } from '../columns/column-set.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import { missingFacts } from '../columns/missing-fact.ts';
import { lotKinds } from '../columns/write-row.ts';
import type { MarketFilter } from './market-query.ts';

type Numbers = Uint8Array | Uint16Array | Int16Array | Int32Array | Uint32Array | Float64Array;

/** A row passes whose value lies between both, inclusive. Every filter but time, owner and words is one of these. */
export interface RangeTest {
  readonly column: Numbers;
  readonly low: number;
  readonly high: number;
  /** Which facet does not ask for it; 0 for none. */
  readonly facet: number;
}

export const facetBit = { make: 1, state: 2, source: 4, kind: 8, grade: 16, lane: 32 } as const;
const top = Number.MAX_SAFE_INTEGER;

export function rangeTestsOf(
  { columns, dictionaries }: MarketColumns,
  figures: FigureColumns | undefined,
  filter: MarketFilter,
): readonly RangeTest[] {
  const tests: RangeTest[] = [];
  const within = (column: Numbers, low: number, high: number, facet = 0): void => {
    tests.push({ column, low, high, facet });
  };
  // a name that no lot has lets none through
  const only = (column: Numbers, code: number | undefined, facet: number): void =>
    within(column, code ?? 1, code ?? 0, facet);
  const { make, model, state, source, kind, yearMin, yearMax, milesMax, lane } = filter;
  if (make) only(columns.make, dictionaries.makes.find(make.toLowerCase()), facetBit.make);
  if (model) only(columns.model, dictionaries.models.find(model.toLowerCase()), facetBit.make);
  if (state) only(columns.state, dictionaries.states.find(state), facetBit.state);
  if (source) only(columns.source, dictionaries.sources.find(source), facetBit.source);
  if (kind) {
    const code = lotKinds.indexOf(kind) << kindShift;
    within(columns.kinds, code, code | ((1 << kindShift) - 1), facetBit.kind);
  }
  // unknown years and miles lie under 0
  if (yearMin !== undefined || yearMax !== undefined)
    within(columns.year, Math.max(0, yearMin ?? 0), yearMax ?? top);
  if (milesMax !== undefined) within(columns.miles, 0, milesMax);
  if (lane === 'missing') within(columns.bits, 1 << laneShift, 0xffff, facetBit.lane);
  else if (lane !== undefined && lane !== 'scored') {
    const code = (missingFacts.indexOf(lane) + 1) << laneShift;
    within(columns.bits, code, code | ((1 << laneShift) - 1), facetBit.lane);
  }
  if (figures && filter.minEdgeCents !== undefined) within(figures.edge, filter.minEdgeCents, top);
  if (figures && filter.grade !== undefined) {
    const code = grades.indexOf(filter.grade);
    within(figures.grade, code, code, facetBit.grade);
  }
  return tests;
}

/** What a lot has that may be scored. */
const scoredBits = bit.scored | bit.wholesale | bit.close;

/** Marks rows that lack a fact for a score, where only those with all are asked for. */
export function markUnscored(bits: Uint16Array, rows: Int32Array, count: number, failed: Uint8Array): void {
  for (let at = 0; at < count; at++)
    if (((bits[rows[at] ?? 0] ?? 0) & scoredBits) !== scoredBits)
      failed[at] = (failed[at] ?? 0) | facetBit.lane;
}

/** Bits that say whether a row is of the market that is asked for at all. */
export function marketMask({ sample, lane, status }: MarketFilter): {
  readonly mask: number;
  readonly wanted: number;
} {
  const scored = lane === 'scored' ? scoredBits : 0;
  const set = bit.live | scored | (status === 'open' ? bit.open : 0);
  return { mask: set | bit.sample, wanted: set | (sample ? bit.sample : 0) };
}

/** Keeps of `rows` those that pass, in order, and answers how many. A loop for each width, so that each is compiled for it. */
export function narrow({ column, low, high }: RangeTest, rows: Int32Array, count: number): number {
  if (column instanceof Uint16Array) return narrowShorts(column, low, high, rows, count);
  if (column instanceof Uint8Array) return narrowBytes(column, low, high, rows, count);
  if (column instanceof Float64Array) return narrowDoubles(column, low, high, rows, count);
  return narrowOthers(column, low, high, rows, count);
}

function narrowBytes(column: Uint8Array, low: number, high: number, rows: Int32Array, count: number): number {
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const row = rows[at] ?? 0;
    const value = column[row] ?? 0;
    rows[kept] = row;
    if (value >= low && value <= high) kept += 1;
  }
  return kept;
}

function narrowShorts(
  column: Uint16Array,
  low: number,
  high: number,
  rows: Int32Array,
  count: number,
): number {
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const row = rows[at] ?? 0;
    const value = column[row] ?? 0;
    rows[kept] = row;
    if (value >= low && value <= high) kept += 1;
  }
  return kept;
}

function narrowDoubles(
  column: Float64Array,
  low: number,
  high: number,
  rows: Int32Array,
  count: number,
): number {
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const row = rows[at] ?? 0;
    const value = column[row] ?? 0;
    rows[kept] = row;
    if (value >= low && value <= high) kept += 1;
  }
  return kept;
}

function narrowOthers(
  column: Int16Array | Int32Array | Uint32Array,
  low: number,
  high: number,
  rows: Int32Array,
  count: number,
): number {
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const row = rows[at] ?? 0;
    const value = column[row] ?? 0;
    rows[kept] = row;
    if (value >= low && value <= high) kept += 1;
  }
  return kept;
}

/** Marks in `failed` which facet's test each row fails. */
export function mark(
  { column, low, high, facet }: RangeTest,
  rows: Int32Array,
  count: number,
  failed: Uint8Array,
): void {
  for (let at = 0; at < count; at++) {
    const value = column[rows[at] ?? 0] ?? 0;
    if (!(value >= low && value <= high)) failed[at] = (failed[at] ?? 0) | facet;
  }
}
