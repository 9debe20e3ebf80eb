import { gradeBands } from '../../scoring/grade-bands.ts';
import { grades } from '../buyer/buyer-columns.ts';
import type { BoundBuyer } from '../buyer/prepare-buyer.ts';
import type { RankedFigures } from '../buyer/ranked-figures.ts';
import { bit } from '../columns/column-set.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import type { MarketFilter } from './market-query.ts';

/** Whether a lot's figures pass the filters, as far as its bounds tell. */
export type Verdict = 'in' | 'out' | 'unsure';
type FigureFilter = Pick<MarketFilter, 'grade' | 'minEdgeCents'>;

export const passes = ({ grade, edgeCents }: RankedFigures, filter: FigureFilter): boolean =>
  (filter.grade === undefined || grade === filter.grade) &&
  (filter.minEdgeCents === undefined || (edgeCents !== null && edgeCents >= filter.minEdgeCents));

const has = ({ columns }: MarketColumns, row: number, flag: number): boolean =>
  ((columns.bits[row] ?? 0) & flag) === flag;

/** Undefined where no filter asks for a figure. */
export function prepareDecision(
  market: MarketColumns,
  buyer: BoundBuyer,
  { grade, minEdgeCents }: FigureFilter,
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
      const wanted = grades.indexOf(grade);
      const most = grades.indexOf(buyer.gradeAbove(row));
      if (wanted > most) return 'out';
      const least = grades.indexOf(buyer.gradeBelow(row));
      if (wanted < least) return 'out';
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
  buyer: BoundBuyer,
  { grade, minEdgeCents }: FigureFilter,
): ((row: number) => Verdict) | undefined {
  if (grade === undefined && minEdgeCents === undefined) return undefined;
  // every lot that passes saves at least this much on average
  const least = Math.max(
    minEdgeCents ?? 0,
    gradeBands.find((band) => band.grade === grade)?.minimumEdgeCents ?? 0,
  );
  const hasClose = (row: number): boolean => has(market, row, bit.close);
  const mayReach = (row: number, edgeCents: number): boolean =>
    hasClose(row) &&
    buyer.edgeAt(row, buyer.mostEver(row)) >= edgeCents &&
    buyer.edgeAt(row, buyer.mostWithoutHaul(row)) >= edgeCents;
  if (least > 0) return (row) => (mayReach(row, least) ? 'unsure' : 'out');
  const hasEdge = (row: number): boolean => hasClose(row) && buyer.isAssessed(row);
  if (grade === undefined) return (row) => (hasEdge(row) ? 'in' : 'out');
  return (row) => {
    if (minEdgeCents !== undefined && !hasEdge(row)) return 'out';
    const isGraded = has(market, row, bit.scored | bit.close) && buyer.stopsAt(row) === 0;
    return isGraded && mayReach(row, leastGradedEdgeCents) ? 'unsure' : 'in';
  };
}

const leastGradedEdgeCents = Math.min(...gradeBands.map((band) => band.minimumEdgeCents));

/** A lot's grade by bounds where they agree, else worked out. */
export function prepareGrade(market: MarketColumns, buyer: BoundBuyer): (row: number) => number {
  return (row) => {
    if (!has(market, row, bit.close | bit.scored) || !buyer.look(row) || buyer.stopsAt(row) > 0) return 0;
    const most = buyer.gradeAbove(row);
    return grades.indexOf(most === buyer.gradeBelow(row) ? most : buyer.figuresAt(row).grade);
  };
}
