import type { BuyerColumns } from '../buyer/buyer-columns.ts';
import { type RankedFigures, rankedEdge } from '../buyer/ranked-figures.ts';
import { unknownCount } from '../columns/column-set.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import type { MarketPlace, MarketQuery, MarketSort } from './market-query.ts';

/** Unknown last, whichever the direction. */
export const unknownKey = Number.NEGATIVE_INFINITY;
/** Greater comes first. */
export const keyOf = (value: number, sign: 1 | -1): number =>
  Number.isNaN(value) ? unknownKey : value * sign;
export const valueOfKey = (key: number, sign: 1 | -1): number | null =>
  key === unknownKey ? null : key === 0 ? 0 : key * sign;

/** Reads the sort's value where no buyer's settings change it, or the settings do not bound it; NaN for unknown. */
export function columnReader(
  market: MarketColumns,
  buyer: BuyerColumns,
  sort: MarketSort,
): ((row: number) => number) | undefined {
  const { year, miles } = market.columns;
  const whole = (column: Int32Array | Int16Array) => (row: number) => {
    const value = column[row] ?? unknownCount;
    return value === unknownCount ? Number.NaN : value;
  };
  switch (sort) {
    case 'endsAt':
      return (row) => market.endsAtMsAt(row);
    case 'currentBid':
      return (row) => market.bidCentsAt(row);
    case 'year':
      return whole(year);
    case 'miles':
      return whole(miles);
    case 'promise': {
      const { promiseAt } = buyer.bind();
      return promiseAt;
    }
    default:
      return undefined;
  }
}

export function figureOf(figures: RankedFigures, sort: MarketSort): number {
  if (sort === 'edge') return rankedEdge(figures) ?? Number.NaN;
  if (sort === 'score') return figures.score ?? Number.NaN;
  return (sort === 'roi' ? figures.roi : figures.maxBidCents) ?? Number.NaN;
}

/** Whether a row with this key comes after the place that the page before ended at. */
export function prepareAfter(
  market: MarketColumns,
  { after, descending }: Pick<MarketQuery, 'after' | 'descending'>,
): { readonly follows: (row: number, key: number) => boolean; readonly mostKey: number } {
  if (!after) return { follows: () => true, mostKey: Number.POSITIVE_INFINITY };
  const { id, value }: MarketPlace = after;
  const mostKey = keyOf(value ?? Number.NaN, descending ? 1 : -1);
  const compare = market.ids.comparerTo(id);
  return {
    mostKey,
    follows: (row, key) => key < mostKey || (key === mostKey && compare(row) > 0),
  };
}
