import { assertProfile } from '../costing/assert-profile.ts';
import {
  holdingCents,
  lemonCentsFunction,
  quoteFloorplan,
  selling,
} from '../costing/carrying/carrying-costs.ts';
import { defectsCents, reconScaleFunction } from '../costing/carrying/estimate-recon.ts';
import type { BuyerProfile } from '../costing/cost.ts';
import type { CostTables } from '../costing/cost-tables.ts';
import { locateZip } from '../costing/transport/zip-centroids.ts';
import { cdf, distributionOf, expectedPositivePart } from '../kernel/distribution.ts';
import { type Cents, roundToCents, toCents } from '../kernel/money.ts';
import type { Grade } from '../scoring/assessment.ts';
import { gradeFigures } from '../scoring/grade-bands.ts';
import type { BidBounds } from './bid-class.ts';
import { prepareDays } from './days-to-sell.ts';
import { prepareEdges } from './edge-bounds.ts';
import { prepareHauls } from './haul-costs.ts';
import { bit, closeChances, type MarketColumns } from './market-columns.ts';
import { type BidPair, prepareBidClasses } from './prepare-bid-classes.ts';
import { weighRiskSubject } from './risk-costs.ts';

/** One lot's figures for one buyer; null as in `Assessment`. All null where the assessment is refused. */
export interface RankedFigures {
  readonly maxBidCents: number | null;
  readonly edgeCents: number | null;
  readonly roi: number | null;
  readonly score: number | null;
  readonly grade: Grade;
}

const noFigures: RankedFigures = {
  maxBidCents: null,
  edgeCents: null,
  roi: null,
  score: null,
  grade: 'none',
};

/** One buyer over the whole market. */
export interface PreparedBuyer {
  /** What `appraise` answers for the lot, to the cent. */
  readonly figuresAt: (row: number) => RankedFigures;
  /** False where the assessment is refused; as `look` says, without what a look costs. */
  readonly isAssessed: (row: number) => boolean;
  /** Flags that say stop. */
  readonly stopsAt: (row: number) => number;
  /**
   * Looks at a lot, in some tens of nanoseconds: `bounds` and what follows then speak of it. False where the assessment
   * is refused, and nothing is to be asked.
   */
  readonly look: (row: number) => boolean;
  /** At least the lot's max bid, without a look: its value less what every lot costs. NaN where there is no value. */
  readonly mostEver: (row: number) => number;
  /** Closer, with everything that does not depend on place or bid taken off, and the shortest haul. */
  readonly mostWithoutHaul: (row: number) => number;
  /** At least the edge at a max bid of at most this; at least the ROI and the score, by what the lot is worth alone. */
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

/**
 * Settles everything that a buyer's settings decide once for the market (fees for each schedule, tax and policies for
 * each kind of lot, haul for each place) and answers for single lots from there. Throws RangeError as `costLot` does.
 */
export function prepareBuyer(
  profile: BuyerProfile,
  tables: CostTables,
  market: MarketColumns,
): PreparedBuyer {
  assertProfile(profile);
  const { columns } = market;
  const { zipCentroids } = tables;
  const isRetail = profile.exit === 'retail';
  const p10 = isRetail ? columns.retailP10 : columns.wholesaleP10;
  const p50 = isRetail ? columns.retailP50 : columns.wholesaleP50;
  const p90 = isRetail ? columns.retailP90 : columns.wholesaleP90;
  const valued = bit.wholesale | (isRetail ? bit.retail : 0);
  const target = profile.targetMarginCents;
  const days = prepareDays(profile, tables.held, market);
  /** What each day costs: holding, and floorplan where that is a daily figure. */
  const carryCents = (many: number): number =>
    holdingCents(profile, many) +
    (profile.floorplanApr === undefined ? quoteFloorplan(profile, many).amountAt(0) : 0);
  const isAlike = days.least === days.most;
  const leastCarry = carryCents(days.least);
  const carryAt = (row: number): number => (isAlike ? leastCarry : carryCents(days.at(row)));
  const sellingCents = selling(profile).amountCents;
  const lemon = lemonCentsFunction(profile);
  const defects = Float64Array.from(market.defects.values, (subject) => defectsCents(subject, profile));
  const homeState =
    profile.homeZip === undefined || !zipCentroids
      ? undefined
      : locateZip(zipCentroids, profile.homeZip)?.state;
  const hauls = prepareHauls(profile, zipCentroids, market);
  const risks = market.risks.values.map((subject) => weighRiskSubject(subject, profile, homeState));
  const classes = prepareBidClasses(profile, tables, market, risks, days);
  const riskCents = Float64Array.from(risks, ({ cents }) => cents);
  const { bits, risk, lemonProbability, flags, closeAt } = columns;
  const { reconAge, reconMiles, reconGrade, defects: defectsOf } = columns;
  const scaled = reconScaleFunction(profile);
  const reconCents = (row: number): number =>
    profile.reconCents ??
    scaled(reconAge[row] ?? 0, reconMiles[row] ?? 0, reconGrade[row] ?? 0) +
      (defects[defectsOf[row] ?? 0] ?? 0);

  /** What neither the bid nor the way home decides. */
  const withoutHaulCents = (row: number): number => {
    const chance = lemonProbability[row] ?? Number.NaN;
    return (
      (riskCents[risk[row] ?? 0] ?? 0) +
      reconCents(row) +
      lemon(Number.isNaN(chance) ? undefined : chance) +
      sellingCents +
      carryAt(row)
    );
  };
  /** Everything but what varies with the bid; NaN where costing refuses. */
  const fixedCents = (row: number): number => hauls.centsAt(row) + withoutHaulCents(row);

  const leastCost = target + sellingCents + leastCarry + (profile.reconCents ?? 0) + hauls.leastCents;
  const mostEver = (row: number): number => (p50[row] ?? Number.NaN) - leastCost;
  /**
   * A lot that is not blocked costs more than its value less the target and one cent's greatest rise: else one cent
   * more could be bid.
   */
  const rise = lazily(() => classes.greatestRise());
  const roiEver = (row: number, enough: number): number => {
    const value = p50[row] ?? Number.NaN;
    const near = value - target - rise();
    const most = near > 0 ? Math.max(0, (value - near) / near) : Number.POSITIVE_INFINITY;
    if (most < enough) return most;
    const total = Math.max(near, withoutHaulCents(row));
    return total > 0 ? Math.max(0, (value - total) / total) : Number.POSITIVE_INFINITY;
  };
  const besideLot = lazily(() => hauls.mostCents + classes.greatestOfNothing());
  const roiLeast = (row: number): number => {
    const value = p50[row] ?? Number.NaN;
    const total = Math.max(value - target, withoutHaulCents(row) + besideLot());
    return total > 0 ? Math.min(0, (value - total) / total) : Number.NEGATIVE_INFINITY;
  };
  const mostWithoutHaul = (row: number): number =>
    (p50[row] ?? Number.NaN) - target - hauls.leastCents - withoutHaulCents(row);
  const scoreEver = (row: number, enough: number): number => {
    const most = mostEver(row);
    if (!(most > 0)) return Number.isNaN(most) ? most : 0;
    const first = row * closeChances.length;
    let chance = 1;
    for (let at = closeChances.length - 1; at >= 0; at--) {
      if (most >= (closeAt[first + at] ?? 0)) break;
      chance = closeChances[at] ?? 1;
    }
    const byClose = Math.round(100 * chance + lastDigits);
    if (byClose < enough) return byClose;
    const profit = profitChance(row, (p50[row] ?? 0) - target);
    const byProfit = Math.round(100 * chance * profit + lastDigits);
    return byProfit < enough ? byProfit : Math.round(100 * closeChance(row, most) * profit + lastDigits);
  };

  const isAssessed = (row: number): boolean =>
    ((bits[row] ?? 0) & valued) === valued &&
    classes.of(row) !== undefined &&
    !Number.isNaN(hauls.centsAt(row));
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
    if (((bits[row] ?? 0) & valued) !== valued) return false;
    const bids = classes.of(row);
    const fixed = fixedCents(row);
    if (!bids || Number.isNaN(fixed)) return false;
    const blocked = risks[risk[row] ?? 0]?.blocks === true;
    boundPair(bids, blocked ? 0 : (p50[row] ?? 0) - target - fixed);
    bounds.leastTotal += fixed;
    bounds.mostTotal += fixed;
    return true;
  };

  const edges = prepareEdges(columns);
  const edgeAbove = (row: number): number => edges.above(row, bounds.mostBid);
  const edgeBelow = (row: number): number => edges.below(row, bounds.leastBid);
  const roiAt = (row: number, total: number): number =>
    total > 0 && risks[risk[row] ?? 0]?.blocks !== true ? ((p50[row] ?? 0) - total) / total : 0;
  // a total of nothing has an ROI of 0 by definition, so nothing can be said near it
  const roiAbove = (row: number): number =>
    bounds.leastTotal > 0 ? roiAt(row, bounds.leastTotal) : Number.POSITIVE_INFINITY;
  const roiBelow = (row: number): number =>
    bounds.leastTotal > 0 ? roiAt(row, bounds.mostTotal) : Number.NEGATIVE_INFINITY;

  const profitChance = (row: number, total: number): number => {
    const range = {
      p10Cents: (p10[row] ?? 0) as Cents,
      p50Cents: (p50[row] ?? 0) as Cents,
      p90Cents: (p90[row] ?? 0) as Cents,
    };
    return 1 - cdf(distributionOf(range), total);
  };
  const closeChance = (row: number, bid: number): number => (bid > 0 ? cdf(market.closeAt(row), bid) : 0);
  // whatever is bid leaves the target: only the chance to win depends on how much that is
  const scoreAt = (row: number, bid: number, doubt: number): number =>
    Math.max(
      0,
      Math.round(100 * closeChance(row, bid) * profitChance(row, (p50[row] ?? 0) - target) + doubt),
    );
  const scoreAbove = (row: number): number => scoreAt(row, bounds.mostBid, lastDigits);
  const scoreBelow = (row: number): number => scoreAt(row, bounds.leastBid, -lastDigits);

  const ownFlags = isRetail ? 2 : 0;
  const warningsAt = (row: number): number =>
    (risks[risk[row] ?? 0]?.warnings ?? 0) + hauls.warningsAt(row) + (flags[row * 4 + ownFlags] ?? 0);
  const stopsAt = (row: number): number =>
    (risks[risk[row] ?? 0]?.stops ?? 0) + (flags[row * 4 + ownFlags + 1] ?? 0);
  const gradeAt = (row: number, edgeCents: number, roi: number): Grade =>
    gradeFigures(edgeCents, roi / Math.max(1, days.at(row)), warningsAt(row), stopsAt(row));
  const gradeAbove = (row: number): Grade => gradeAt(row, edgeAbove(row), roiAbove(row));
  const gradeBelow = (row: number): Grade => gradeAt(row, edgeBelow(row), roiBelow(row));

  const figuresAt = (row: number): RankedFigures => {
    const at = bits[row] ?? 0;
    const pair = classes.of(row);
    const fixed = fixedCents(row);
    if ((at & valued) !== valued || !pair || Number.isNaN(fixed)) return noFigures;
    const bids = classes.exactly(row, pair);
    const weighed = risks[risk[row] ?? 0];
    const value = p50[row] ?? 0;
    const maxBid = weighed?.blocks ? 0 : bids.solve(value - target - fixed);
    const total = bids.totalAt(maxBid) + fixed;
    const roi = total > 0 && weighed?.blocks !== true ? toCents(value - total) / total : 0;
    if ((at & bit.close) === 0) return { ...noFigures, maxBidCents: maxBid, roi };
    const close = market.closeAt(row);
    const edgeCents = maxBid === 0 ? 0 : roundToCents(expectedPositivePart(close, maxBid));
    if ((at & bit.scored) === 0) return { ...noFigures, maxBidCents: maxBid, edgeCents, roi };
    const score =
      maxBid > 0 ? Math.round(100 * closeChance(row, maxBid) * profitChance(row, value - target)) : 0;
    return { maxBidCents: maxBid, edgeCents, roi, score, grade: gradeAt(row, edgeCents, roi) };
  };

  return {
    figuresAt,
    mostEver,
    mostWithoutHaul,
    edgeAt: edges.above,
    roiEver,
    roiLeast,
    scoreEver,
    isAssessed,
    stopsAt,
    look,
    bounds,
    edgeAbove,
    edgeBelow,
    roiAbove,
    roiBelow,
    scoreAbove,
    scoreBelow,
    gradeAbove,
    gradeBelow,
  };
}

/** A score lies on the edge of a whole number where the last digits of its parts decide. */
const lastDigits = 1e-7;

function lazily(make: () => number): () => number {
  let made = Number.NaN;
  return () => {
    if (Number.isNaN(made)) made = make();
    return made;
  };
}
