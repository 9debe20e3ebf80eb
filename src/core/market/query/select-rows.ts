import type { FigureColumns } from '../buyer/buyer-columns.ts';
import { bit, unknownWhole } from '../columns/column-set.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import type { RowSet } from '../columns/row-set.ts';
import { toSearchWords } from '../words/search-words.ts';
import { prepareWordTest } from '../words/word-test.ts';
import type { MarketFilter } from './market-query.ts';
import { marketMask, narrow, type RangeTest, rangeTestsOf } from './row-tests.ts';

/** Rows that are looked at together: their columns then stay in the processor's caches from test to test. */
export const blockRows = 2_048;

export interface RowSelection {
  /** Writes the rows of from…to that pass to the start of `into`, and answers how many. */
  readonly select: (from: number, to: number, into: Int32Array) => number;
  /** Whether the lot is open at the moment that counts for it. */
  readonly isOpen: (row: number) => boolean;
  /** Tests that facets ask of their rows themselves. */
  readonly facetTests: readonly RangeTest[];
}

/**
 * Every filter but those on figures that are not there. With `forFacets` the tests that some facet leaves out are not
 * applied but answered.
 */
export function prepareSelection(
  market: MarketColumns,
  figures: FigureColumns | undefined,
  filter: MarketFilter,
  forFacets = false,
): RowSelection {
  const tests = rangeTestsOf(market, figures, filter);
  const applied = tests.filter(({ facet }) => !forFacets || facet === 0);
  const isOpen = prepareOpen(market, filter);
  const passes: ((row: number) => boolean)[] = [
    ...(filter.endsWithinHours === undefined ? [] : [endsWithin(market, filter, filter.endsWithinHours)]),
    ...(filter.only ? [inSet(filter.only)] : []),
    ...(filter.q === undefined ? [] : hasWords(market, filter.q)),
  ];
  const { lane: _lane, ...ofAnyLane } = filter;
  const visible = prepareVisible(market, forFacets ? ofAnyLane : filter);
  const { status } = filter;
  const select = (from: number, to: number, into: Int32Array): number => {
    let count = visible(from, to, into);
    if (status === 'ended') count = keep((row) => !isOpen(row), into, count);
    else if (status === 'open' && filter.sample) count = keep(isOpen, into, count);
    for (const test of applied) count = narrow(test, into, count);
    for (const pass of passes) count = keep(pass, into, count);
    return count;
  };
  return { select, isOpen, facetTests: tests.filter(({ facet }) => facet > 0) };
}

function keep(pass: (row: number) => boolean, rows: Int32Array, count: number): number {
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const row = rows[at] ?? 0;
    rows[kept] = row;
    if (pass(row)) kept += 1;
  }
  return kept;
}

/** Rows of the market that is asked for, as far as this dealership sees them; of a live market only open ones if so asked. */
function prepareVisible(market: MarketColumns, filter: MarketFilter) {
  const { bits, endsSeconds } = market.columns;
  const { owners } = market.ids;
  const { mask, wanted } = marketMask(filter);
  const own = market.owners.find(filter.owner) ?? 0;
  const shadowed = market.owners.shadowedFor(own);
  const isOwned = market.ownedLots > 0;
  const isHidden = (row: number, at: number): boolean => {
    const owner = owners[row] ?? 0;
    return (owner !== 0 && owner !== own) || ((at & bit.covered) !== 0 && shadowed?.has(row) === true);
  };
  // before every end where ends do not matter
  const seconds = filter.status === 'open' && !filter.sample ? Math.floor(filter.nowMs / 1_000) : -1;
  return (from: number, to: number, into: Int32Array): number => {
    let count = 0;
    for (let row = from; row < to; row++) {
      const at = bits[row] ?? 0;
      const ends = endsSeconds[row] ?? 0;
      if ((at & mask) !== wanted || ends < seconds) continue;
      if (ends === seconds && !(market.endsAtMsAt(row) > filter.nowMs)) continue;
      if (isOwned && isHidden(row, at)) continue;
      into[count] = row;
      count += 1;
    }
    return count;
  };
}

function prepareOpen(market: MarketColumns, { sample, nowMs }: MarketFilter): (row: number) => boolean {
  const { bits, endsSeconds } = market.columns;
  if (sample)
    return (row) => ((bits[row] ?? 0) & bit.open) !== 0 && !(market.endsAtMsAt(row) <= market.asOfMsAt(row));
  const nowSeconds = Math.floor(nowMs / 1_000);
  return (row) => {
    if (((bits[row] ?? 0) & bit.open) === 0) return false;
    const ends = endsSeconds[row] ?? 0;
    return ends > nowSeconds || (ends === nowSeconds && market.endsAtMsAt(row) > nowMs);
  };
}

function endsWithin(market: MarketColumns, { sample, nowMs }: MarketFilter, hours: number) {
  const { endsSeconds } = market.columns;
  const horizonMs = hours * 3_600_000;
  if (sample) return (row: number) => market.endsAtMsAt(row) <= market.asOfMsAt(row) + horizonMs;
  const limitMs = nowMs + horizonMs;
  return (row: number) => {
    const ends = endsSeconds[row] ?? unknownWhole;
    if (ends === unknownWhole || ends * 1_000 > limitMs) return false;
    return market.endsAtMsAt(row) <= limitMs;
  };
}

const inSet =
  (only: RowSet) =>
  (row: number): boolean =>
    only.has(row);

/** None where the search has no words: it then asks nothing. */
function hasWords(market: MarketColumns, q: string): ((row: number) => boolean)[] {
  const sought = toSearchWords(q);
  if (sought.length === 0) return [];
  return [market.searches.test(sought, market.size, () => prepareWordSearch(market, sought))];
}

/** By what a row's own words begin with, and those of its make and model. */
function prepareWordSearch(market: MarketColumns, sought: readonly string[]): (row: number) => boolean {
  const { make, model } = market.columns;
  const { makes, models } = market.dictionaries;
  const { has, found } = prepareWordTest(market.words, sought);
  const inMakes = Uint16Array.from(makes.keys, found);
  const inModels = Uint16Array.from(models.keys, found);
  return (row) => has(row, (inMakes[make[row] ?? 0] ?? 0) | (inModels[model[row] ?? 0] ?? 0));
}
