import type { BuyerColumns } from '../buyer/buyer-columns.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import { passes, prepareDecision, prepareFirstDecision, type Verdict } from './figure-verdicts.ts';
import { prepareBestEver, prepareBestKey } from './key-bounds.ts';
import type { MarketQuery } from './market-query.ts';
import { blockRows, type RowSelection } from './select-rows.ts';
import { columnReader, figureOf, keyOf, prepareAfter, unknownKey } from './sort-keys.ts';
import type { TopList } from './top-list.ts';

/** Work between two rests, in lots that a bound passes over: a few milliseconds. One worked out takes as long as 16. */
const sliceLots = 20_000;
const lotsToOneWorked = 16;

/**
 * A pass for a buyer whose figures are not there. Bounds pass over what cannot get in; what remains is worked out
 * exactly, so that the answer is that of assessing every lot.
 */
export function* rankByBounds(
  market: MarketColumns,
  unfilled: BuyerColumns,
  query: MarketQuery,
  { select }: RowSelection,
  best: TopList,
): Generator<undefined, { readonly total: number; readonly worked: number }, undefined> {
  const buyer = unfilled.bind();
  const { sort, descending } = query;
  const sign = descending ? 1 : -1;
  const valueAt = columnReader(market, unfilled, sort);
  const decide = prepareDecision(market, buyer, query);
  const decideFirst = prepareFirstDecision(market, buyer, query);
  const bestKey = prepareBestKey(market, buyer, sort, descending);
  const bestEver = valueAt ? undefined : prepareBestEver(market, buyer, sort, descending);
  const { follows } = prepareAfter(market, query);
  const rows = new Int32Array(blockRows);
  let total = 0;
  let worked = 0;
  let sinceRest = 0;

  const offer = (row: number, key: number): void => {
    if (best.admits(row, key) && follows(row, key)) best.offer(row, key);
  };
  const workOut = (row: number, isCounted: boolean): void => {
    worked += 1;
    sinceRest += lotsToOneWorked;
    const figures = buyer.figuresAt(row);
    if (!isCounted) {
      if (!passes(figures, query)) return;
      total += 1;
    }
    offer(row, keyOf(valueAt ? valueAt(row) : figureOf(figures, sort), sign));
  };
  const takeLooked = (row: number, isCounted: boolean): void => {
    const isAssessed = buyer.look(row);
    const verdict: Verdict = decide && !isCounted ? decide(row, isAssessed) : 'in';
    if (verdict === 'unsure') workOut(row, false);
    if (verdict !== 'in') return;
    if (!isCounted) total += 1;
    if (valueAt) offer(row, keyOf(valueAt(row), sign));
    else if (!isAssessed) offer(row, unknownKey);
    else if (best.admits(row, bestKey(row))) workOut(row, true);
  };
  const take = (row: number): void => {
    const first: Verdict = decideFirst ? decideFirst(row) : 'in';
    if (first === 'out') return;
    if (first === 'unsure') {
      takeLooked(row, false);
      return;
    }
    total += 1;
    // most lots are out of the question by what they are worth alone
    if (valueAt) offer(row, keyOf(valueAt(row), sign));
    else if (!bestEver || best.admits(row, bestEver(row, best.leastKey))) takeLooked(row, true);
  };

  for (let from = 0; from < market.size; from += blockRows) {
    const to = Math.min(market.size, from + blockRows);
    const count = select(from, to, rows);
    sinceRest += to - from;
    for (let at = 0; at < count; at++) {
      take(rows[at] ?? 0);
      if (sinceRest < sliceLots) continue;
      sinceRest = 0;
      yield undefined;
    }
  }
  return { total, worked };
}
