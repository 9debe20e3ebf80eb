import type { Grade } from '../../scoring/assessment.ts';
import type { ExactFigures } from '../buyer/exact-figures.ts';
import type { RowReader } from '../buyer/row-reader.ts';
import type { SettledBuyer } from '../buyer/settle-buyer.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import type { BidBounds } from './bid-class.ts';
import { edgeAbove, edgeBelow, mostChance } from './edge-tables.ts';
import type { BidPair } from './prepare-bid-classes.ts';

/** What the figures of single lots are at most and at least, in far less time than working them out takes. */
export interface BoundFigures {
  /** False where the assessment is refused; as `look` says, without what a look costs. */
  readonly isAssessed: (row: number) => boolean;
  /**
   * Looks at a lot, in some tens of nanoseconds: `bounds` and what follows then speak of it. False where the assessment
   * is refused, and nothing is to be asked.
   */
  readonly look: (row: number) => boolean;
  /** At least the lot's max bid, without a look: its value less what every lot costs. NaN where there is no value. */
  readonly mostEver: (row: number) => number;
  /** Closer, with everything that does not depend on place or bid taken off, and the shortest haul. */
  readonly mostWithoutHaul: (row: number) => number;
  /** At least the edge at a max bid of at most this; at least the ROI and the score, by what the lot is worth alone. NaN as above. */
  readonly edgeAt: (row: number, bidCents: number) => number;
  /** These two look no closer once they are under `enough`. */
  readonly roiEver: (row: number, enough: number) => number;
  readonly scoreEver: (row: number, enough: number) => number;
  /** At most the ROI, by what the lot is worth and the most that it can cost. */
  readonly roiLeast: (row: number) => number;
  /** Max bid and all-in cost at it, in cents, from below and from above. */
  readonly bounds: Readonly<BidBounds>;
  /** At least, and at most, the figures of the lot looked at. Edge: only with a forecast; score and grade: only scored. */
  readonly edgeAbove: (row: number) => number;
  readonly edgeBelow: (row: number) => number;
  readonly roiAbove: (row: number) => number;
  readonly roiBelow: (row: number) => number;
  readonly scoreAbove: (row: number) => number;
  readonly scoreBelow: (row: number) => number;
  readonly gradeAbove: (row: number) => Grade;
  readonly gradeBelow: (row: number) => Grade;
}

/** A score lies on the edge of a whole number where the last digits of its parts decide. */
const lastDigits = 1e-7;

export function prepareBounds(
  market: MarketColumns,
  settled: SettledBuyer,
  rows: RowReader,
  exact: ExactFigures,
): BoundFigures {
  const { classes, hauls, targetCents: target } = settled;
  const { middleAt } = rows;
  const { withoutHaulCents, fixedCents, pairAt, blocksAt, profitChance, closeChance } = exact;
  const leastCost =
    target +
    settled.sellingCents +
    settled.carryCents(settled.days.least) +
    (settled.reconCents ?? 0) +
    hauls.leastCents;
  const mostEver = (row: number): number => middleAt(row) - leastCost;
  const mostWithoutHaul = (row: number): number =>
    middleAt(row) - target - hauls.leastCents - withoutHaulCents(row);

  /**
   * A lot that is not blocked costs more than its value less the target and one cent's greatest rise: else one cent
   * more could be bid.
   */
  const roiEver = (row: number, enough: number): number => {
    const value = middleAt(row);
    if (Number.isNaN(value)) return value;
    const near = value - target - classes.greatestRise();
    const most = near > 0 ? Math.max(0, (value - near) / near) : Number.POSITIVE_INFINITY;
    if (most < enough) return most;
    const total = Math.max(near, withoutHaulCents(row));
    return total > 0 ? Math.max(0, (value - total) / total) : Number.POSITIVE_INFINITY;
  };
  const roiLeast = (row: number): number => {
    const value = middleAt(row);
    if (Number.isNaN(value)) return value;
    const besideLot = hauls.mostCents + classes.greatestOfNothing();
    const total = Math.max(value - target, withoutHaulCents(row) + besideLot);
    return total > 0 ? Math.min(0, (value - total) / total) : Number.NEGATIVE_INFINITY;
  };
  const scoreEver = (row: number, enough: number): number => {
    const most = mostEver(row);
    if (!(most > 0)) return Number.isNaN(most) ? most : 0;
    const { medianCents, spreadBelow, spreadAbove } = market.closeAt(row);
    const chance = medianCents > 0 ? mostChance(most / medianCents, spreadBelow, spreadAbove) : 1;
    const byClose = Math.round(100 * chance + lastDigits);
    if (byClose < enough) return byClose;
    const profit = profitChance(row, middleAt(row) - target);
    const byProfit = Math.round(100 * chance * profit + lastDigits);
    return byProfit < enough ? byProfit : Math.round(100 * closeChance(row, most) * profit + lastDigits);
  };

  const isAssessed = (row: number): boolean =>
    pairAt(row) !== undefined &&
    !Number.isNaN(hauls.centsOf(rows.placeAt(row), rows.segmentAt(row), rows.bitsAt(row)));
  const bounds: BidBounds = { leastBid: 0, mostBid: 0, leastTotal: 0, mostTotal: 0 };
  const otherBounds: BidBounds = { ...bounds };
  /** Between a lot that takes longest and one that takes least; the interest is all that tells them apart. */
  const boundPair = ({ slowest, fastest }: BidPair, budget: number): void => {
    slowest.bound(budget, bounds);
    if (slowest === fastest) return;
    fastest.bound(budget, otherBounds);
    bounds.mostBid = otherBounds.mostBid;
    // whatever buys by the slowest buys by any; a total is rounded to a cent in three places
    const surely = bounds.leastBid > 0 ? 0 : slowest.totalOfNothing;
    bounds.mostTotal = Math.max(budget, surely);
    bounds.leastTotal = Math.max(0, bounds.leastTotal / classes.interestSpread - 3);
  };
  const look = (row: number): boolean => {
    const pair = pairAt(row);
    const fixed = pair ? fixedCents(row) : Number.NaN;
    if (!pair || Number.isNaN(fixed)) return false;
    boundPair(pair, blocksAt(row) ? 0 : middleAt(row) - target - fixed);
    bounds.leastTotal += fixed;
    bounds.mostTotal += fixed;
    return true;
  };

  const edgeMost = (row: number, bid: number): number => {
    const { medianCents, spreadBelow, spreadAbove, floorCents } = market.closeAt(row);
    return edgeAbove(bid, medianCents, spreadBelow, spreadAbove, floorCents);
  };
  const edgeLeast = (row: number, bid: number): number => {
    const { medianCents, spreadBelow, spreadAbove, floorCents } = market.closeAt(row);
    return edgeBelow(bid, medianCents, spreadBelow, spreadAbove, floorCents);
  };
  const roiAt = (row: number, total: number): number =>
    total > 0 && !blocksAt(row) ? (middleAt(row) - total) / total : 0;
  // a total of nothing has an ROI of 0 by definition, so nothing can be said near it
  const roiAbove = (row: number): number =>
    bounds.leastTotal > 0 ? roiAt(row, bounds.leastTotal) : Number.POSITIVE_INFINITY;
  const roiBelow = (row: number): number =>
    bounds.leastTotal > 0 ? roiAt(row, bounds.mostTotal) : Number.NEGATIVE_INFINITY;
  // whatever is bid leaves the target: only the chance to win depends on how much that is
  const scoreAt = (row: number, bid: number, doubt: number): number =>
    Math.max(0, Math.round(100 * closeChance(row, bid) * profitChance(row, middleAt(row) - target) + doubt));
  const edgeNowAbove = (row: number): number => edgeMost(row, bounds.mostBid);
  const edgeNowBelow = (row: number): number => edgeLeast(row, bounds.leastBid);
  return {
    isAssessed,
    look,
    mostEver,
    mostWithoutHaul,
    edgeAt: edgeMost,
    roiEver,
    scoreEver,
    roiLeast,
    bounds,
    edgeAbove: edgeNowAbove,
    edgeBelow: edgeNowBelow,
    roiAbove,
    roiBelow,
    scoreAbove: (row) => scoreAt(row, bounds.mostBid, lastDigits),
    scoreBelow: (row) => scoreAt(row, bounds.leastBid, -lastDigits),
    gradeAbove: (row) => exact.gradeAt(row, edgeNowAbove(row), roiAbove(row)),
    gradeBelow: (row) => exact.gradeAt(row, edgeNowBelow(row), roiBelow(row)),
  };
}
