import type { Grade } from '../scoring/assessment.ts';
import { gradeBands } from '../scoring/grade-bands.ts';
import { bit, type MarketColumns, unknownInteger } from './market-columns.ts';
import type { PreparedBuyer, RankedFigures } from './prepare-buyer.ts';
import { TopList } from './top-list.ts';

export type RankSort = 'edge' | 'score' | 'maxBid' | 'roi' | 'endsAt' | 'currentBid' | 'year' | 'miles';

/** Which lots are ranked, and by what; absent means any. */
export interface RankQuery {
  readonly sort: RankSort;
  readonly descending: boolean;
  readonly limit: number;
  readonly sample: boolean;
  /** What now means for a live lot; a sample lot is ranked as of its own moment. */
  readonly nowMs: number;
  readonly make?: string;
  readonly model?: string;
  readonly state?: string;
  readonly source?: string;
  readonly yearMin?: number;
  readonly yearMax?: number;
  readonly milesMax?: number;
  readonly endsWithinHours?: number;
  readonly grade?: Grade;
  readonly minEdgeCents?: number;
  /** Rows that are let in, where the words of a search chose them. */
  readonly among?: ReadonlySet<number>;
}

export interface RankedLot extends RankedFigures {
  readonly row: number;
  readonly id: string;
}
export interface Ranking {
  /** Lots that the filters leave. */
  readonly total: number;
  readonly lots: readonly RankedLot[];
  /** Lots that had to be worked out to the cent. */
  readonly worked: number;
}

/** Between two rests: lots that a bound passes over, of which one worked out costs as much as these. A few milliseconds. */
const sliceLots = 10_000;
const lotsToOneWorked = 16;

/**
 * The best lots for one buyer, in one pass over the market. Bounds pass over what cannot get in; what remains is worked
 * out exactly, so that the answer is that of assessing every lot. Rests after each slice, so that a caller can let
 * other work run: drive it with `next` until done.
 */
export function* rankLots(
  market: MarketColumns,
  buyer: PreparedBuyer,
  query: RankQuery,
): Generator<undefined, Ranking, undefined> {
  const admits = prepareFilter(market, query);
  const top = new TopList(query.limit, (a, b) => market.ids.compare(a, b));
  const { sort, descending } = query;
  const sign = descending ? 1 : -1;
  const figureOf = sortFigure(sort);
  const columnOf = sortColumn(market, sort);
  const decide = prepareDecision(market, buyer, query);
  const bestKey = prepareBestKey(market, buyer, sort, descending);
  const bestEver = prepareBestEver(market, buyer, sort, descending);
  const leastEdge = leastEdgeOf(query);
  let total = 0;
  let worked = 0;
  let sinceRest = 0;

  for (let row = 0; row < market.size; row++) {
    sinceRest += 1;
    if (sinceRest >= sliceLots) {
      sinceRest = 0;
      yield undefined;
    }
    if (!admits(row)) continue;
    let verdict: Verdict = 'in';
    if (decide || !columnOf) {
      // most lots are out of the question by what they are worth alone
      if (decide && leastEdge > 0 && !(buyer.edgeAt(row, buyer.mostEver(row)) >= leastEdge)) continue;
      if (!decide && bestEver && !top.admits(row, bestEver(row, top.leastKey))) {
        total += 1;
        continue;
      }
      const isAssessed = buyer.look(row);
      if (decide) verdict = decide(row, isAssessed);
      if (verdict === 'out') continue;
      if (verdict === 'in') {
        total += 1;
        const key = columnOf ? keyOf(columnOf(row), sign) : isAssessed ? bestKey(row) : unknownKey;
        if (!top.admits(row, key)) continue;
        if (columnOf || !isAssessed) {
          top.offer(row, key);
          continue;
        }
      }
    } else {
      total += 1;
      top.offer(row, keyOf(columnOf(row), sign));
      continue;
    }
    worked += 1;
    sinceRest += lotsToOneWorked;
    const figures = buyer.figuresAt(row);
    if (verdict === 'unsure') {
      if (!passes(figures, query)) continue;
      total += 1;
    }
    top.offer(row, keyOf(columnOf ? columnOf(row) : figureOf(figures), sign));
  }
  const lots = top.sorted().map(({ row }) => ({ row, id: market.ids.idAt(row), ...buyer.figuresAt(row) }));
  return { total, lots, worked };
}

/** Whether a lot's figures pass the filters, as far as its bounds tell. */
type Verdict = 'in' | 'out' | 'unsure';

const passes = ({ grade, edgeCents }: RankedFigures, query: RankQuery): boolean =>
  (query.grade === undefined || grade === query.grade) &&
  (query.minEdgeCents === undefined || (edgeCents !== null && edgeCents >= query.minEdgeCents));

const ranks: Readonly<Record<Grade, number>> = { none: 0, bronze: 1, silver: 2, gold: 3, platinum: 4 };

/** Undefined where no filter asks for a figure. */
function prepareDecision(
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

/** Every lot that passes saves at least this much on average; none is asked for where it is not above 0. */
const leastEdgeOf = ({ grade, minEdgeCents }: RankQuery): number =>
  Math.max(minEdgeCents ?? 0, gradeBands.find((band) => band.grade === grade)?.minimumEdgeCents ?? 0);

/** The best key that a lot can have by what it is worth alone, where that is quick to say. */
function prepareBestEver(
  market: MarketColumns,
  buyer: PreparedBuyer,
  sort: RankSort,
  descending: boolean,
): ((row: number, enough: number) => number) | undefined {
  const orUnknown = (key: number): number => (Number.isNaN(key) ? unknownKey : key);
  if (!descending) {
    // upward, nothing comes before a lot of nothing
    if (sort === 'maxBid' || sort === 'score') return () => 0;
    return sort === 'edge' ? (row) => (has(market, row, bit.scored) ? 0 : unscoredHandicapCents) : undefined;
  }
  switch (sort) {
    case 'maxBid':
      return (row) => orUnknown(Math.max(0, buyer.mostEver(row)));
    case 'roi':
      return (row) => orUnknown(buyer.roiEver(row));
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
function prepareBestKey(
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

const has = ({ columns }: MarketColumns, row: number, flag: number): boolean =>
  ((columns.bits[row] ?? 0) & flag) !== 0;

/** A lot without a score comes after every lot with one, however large its edge looks; as the inbox sorts. */
export const unscoredHandicapCents = 1_000_000_000_000;

export const rankedEdge = ({ edgeCents, score }: RankedFigures): number | null =>
  edgeCents === null ? null : edgeCents - (score === null ? unscoredHandicapCents : 0);

/** Unknown last, whichever the direction. */
const unknownKey = Number.NEGATIVE_INFINITY;
const keyOf = (value: number | null, sign: 1 | -1): number =>
  value === null || Number.isNaN(value) ? unknownKey : value * sign;

const sortFigure =
  (sort: RankSort) =>
  (figures: RankedFigures): number | null => {
    if (sort === 'edge') return rankedEdge(figures);
    if (sort === 'score') return figures.score;
    return sort === 'roi' ? figures.roi : figures.maxBidCents;
  };

/** Reads the sort's value where no buyer's settings change it. */
function sortColumn(
  { columns }: MarketColumns,
  sort: RankSort,
): ((row: number) => number | null) | undefined {
  const whole = (column: Int32Array | Int16Array) => (row: number) => {
    const value = column[row] ?? unknownInteger;
    return value === unknownInteger ? null : value;
  };
  switch (sort) {
    case 'endsAt':
      return (row) => columns.endsAtMs[row] ?? null;
    case 'currentBid':
      return (row) => columns.bidCents[row] ?? null;
    case 'year':
      return whole(columns.year);
    case 'miles':
      return whole(columns.miles);
    default:
      return undefined;
  }
}

function prepareFilter(market: MarketColumns, query: RankQuery): (row: number) => boolean {
  const { bits, asOfMs, endsAtMs, make, model, state, source, year, miles } = market.columns;
  const wanted = bit.live | (query.sample ? bit.sample : 0);
  const mask = bit.live | bit.sample;
  const horizonMs = query.endsWithinHours === undefined ? Number.NaN : query.endsWithinHours * 3_600_000;
  const tests: ((row: number) => boolean)[] = [];
  const only = (column: Int32Array | Uint16Array, code: number | undefined) =>
    tests.push((row) => column[row] === code);
  if (query.make) only(make, market.makes.find(query.make.toLowerCase()));
  if (query.model) only(model, market.models.find(query.model.toLowerCase()));
  if (query.state) only(state, market.states.find(query.state));
  if (query.source) only(source, market.sources.find(query.source));
  const { yearMin, yearMax, milesMax, among } = query;
  const known = (value: number | undefined): value is number =>
    value !== undefined && value !== unknownInteger;
  if (yearMin !== undefined) tests.push((row) => known(year[row]) && (year[row] ?? 0) >= yearMin);
  if (yearMax !== undefined) tests.push((row) => known(year[row]) && (year[row] ?? 0) <= yearMax);
  if (milesMax !== undefined) tests.push((row) => known(miles[row]) && (miles[row] ?? 0) <= milesMax);
  if (among) tests.push((row) => among.has(row));

  return (row) => {
    if (((bits[row] ?? 0) & mask) !== wanted) return false;
    const now = query.sample ? (asOfMs[row] ?? 0) : query.nowMs;
    const ends = endsAtMs[row] ?? Number.NaN;
    if (ends <= now) return false;
    if (!Number.isNaN(horizonMs) && !(ends <= now + horizonMs)) return false;
    for (const test of tests) if (!test(row)) return false;
    return true;
  };
}
