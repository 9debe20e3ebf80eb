import type { BoundBuyer } from '../buyer/prepare-buyer.ts';
import { unscoredHandicapCents } from '../buyer/ranked-figures.ts';
import { bit } from '../columns/column-set.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import type { MarketSort } from './market-query.ts';
import { unknownKey } from './sort-keys.ts';

const has = ({ columns }: MarketColumns, row: number, flag: number): boolean =>
  ((columns.bits[row] ?? 0) & flag) !== 0;
const orUnknown = (key: number): number => (Number.isNaN(key) ? unknownKey : key);

/** The best key that a lot can have by what it is worth alone, where that is quick to say. */
export function prepareBestEver(
  market: MarketColumns,
  buyer: BoundBuyer,
  sort: MarketSort,
  descending: boolean,
): ((row: number, enough: number) => number) | undefined {
  if (!descending) {
    // upward, nothing comes before a lot of nothing
    if (sort === 'maxBid' || sort === 'score') return () => 0;
    if (sort === 'roi') return (row) => orUnknown(-buyer.roiLeast(row));
    return sort === 'edge' ? (row) => (has(market, row, bit.scored) ? 0 : unscoredHandicapCents) : undefined;
  }
  switch (sort) {
    case 'maxBid':
      return (row) => orUnknown(Math.max(0, buyer.mostEver(row)));
    case 'roi':
      return (row, enough) => orUnknown(buyer.roiEver(row, enough));
    case 'score':
      return (row, enough) =>
        has(market, row, bit.close) ? orUnknown(buyer.scoreEver(row, enough)) : unknownKey;
    default:
      return (row) =>
        has(market, row, bit.close)
          ? orUnknown(
              buyer.edgeAt(row, buyer.mostEver(row)) -
                (has(market, row, bit.scored) ? 0 : unscoredHandicapCents),
            )
          : unknownKey;
  }
}

/** The best key that a lot which was looked at can have. */
export function prepareBestKey(
  market: MarketColumns,
  buyer: BoundBuyer,
  sort: MarketSort,
  descending: boolean,
): (row: number) => number {
  const { bounds } = buyer;
  switch (sort) {
    case 'maxBid':
      return descending ? () => bounds.mostBid : () => -bounds.leastBid;
    case 'roi':
      return descending ? buyer.roiAbove : (row) => -buyer.roiBelow(row);
    case 'score':
      return (row) => {
        if (!has(market, row, bit.close) || !has(market, row, bit.scored)) return unknownKey;
        return descending ? buyer.scoreAbove(row) : -buyer.scoreBelow(row);
      };
    default:
      return (row) => {
        if (!has(market, row, bit.close)) return unknownKey;
        const handicap = has(market, row, bit.scored) ? 0 : unscoredHandicapCents;
        return descending ? buyer.edgeAbove(row) - handicap : handicap - buyer.edgeBelow(row);
      };
  }
}
