import type { BuyerProfile } from '../costing/cost.ts';
import type { CostTables } from '../costing/cost-tables.ts';
import { type RankedFigures, rankedEdge } from './buyer/ranked-figures.ts';
import type { MarketLot } from './columns/market-lot.ts';
import { missingFacts } from './columns/missing-fact.ts';
import type { Lot } from './lots.testkit.ts';
import type { FacetCount, MarketFacets } from './query/market-answer.ts';
import type { MarketFilter, MarketQuery } from './query/market-query.ts';
import { assessedFigures } from './rows.testkit.ts';

/** A row with the lot that it was made of: what every answer of the market is compared with. */
export interface KnownRow {
  readonly row: MarketLot;
  readonly lot: Lot;
}
type Known = KnownRow & { readonly figures: RankedFigures };

/** The plain way: assess every lot, filter, sort, count. */
export function assessAll(rows: Iterable<KnownRow>, buyer: BuyerProfile, tables: CostTables): Known[] {
  const none: RankedFigures = { maxBidCents: null, edgeCents: null, roi: null, score: null, grade: 'none' };
  return [...rows].map((known) => ({
    ...known,
    figures: known.row.facts ? assessedFigures(known.lot, buyer, tables) : none,
  }));
}

const isOpen = ({ row }: Known, { sample, nowMs }: MarketFilter): boolean =>
  ['active', 'scheduled'].includes(row.status) &&
  (row.endsAtMs === null || row.endsAtMs > (sample ? row.asOfMs : nowMs));

type Facet = 'make' | 'state' | 'source' | 'kind' | 'grade' | 'lane';

export function filterAll(all: readonly Known[], filter: MarketFilter, without?: Facet): readonly Known[] {
  const own = new Set(
    all.filter(({ row }) => row.owner !== null && row.owner === filter.owner).map(({ row }) => row.id),
  );
  const same = (a: string | null, b: string): boolean => (a ?? '').toLowerCase() === b.toLowerCase();
  return all.filter((known) => {
    const { row, figures } = known;
    if (row.owner === null ? own.has(row.id) : row.owner !== filter.owner) return false;
    if (row.isSample !== filter.sample) return false;
    if (filter.status !== 'all' && isOpen(known, filter) !== (filter.status === 'open')) return false;
    const words = `${row.words} ${row.make ?? ''} ${row.model ?? ''}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    const sought = (filter.q ?? '')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
    if (!sought.every((word) => words.some((one) => one.startsWith(word)))) return false;
    if (without !== 'make' && filter.make && !same(row.make, filter.make)) return false;
    if (without !== 'make' && filter.model && !same(row.model, filter.model)) return false;
    if (without !== 'state' && filter.state && row.state !== filter.state) return false;
    if (without !== 'source' && filter.source && row.source !== filter.source) return false;
    if (without !== 'kind' && filter.kind && row.kind !== filter.kind) return false;
    if (without !== 'grade' && filter.grade && figures.grade !== filter.grade) return false;
    if (filter.yearMin !== undefined && !(row.year !== null && row.year >= filter.yearMin)) return false;
    if (filter.yearMax !== undefined && !(row.year !== null && row.year <= filter.yearMax)) return false;
    if (
      filter.milesMax !== undefined &&
      !(row.odometerMiles !== null && row.odometerMiles <= filter.milesMax)
    )
      return false;
    if (
      filter.minEdgeCents !== undefined &&
      !(figures.edgeCents !== null && figures.edgeCents >= filter.minEdgeCents)
    )
      return false;
    if (filter.endsWithinHours !== undefined) {
      const until = (filter.sample ? row.asOfMs : filter.nowMs) + filter.endsWithinHours * 3_600_000;
      if (row.endsAtMs === null || row.endsAtMs > until) return false;
    }
    if (filter.lane === undefined || without === 'lane') return true;
    if (filter.lane === 'missing') return row.facts?.missing !== undefined;
    if (filter.lane === 'scored') return Boolean(row.facts?.scored && row.facts.close && row.facts.wholesale);
    return row.facts?.missing === filter.lane;
  });
}

export function valueOfLot({ row, figures }: Known, sort: MarketQuery['sort']): number | null {
  switch (sort) {
    case 'edge':
      return rankedEdge(figures);
    case 'score':
      return figures.score;
    case 'maxBid':
      return figures.maxBidCents;
    case 'roi':
      return figures.roi;
    case 'endsAt':
      return row.endsAtMs;
    case 'currentBid':
      return row.currentBidCents;
    case 'miles':
      return row.odometerMiles;
    default:
      return row.year;
  }
}

export function listAll(all: readonly Known[], query: MarketQuery) {
  const { sort, descending, after, limit } = query;
  const compare = (x: number | null, xId: string, y: number | null, yId: string): number => {
    if (x !== y && x !== null && y !== null) return descending ? y - x : x - y;
    if (x !== y) return x === null ? 1 : -1;
    return xId < yId ? -1 : xId > yId ? 1 : 0;
  };
  const left = filterAll(all, query);
  const following = left
    .map((known) => ({
      id: known.row.id,
      owner: known.row.owner,
      value: valueOfLot(known, sort),
      ...known.figures,
    }))
    .filter((lot) => !after || compare(lot.value, lot.id, after.value, after.id) > 0)
    .sort((a, b) => compare(a.value, a.id, b.value, b.id));
  return { total: left.length, lots: following.slice(0, limit), hasMore: following.length > limit };
}

export function countAll(all: readonly Known[], filter: MarketFilter): MarketFacets {
  const count = (facet: Facet, read: (known: Known) => string | null): FacetCount[] => {
    const counts = new Map<string, number>();
    for (const known of filterAll(all, filter, facet)) {
      const value = read(known);
      if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [...counts]
      .map(([value, many]) => ({ value, count: many }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  };
  const lanes = count('lane', ({ row }) => row.facts?.missing ?? null);
  return {
    total: filterAll(all, filter).length,
    makes: count('make', ({ row }) => row.make),
    states: count('state', ({ row }) => row.state),
    sources: count('source', ({ row }) => row.source),
    kinds: count('kind', ({ row }) => row.kind),
    grades: count('grade', ({ figures }) => figures.grade),
    lanes: missingFacts.flatMap((fact) => {
      const found = lanes.find(({ value }) => value === fact);
      return found ? [{ fact, count: found.count }] : [];
    }),
  };
}
