import { type BuyerColumns, grades } from '../buyer/buyer-columns.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import { passes, prepareDecision, prepareFirstDecision, prepareGrade } from './figure-verdicts.ts';
import type { MarketFilter } from './market-query.ts';
import { facetBit } from './row-tests.ts';

/** Fails more than one facet, so that it counts for none. */
const everyFacet = 0xff;
const rowsAtOnce = 10_000;

/**
 * For facets of a buyer whose figures are not there: writes each row's grade, and marks rows whose figures fail a
 * filter, by bounds where they tell.
 */
export function prepareUnfilledFigures(market: MarketColumns, unfilled: BuyerColumns, filter: MarketFilter) {
  const buyer = unfilled.bind();
  const edgeOnly = filter.minEdgeCents === undefined ? {} : { minEdgeCents: filter.minEdgeCents };
  const decideFirst = prepareFirstDecision(market, buyer, edgeOnly);
  const decide = prepareDecision(market, buyer, edgeOnly);
  const gradeOf = prepareGrade(market, buyer);
  const wanted = filter.grade === undefined ? -1 : grades.indexOf(filter.grade);
  const isIn = (row: number): boolean => {
    const first = decideFirst?.(row) ?? 'in';
    if (first !== 'unsure') return first === 'in';
    const verdict = decide?.(row, buyer.look(row)) ?? 'in';
    return verdict === 'unsure' ? passes(buyer.figuresAt(row), edgeOnly) : verdict === 'in';
  };
  let sinceRest = 0;
  return function* (
    rows: Int32Array,
    count: number,
    failed: Uint8Array,
    gradeAt: Uint8Array,
  ): Generator<undefined, void, undefined> {
    for (let at = 0; at < count; at++) {
      const row = rows[at] ?? 0;
      if (!isIn(row)) failed[at] = everyFacet;
      else {
        gradeAt[at] = gradeOf(row);
        if (wanted >= 0 && gradeAt[at] !== wanted) failed[at] = (failed[at] ?? 0) | facetBit.grade;
      }
    }
    sinceRest += count;
    if (sinceRest < rowsAtOnce) return;
    sinceRest = 0;
    yield undefined;
  };
}
