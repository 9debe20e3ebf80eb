import type { Grade } from '../scoring/assessment.ts';
import { gradeBands } from '../scoring/grade-bands.ts';
import { bit, type MarketColumns } from './market-columns.ts';
import type { PreparedBuyer, RankedFigures } from './prepare-buyer.ts';
import type { RankQuery, RankSort } from './rank-query.ts';

const has = ({ columns }: MarketColumns, row: number, flag: number): boolean =>
  ((columns.bits[row] ?? 0) & flag) !== 0;

/** A lot without a score comes after every lot with one, however large its edge looks; as the inbox sorts. */
export const unscoredHandicapCents = 1_000_000_000_000;

export const rankedEdge = ({ edgeCents, score }: RankedFigures): number | null =>
  edgeCents === null ? null : edgeCents - (score === null ? unscoredHandicapCents : 0);

/** Unknown last, whichever the direction. */
export const unknownKey = Number.NEGATIVE_INFINITY;
export const keyOf = (value: number | null, sign: 1 | -1): number =>
  value === null || Number.isNaN(value) ? unknownKey : value * sign;

/** Whether a lot's figures pass the filters, as far as its bounds tell. */
export type Verdict = 'in' | 'out' | 'unsure';

export const passes = ({ grade, edgeCents }: RankedFigures, query: RankQuery): boolean =>
  (query.grade === undefined || grade === query.grade) &&
  (query.minEdgeCents === undefined || (edgeCents !== null && edgeCents >= query.minEdgeCents));

const ranks: Readonly<Record<Grade, number>> = { none: 0, bronze: 1, silver: 2, gold: 3, platinum: 4 };

/** Undefined where no filter asks for a figure. */
export function prepareDecision(
  market: MarketColumns,
  buyer: PreparedBuyer,
  { grade, minEdgeCents }: RankQuery,
): ((row: number, isAssessed: boolean) => Verdict) | undefined {
  if (grade === undefined && minEdgeCents === undefined) return undefined;
  return (row, isAssessed) => {
    const hasEdge = isAssessed && has(market, row, bit.close);
    let isSure = true;
    if (minEdgeCents !== undefined) {
      if (!hasEdge || buyer.edgeAbove(row) < minEdgeCents) return 'out';
      isSure = buyer.edgeBelow(row) >= minEdgeCents;
    }
    if (grade !== undefined) {
      if (!hasEdge || !has(market, row, bit.scored))
        return grade !== 'none' ? 'out' : isSure ? 'in' : 'unsure';
      const most = ranks[buyer.gradeAbove(row)];
      if (ranks[grade] > most) return 'out';
      const least = ranks[buyer.gradeBelow(row)];
      if (ranks[grade] < least) return 'out';
      isSure &&= least === most;
    }
    return isSure ? 'in' : 'unsure';
  };
}

/**
 * The same by what a lot is worth alone and without a look: settles most lots of most filters. Undefined where no
 * filter asks for a figure.
 */
export function prepareFirstDecision(
  market: MarketColumns,
  buyer: PreparedBuyer,
  { grade, minEdgeCents }: RankQuery,
): ((row: number) => Verdict) | undefined {
  if (grade === undefined && minEdgeCents === undefined) return undefined;
  // every lot that passes saves at least this much on average
  const least = Math.max(
    minEdgeCents ?? 0,
    gradeBands.find((band) => band.grade === grade)?.minimumEdgeCents ?? 0,
  );
  const mayReach = (row: number, edgeCents: number): boolean =>
    buyer.edgeAt(row, buyer.mostEver(row)) >= edgeCents &&
    buyer.edgeAt(row, buyer.mostWithoutHaul(row)) >= edgeCents;
  if (least > 0) return (row) => (mayReach(row, least) ? 'unsure' : 'out');
  const hasEdge = (row: number): boolean => has(market, row, bit.close) && buyer.isAssessed(row);
  if (grade === undefined) return (row) => (hasEdge(row) ? 'in' : 'out');
  return (row) => {
    if (minEdgeCents !== undefined && !hasEdge(row)) return 'out';
    const isGraded = has(market, row, bit.scored) && has(market, row, bit.close) && buyer.stopsAt(row) === 0;
    return isGraded && mayReach(row, leastGradedEdgeCents) ? 'unsure' : 'in';
  };
}

const leastGradedEdgeCents = Math.min(...gradeBands.map((band) => band.minimumEdgeCents));

/** The best key that a lot can have by what it is worth alone, where that is quick to say. */
export function prepareBestEver(
  market: MarketColumns,
  buyer: PreparedBuyer,
  sort: RankSort,
  descending: boolean,
): ((row: number, enough: number) => number) | undefined {
  const orUnknown = (key: number): number => (Number.isNaN(key) ? unknownKey : key);
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
      return (row, enough) => orUnknown(buyer.scoreEver(row, enough));
    default:
      return (row) =>
        orUnknown(
          buyer.edgeAt(row, buyer.mostEver(row)) - (has(market, row, bit.scored) ? 0 : unscoredHandicapCents),
        );
  }
}

/** The best key that a lot which was looked at can have. */
export function prepareBestKey(
  market: MarketColumns,
  buyer: PreparedBuyer,
  sort: RankSort,
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
