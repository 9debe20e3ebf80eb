import { type BuyerColumns, grades } from '../buyer/buyer-columns.ts';
import { kindShift, laneShift } from '../columns/column-set.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import { missingFacts } from '../columns/missing-fact.ts';
import { lotKinds } from '../columns/write-row.ts';

import type { FacetCount, MarketFacets } from './market-answer.ts';
import type { MarketFilter } from './market-query.ts';
import { facetBit, mark, markUnscored } from './row-tests.ts';
import { blockRows, prepareSelection } from './select-rows.ts';
import { prepareUnfilledFigures } from './unfilled-figures.ts';

const rowsAtOnce = 32 * blockRows;
const most = { make: 100, state: 60, source: 50, kind: 10, grade: 10 } as const;

/**
 * Counts for the filter controls, each over everything that the other filters leave, in one pass: a lot that fails one
 * facet's filter alone counts for that facet, one that fails none for all. Rests as `rankLots` does.
 */
export function* countFacets(
  market: MarketColumns,
  buyer: BuyerColumns,
  filter: MarketFilter,
): Generator<undefined, MarketFacets, undefined> {
  const { columns, dictionaries } = market;
  const figures = buyer.isFilled ? buyer.columns : undefined;
  const { select, facetTests } = prepareSelection(market, figures, filter, true);
  const gradesAt = figures ? undefined : prepareUnfilledFigures(market, buyer, filter);
  const rows = new Int32Array(blockRows);
  const failed = new Uint8Array(blockRows);
  const gradeOf = new Uint8Array(blockRows);
  const counts = {
    make: new Uint32Array(dictionaries.makes.size),
    state: new Uint32Array(dictionaries.states.size),
    source: new Uint32Array(dictionaries.sources.size),
    kind: new Uint32Array(lotKinds.length),
    grade: new Uint32Array(grades.length),
    lane: new Uint32Array(missingFacts.length + 1),
  };
  let total = 0;
  const tally = (count: number): void => {
    const { make, state, source, kinds, bits } = columns;
    for (let at = 0; at < count; at++) {
      const fails = failed[at] ?? 0;
      // only one that fails no more than one facet counts for any
      if ((fails & (fails - 1)) !== 0) continue;
      const row = rows[at] ?? 0;
      if (fails === 0) total += 1;
      if ((fails & ~facetBit.make) === 0) add(counts.make, make[row] ?? 0);
      if ((fails & ~facetBit.state) === 0) add(counts.state, state[row] ?? 0);
      if ((fails & ~facetBit.source) === 0) add(counts.source, source[row] ?? 0);
      if ((fails & ~facetBit.kind) === 0) add(counts.kind, (kinds[row] ?? 0) >> kindShift);
      if ((fails & ~facetBit.grade) === 0) add(counts.grade, gradeOf[at] ?? 0);
      if ((fails & ~facetBit.lane) === 0) add(counts.lane, (bits[row] ?? 0) >> laneShift);
    }
  };
  for (let from = 0; from < market.size; from += blockRows) {
    if (from > 0 && from % rowsAtOnce === 0) yield undefined;
    const count = select(from, Math.min(market.size, from + blockRows), rows);
    failed.fill(0, 0, count);
    for (const test of facetTests) mark(test, rows, count, failed);
    if (filter.lane === 'scored') markUnscored(columns.bits, rows, count, failed);
    if (gradesAt) yield* gradesAt(rows, count, failed, gradeOf);
    else for (let at = 0; at < count; at++) gradeOf[at] = figures?.grade[rows[at] ?? 0] ?? 0;
    tally(count);
  }
  return {
    total,
    makes: named(dictionaries.makes, counts.make, most.make),
    states: named(dictionaries.states, counts.state, most.state),
    sources: named(dictionaries.sources, counts.source, most.source),
    kinds: sorted(lotKinds, counts.kind, most.kind),
    grades: sorted(grades, counts.grade, most.grade),
    lanes: missingFacts.flatMap((fact, at) => {
      const count = counts.lane[at + 1] ?? 0;
      return count > 0 ? [{ fact, count }] : [];
    }),
  };
}

const add = (counts: Uint32Array, code: number): void => {
  counts[code] = (counts[code] ?? 0) + 1;
};

const byCount = (a: FacetCount, b: FacetCount): number =>
  b.count - a.count || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);

function sorted(values: readonly string[], counts: Uint32Array, limit: number): readonly FacetCount[] {
  return values
    .flatMap((value, code) => {
      const count = counts[code] ?? 0;
      return count > 0 ? [{ value, count }] : [];
    })
    .sort(byCount)
    .slice(0, limit);
}

/** Those that have a name. */
const named = ({ values }: Dictionary<string>, counts: Uint32Array, limit: number): readonly FacetCount[] =>
  sorted(values, counts, limit + 1)
    .filter(({ value }) => value !== '')
    .slice(0, limit);
