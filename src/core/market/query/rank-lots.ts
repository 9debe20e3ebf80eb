import type { BuyerColumns } from '../buyer/buyer-columns.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import { prepareKeys } from './gather-keys.ts';
import type { RankedLot, RankedPage } from './market-answer.ts';
import type { MarketQuery } from './market-query.ts';
import { rankByBounds } from './rank-by-bounds.ts';
import { blockRows, prepareSelection, type RowSelection } from './select-rows.ts';
import { prepareAfter, valueOfKey } from './sort-keys.ts';
import { type Entry, TopList } from './top-list.ts';

/** Rows of a pass between two rests: a few milliseconds. */
const rowsAtOnce = 64 * blockRows;

/**
 * One page of the market for one buyer, in one pass: by the buyer's own columns where they are filled, else by bounds.
 * Either way the answer is that of assessing, filtering and sorting every lot. Rests after each slice, so that a caller
 * can let other work run; no row may be put meanwhile.
 */
export function* rankLots(
  market: MarketColumns,
  buyer: BuyerColumns,
  query: MarketQuery,
): Generator<undefined, RankedPage, undefined> {
  // one more than is shown says whether there is more
  const best = new TopList(query.limit + 1, (a, b) => market.ids.compare(a, b));
  const figures = buyer.isFilled ? buyer.columns : undefined;
  const selection = prepareSelection(market, figures, query);
  const { total, worked } = figures
    ? yield* rankByColumns(market, buyer, query, selection, best)
    : yield* rankByBounds(market, buyer, query, selection, best);
  const found = best.sorted();
  const lots = found.slice(0, query.limit).map((entry) => toRankedLot(market, buyer, query, entry));
  return {
    total,
    lots,
    hasMore: found.length > query.limit,
    earliestEndMs: earliestEnd(market, query, selection, lots),
    worked,
  };
}

function* rankByColumns(
  market: MarketColumns,
  buyer: BuyerColumns,
  query: MarketQuery,
  { select }: RowSelection,
  best: TopList,
): Generator<undefined, { readonly total: number; readonly worked: number }, undefined> {
  const gather = prepareKeys(market, buyer, query);
  const { follows, mostKey } = prepareAfter(market, query);
  const rows = new Int32Array(blockRows);
  const keys = new Float64Array(blockRows);
  let leastKey = best.leastKey;
  let total = 0;
  for (let from = 0; from < market.size; from += blockRows) {
    if (from > 0 && from % rowsAtOnce === 0) yield undefined;
    const count = select(from, Math.min(market.size, from + blockRows), rows);
    total += count;
    gather(rows, count, keys);
    for (let at = 0; at < count; at++) {
      const key = keys[at] ?? 0;
      if (key < leastKey || key > mostKey) continue;
      const row = rows[at] ?? 0;
      if (!best.admits(row, key) || !follows(row, key)) continue;
      best.offer(row, key);
      leastKey = best.leastKey;
    }
  }
  return { total, worked: 0 };
}

const toRankedLot = (
  market: MarketColumns,
  buyer: BuyerColumns,
  { descending }: MarketQuery,
  { row, key }: Entry,
): RankedLot => ({
  row,
  id: market.ids.idAt(row),
  version: market.columns.version[row] ?? 0,
  owner: market.ownerAt(row),
  value: valueOfKey(key, descending ? 1 : -1),
  ...buyer.figuresAt(row),
});

/** A sample lot is seen as of its own moment and never ends meanwhile. */
function earliestEnd(
  market: MarketColumns,
  { sample }: MarketQuery,
  { isOpen }: RowSelection,
  lots: readonly RankedLot[],
): number | null {
  if (sample) return null;
  const ends = lots.filter(({ row }) => isOpen(row)).map(({ row }) => market.endsAtMsAt(row));
  const known = ends.filter((end) => !Number.isNaN(end));
  return known.length === 0 ? null : Math.min(...known);
}
