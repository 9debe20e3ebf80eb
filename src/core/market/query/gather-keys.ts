import { type BuyerColumns, unknownScore } from '../buyer/buyer-columns.ts';
import { unscoredHandicapCents } from '../buyer/ranked-figures.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import type { MarketQuery } from './market-query.ts';
import { columnReader, keyOf, unknownKey } from './sort-keys.ts';

/** Writes the keys of so many rows, greater first. One loop for each kind of sort, so that each is compiled for it. */
export type KeyGatherer = (rows: Int32Array, count: number, into: Float64Array) => void;

/** Keys of a buyer whose columns are filled. */
export function prepareKeys(
  market: MarketColumns,
  buyer: BuyerColumns,
  { sort, descending }: Pick<MarketQuery, 'sort' | 'descending'>,
): KeyGatherer {
  const sign = descending ? 1 : -1;
  const { edge, score, maxBid, roi } = buyer.columns;
  if (sort === 'edge') return gatherEdges(edge, score, sign);
  if (sort === 'score') return gatherScores(score, sign);
  if (sort === 'maxBid' || sort === 'roi') return gatherDoubles(sort === 'roi' ? roi : maxBid, sign);
  const valueAt = columnReader(market, buyer, sort) ?? (() => Number.NaN);
  return (rows, count, into) => {
    for (let at = 0; at < count; at++) into[at] = keyOf(valueAt(rows[at] ?? 0), sign);
  };
}

const gatherEdges =
  (edge: Float64Array, score: Uint8Array, sign: number): KeyGatherer =>
  (rows, count, into) => {
    for (let at = 0; at < count; at++) {
      const row = rows[at] ?? 0;
      const value = edge[row] ?? 0;
      const ranked = score[row] === unknownScore ? value - unscoredHandicapCents : value;
      into[at] = Number.isNaN(value) ? unknownKey : ranked * sign;
    }
  };

const gatherScores =
  (score: Uint8Array, sign: number): KeyGatherer =>
  (rows, count, into) => {
    for (let at = 0; at < count; at++) {
      const value = score[rows[at] ?? 0] ?? 0;
      into[at] = value === unknownScore ? unknownKey : value * sign;
    }
  };

const gatherDoubles =
  (column: Float64Array, sign: number): KeyGatherer =>
  (rows, count, into) => {
    for (let at = 0; at < count; at++) {
      const value = column[rows[at] ?? 0] ?? 0;
      into[at] = Number.isNaN(value) ? unknownKey : value * sign;
    }
  };
