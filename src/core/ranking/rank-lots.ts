import { bit, type MarketColumns, unknownInteger } from './market-columns.ts';
import type { PreparedBuyer, RankedFigures } from './prepare-buyer.ts';
import {
  keyOf,
  passes,
  prepareBestEver,
  prepareBestKey,
  prepareDecision,
  prepareFirstDecision,
  rankedEdge,
  unknownKey,
  type Verdict,
} from './rank-bounds.ts';
import type { RankQuery, RankSort } from './rank-query.ts';
import { TopList } from './top-list.ts';

export { rankedEdge, unscoredHandicapCents } from './rank-bounds.ts';
export type { RankQuery, RankSort } from './rank-query.ts';

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
  const decideFirst = prepareFirstDecision(market, buyer, query);
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
    let verdict: Verdict = decideFirst ? decideFirst(row) : 'in';
    if (verdict === 'out') continue;
    const isCounted = verdict === 'in';
    if (isCounted) {
      total += 1;
      // most lots are out of the question by what they are worth alone
      if (columnOf) {
        top.offer(row, keyOf(columnOf(row), sign));
        continue;
      }
      if (bestEver && !top.admits(row, bestEver(row, top.leastKey))) continue;
    }
    const isAssessed = buyer.look(row);
    if (decide && !isCounted) verdict = decide(row, isAssessed);
    if (verdict === 'out') continue;
    if (verdict === 'in') {
      if (!isCounted) total += 1;
      const key = columnOf ? keyOf(columnOf(row), sign) : isAssessed ? bestKey(row) : unknownKey;
      if (!top.admits(row, key)) continue;
      if (columnOf || !isAssessed) {
        top.offer(row, key);
        continue;
      }
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
  if (among) {
    const chosen = new Uint8Array(market.size);
    for (const row of among) chosen[row] = 1;
    tests.push((row) => chosen[row] === 1);
  }

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
