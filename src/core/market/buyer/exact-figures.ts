import { cdf, distributionOf, expectedPositivePart } from '../../kernel/distribution.ts';
import { type Cents, roundToCents, toCents } from '../../kernel/money.ts';
import type { Grade } from '../../scoring/assessment.ts';
import { gradeFigures } from '../../scoring/grade-bands.ts';
import type { BidPair } from '../bounds/prepare-bid-classes.ts';
import { bit, laneShift } from '../columns/column-set.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import { missingFacts } from '../columns/missing-fact.ts';
import { noFigures, type RankedFigures } from './ranked-figures.ts';
import type { RowReader } from './row-reader.ts';
import type { SettledBuyer } from './settle-buyer.ts';

/** The parts of one row's figures, each as costing and scoring work it out. */
export interface ExactFigures {
  /** What `appraise` answers for the lot, to the cent. */
  readonly figuresAt: (row: number) => RankedFigures;
  /**
   * What a lot that wants one fact could be, in cents: its edge at the max bid that its value's p90 would allow where
   * odometer or condition is what is wanting, and its edge as it stands otherwise. Sorts lanes and is never shown: the
   * forecast stays what it is, since others do not know the fact either. NaN where there is no edge.
   */
  readonly promiseAt: (row: number) => number;
  /** Its bid classes; undefined where the assessment is refused for want of a value or of fees. */
  readonly pairAt: (row: number) => BidPair | undefined;
  /** What neither the bid nor the way home decides. */
  readonly withoutHaulCents: (row: number) => number;
  /** Everything but what varies with the bid; NaN where costing refuses. */
  readonly fixedCents: (row: number) => number;
  readonly blocksAt: (row: number) => boolean;
  readonly profitChance: (row: number, totalCents: number) => number;
  readonly closeChance: (row: number, bidCents: number) => number;
  readonly stopsAt: (row: number) => number;
  readonly gradeAt: (row: number, edgeCents: number, roi: number) => Grade;
}

export function prepareFigures(market: MarketColumns, settled: SettledBuyer, rows: RowReader): ExactFigures {
  const { riskOf, hauls, classes, days, lemonCents, targetCents } = settled;
  const { bitsAt, feeAt, riskAt, asOfMsAt, middleAt } = rows;
  const valued = bit.wholesale | (settled.isRetail ? bit.retail : 0);
  const daysAt = (row: number): number => days.of(rows.retailAt(row), asOfMsAt(row));
  const leastCarry = settled.carryCents(days.least);
  const carryAt =
    days.least === days.most ? () => leastCarry : (row: number) => settled.carryCents(daysAt(row));
  const reconAt = (row: number): number =>
    settled.reconCents ??
    settled.scaledRecon(rows.reconAgeAt(row), rows.reconMilesAt(row), rows.gradeAt(row)) +
      Math.max(settled.defectsOf(rows.defectsAt(row)), rows.repairAt(row));
  const withoutHaulCents = (row: number): number =>
    riskOf(riskAt(row)).cents +
    reconAt(row) +
    lemonCents(rows.lemonAt(row)) +
    settled.sellingCents +
    carryAt(row);
  const fixedCents = (row: number): number =>
    hauls.centsOf(rows.placeAt(row), rows.segmentAt(row), bitsAt(row)) + withoutHaulCents(row);
  const pairAt = (row: number): BidPair | undefined =>
    (bitsAt(row) & valued) === valued ? classes.of(feeAt(row), riskAt(row), asOfMsAt(row)) : undefined;
  const blocksAt = (row: number): boolean => riskOf(riskAt(row)).blocks;

  const profitChance = (row: number, total: number): number => {
    const range = {
      p10Cents: rows.lowAt(row) as Cents,
      p50Cents: middleAt(row) as Cents,
      p90Cents: rows.highAt(row) as Cents,
    };
    return 1 - cdf(distributionOf(range), total);
  };
  const closeChance = (row: number, bid: number): number => (bid > 0 ? cdf(market.closeAt(row), bid) : 0);
  const stopsAt = (row: number): number => riskOf(riskAt(row)).stops + rows.stopsAt(row);
  const gradeAt = (row: number, edgeCents: number, roi: number): Grade =>
    gradeFigures(
      edgeCents,
      roi / Math.max(1, daysAt(row)),
      riskOf(riskAt(row)).warnings + hauls.warningsOf(rows.placeAt(row)) + rows.warningsAt(row),
      stopsAt(row),
    );
  const bidsAt = (row: number, pair: BidPair) =>
    pair.slowest === pair.fastest
      ? pair.slowest
      : classes.exactly(pair, feeAt(row), riskAt(row), asOfMsAt(row), daysAt(row));

  const figuresAt = (row: number): RankedFigures => {
    const at = bitsAt(row);
    const pair = pairAt(row);
    if (!pair) return noFigures;
    const fixed = fixedCents(row);
    if (Number.isNaN(fixed)) return noFigures;
    const bids = bidsAt(row, pair);
    const blocks = blocksAt(row);
    const value = middleAt(row);
    const maxBid = blocks ? 0 : bids.solve(value - targetCents - fixed);
    const total = bids.totalAt(maxBid) + fixed;
    const roi = total > 0 && !blocks ? toCents(value - total) / total : 0;
    if ((at & bit.close) === 0) return { ...noFigures, maxBidCents: maxBid, roi };
    const close = market.closeAt(row);
    const edgeCents = maxBid === 0 ? 0 : roundToCents(expectedPositivePart(close, maxBid));
    if ((at & bit.scored) === 0) return { ...noFigures, maxBidCents: maxBid, edgeCents, roi };
    const score =
      maxBid > 0 ? Math.round(100 * cdf(close, maxBid) * profitChance(row, value - targetCents)) : 0;
    return { maxBidCents: maxBid, edgeCents, roi, score, grade: gradeAt(row, edgeCents, roi) };
  };

  const promiseAt = (row: number): number => {
    const pair = pairAt(row);
    const fixed = pair ? fixedCents(row) : Number.NaN;
    if (!pair || Number.isNaN(fixed) || (bitsAt(row) & bit.close) === 0) return Number.NaN;
    if (blocksAt(row)) return 0;
    const value = couldBeWorthMore(bitsAt(row)) ? rows.highAt(row) : middleAt(row);
    const bid = bidsAt(row, pair).solve(value - targetCents - fixed);
    return bid > 0 ? roundToCents(expectedPositivePart(market.closeAt(row), bid)) : 0;
  };

  return {
    figuresAt,
    promiseAt,
    pairAt,
    withoutHaulCents,
    fixedCents,
    blocksAt,
    profitChance,
    closeChance,
    stopsAt,
    gradeAt,
  };
}

/** Lanes in which knowing the fact may move the value itself. */
const valueLanes = [missingFacts.indexOf('odometerMiles') + 1, missingFacts.indexOf('conditionGrade') + 1];
const couldBeWorthMore = (bits: number): boolean => valueLanes.includes(bits >>> laneShift);
