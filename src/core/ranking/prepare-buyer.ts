import { assertProfile } from '../costing/assert-profile.ts';
import {
  daysToSellOf,
  holding,
  lemonReserve,
  quoteFloorplan,
  selling,
} from '../costing/carrying/carrying-costs.ts';
import type { BuyerProfile } from '../costing/cost.ts';
import type { CostTables } from '../costing/cost-tables.ts';
import { defaultCosts } from '../costing/default-profile.ts';
import { type QuotedFees, quoteFees } from '../costing/fees/quote-fees.ts';
import { locateZip } from '../costing/transport/zip-centroids.ts';
import { cdf, distributionOf, expectedPositivePart } from '../kernel/distribution.ts';
import { toSourceId } from '../kernel/ids.ts';
import { toEpochMs, toInstant } from '../kernel/instant.ts';
import { type Cents, type Ratio, roundToCents, toCents } from '../kernel/money.ts';
import type { Flag, Grade } from '../scoring/assessment.ts';
import { gradeLot } from '../scoring/grade-bands.ts';
import { BidClass } from './bid-class.ts';
import { prepareHauls } from './haul-costs.ts';
import { bit, edgeCorners, type FeeSubject, type MarketColumns } from './market-columns.ts';
import { type RiskCost, weighRiskSubject } from './risk-costs.ts';

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
  /** At least the lot's max bid, in some tens of nanoseconds; NaN where the assessment is refused. */
  readonly maxBidBound: (row: number) => number;
  /** At least the lot's expected edge at a max bid of at most `maxBidBoundCents`. */
  readonly edgeBound: (row: number, maxBidBoundCents: number) => number;
  /** At least the lot's score at a max bid of at most `maxBidBoundCents`. */
  readonly scoreBound: (row: number, maxBidBoundCents: number) => number;
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
  const recon = isRetail ? columns.reconRetail : columns.reconWholesale;
  const valued = bit.wholesale | (isRetail ? bit.retail : 0);
  const target = profile.targetMarginCents;
  const days = Math.max(1, daysToSellOf(profile));
  const everyLot = holding(profile).amountCents + selling(profile).amountCents;
  const baseLemon = lemonReserve({}, profile).amountCents;
  const homeState =
    profile.homeZip === undefined || !zipCentroids
      ? undefined
      : locateZip(zipCentroids, profile.homeZip)?.state;
  const hauls = prepareHauls(profile, zipCentroids, market);
  const risks = market.risks.values.map((subject) => weighRiskSubject(subject, profile, homeState));
  const classes = prepareClasses(profile, tables, market, risks);
  const { bits, risk, lemonProbability, flags, edgeAt, closeFloor, closeMedian } = columns;

  /** Everything but what varies with the bid; NaN where costing refuses. */
  const fixedCents = (row: number): number => {
    const chance = lemonProbability[row] ?? Number.NaN;
    const lemon = Number.isNaN(chance)
      ? baseLemon
      : lemonReserve({ lemonProbability: chance as Ratio }, profile).amountCents;
    return (
      hauls.centsAt(row) +
      (risks[risk[row] ?? 0]?.cents ?? 0) +
      (profile.reconCents ?? recon[row] ?? 0) +
      lemon +
      everyLot
    );
  };

  const maxBidBound = (row: number): number => {
    if (((bits[row] ?? 0) & valued) !== valued) return Number.NaN;
    const bids = classes(row);
    const budget = (p50[row] ?? 0) - target - fixedCents(row);
    if (!bids || Number.isNaN(budget)) return Number.NaN;
    return risks[risk[row] ?? 0]?.blocks ? 0 : bids.mostFor(budget);
  };

  const edgeBound = (row: number, limit: number): number => {
    const floor = closeFloor[row] ?? 0;
    if (limit <= floor) return 0;
    const median = closeMedian[row] ?? 0;
    const first = row * edgeCorners.length;
    // the expected edge is convex in the limit: chords between its corners lie above it
    let from = 0;
    let edgeFrom = 0;
    for (let corner = 0; corner < edgeCorners.length; corner++) {
      const to = median * (edgeCorners[corner] ?? 0);
      const edgeTo = edgeAt[first + corner] ?? 0;
      if (limit <= to) return 1 + edgeFrom + ((edgeTo - edgeFrom) * (limit - from)) / (to - from);
      from = to;
      edgeFrom = edgeTo;
    }
    // and never rises faster than the limit
    return 1 + edgeFrom + (limit - from);
  };

  const figuresAt = (row: number): RankedFigures => {
    const at = bits[row] ?? 0;
    const bids = classes(row);
    const fixed = fixedCents(row);
    if ((at & valued) !== valued || !bids || Number.isNaN(fixed)) return noFigures;
    const weighed = risks[risk[row] ?? 0];
    const value = p50[row] ?? 0;
    const maxBid = weighed?.blocks ? 0 : bids.solve(value - target - fixed);
    const total = bids.totalAt(maxBid) + fixed;
    const roi = total > 0 ? toCents(value - total) / total : 0;
    if ((at & bit.close) === 0) return { ...noFigures, maxBidCents: maxBid, roi };
    const close = market.closeAt(row);
    const edgeCents = maxBid === 0 ? 0 : roundToCents(expectedPositivePart(close, maxBid));
    if ((at & bit.scored) === 0) return { ...noFigures, maxBidCents: maxBid, edgeCents, roi };
    const closeUnder = maxBid === 0 ? 0 : cdf(close, maxBid);
    const range = {
      p10Cents: (p10[row] ?? 0) as Cents,
      p50Cents: value as Cents,
      p90Cents: (p90[row] ?? 0) as Cents,
    };
    const score = Math.round(100 * closeUnder * (1 - cdf(distributionOf(range), total)));
    const own = row * 4 + (isRetail ? 2 : 0);
    const warnings = (weighed?.warnings ?? 0) + hauls.warningsAt(row) + (flags[own] ?? 0);
    const stops = (weighed?.stops ?? 0) + (flags[own + 1] ?? 0);
    const grade = gradeLot({ score, edgeCents, roiPerDay: roi / days, flags: flagsOf(warnings, stops) });
    return { maxBidCents: maxBid, edgeCents, roi, score, grade };
  };

  // a chance of profit is at most 1; at a max bid of 0 nothing can be bought
  const scoreBound = (row: number, limit: number): number =>
    limit > 0 ? Math.round(100 * cdf(market.closeAt(row), limit)) : 0;

  return { figuresAt, maxBidBound, edgeBound, scoreBound };
}

const flag = (severity: Flag['severity']): Flag => ({ code: '', severity, evidence: '' });
const warning = flag('warn');
const stop = flag('stop');
/** Grades count flags and do not read them. */
const flagsOf = (warnings: number, stops: number): readonly Flag[] =>
  stops > 0 ? [stop] : Array.from({ length: warnings }, () => warning);

/** The bid class of each row, made when first asked for; undefined where the fees are refused. */
function prepareClasses(
  profile: BuyerProfile,
  tables: CostTables,
  market: MarketColumns,
  risks: readonly RiskCost[],
): (row: number) => BidClass | undefined {
  const { fee, risk, asOfMs } = market.columns;
  const payment = profile.paymentMethod ?? defaultCosts.paymentMethod;
  const floorplan = quoteFloorplan(profile);
  const expires = profile.resaleCertificateExpiresAt;
  const expiresMs = expires === undefined ? Number.POSITIVE_INFINITY : toEpochMs(expires);

  const ratios = [...new Set(risks.flatMap((weighed) => [weighed.taxRatio, weighed.taxRatioExpired]))];
  const ratioBefore = Int32Array.from(risks, (weighed) => ratios.indexOf(weighed.taxRatio));
  const ratioAfter = Int32Array.from(risks, (weighed) => ratios.indexOf(weighed.taxRatioExpired));
  const quoted = market.fees.values.map((subject) => quoteSubject(subject, payment, tables));
  const made: (BidClass | undefined)[] = new Array(quoted.length * ratios.length);

  return (row) => {
    const schedule = fee[row] ?? 0;
    const fees = quoted[schedule];
    if (!fees) return undefined;
    const expired = expiresMs <= (asOfMs[row] ?? 0);
    const ratio = (expired ? ratioAfter : ratioBefore)[risk[row] ?? 0] ?? 0;
    const key = schedule * ratios.length + ratio;
    const known = made[key];
    if (known) return known;
    const fresh = new BidClass(fees, ratios[ratio] ?? (0 as Ratio), floorplan);
    made[key] = fresh;
    return fresh;
  };
}

function quoteSubject(
  { source, titleBrand, day, buyerPremiumRatio }: FeeSubject,
  payment: NonNullable<BuyerProfile['paymentMethod']>,
  tables: CostTables,
): QuotedFees | undefined {
  const fees = quoteFees(
    {
      asOf: toInstant(`${day}T00:00:00Z`),
      findings: [],
      ...(source !== undefined && { source: toSourceId(source) }),
      ...(titleBrand !== undefined && { titleBrand }),
      ...(buyerPremiumRatio !== undefined && { buyerPremiumRatio: buyerPremiumRatio as Ratio }),
    },
    payment,
    tables.fees,
  );
  return fees.ok ? fees.value : undefined;
}
