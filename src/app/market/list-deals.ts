import type { DealsQuery, Facets } from '../../contracts/deals.ts';
import type { OrgId } from '../../core/kernel/ids.ts';
import { type Instant, toEpochMs } from '../../core/kernel/instant.ts';
import type { RankedPage } from '../../core/market/query/market-answer.ts';
import { toBuyer } from './buyer.ts';
import { sourceNameOf } from './deal-summary.ts';
import { decodeCursor, encodeCursor } from './deals-cursor.ts';
import type { LotsFilter } from './live-market.ts';
import type { MarketDesk } from './market-desk.ts';
import { stampPage } from './page-stamp.ts';

/** A page as it goes out: JSON of the contract's `DealsPage`, and its `ETag`. */
export interface ListedDeals {
  readonly etag: string;
  /** Called only where the page has changed for whoever asks. */
  readonly toJson: () => string;
}

const ascendingByNature = new Set<DealsQuery['sort']>(['endsAt', 'miles', 'currentBid']);

export const isDescending = ({ order, sort }: Pick<DealsQuery, 'order' | 'sort'>): boolean =>
  order ? order === 'desc' : !ascendingByNature.has(sort);

/** The filter of a query in the engine's words. */
export function toLotsFilter(
  query: Omit<DealsQuery, 'sort' | 'order' | 'limit' | 'cursor'>,
  sample: boolean,
  now: Instant,
): LotsFilter {
  const { minEdge, kind, ...rest } = query;
  const stated = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined && value !== ''),
  );
  return {
    ...(stated as unknown as Omit<LotsFilter, 'sample' | 'nowMs'>),
    sample,
    nowMs: toEpochMs(now),
    ...(minEdge !== undefined && { minEdgeCents: minEdge * 100 }),
    ...(kind !== 'all' && { kind }),
  };
}

/** Ranked deals of one dealership, from memory; what is not on the shelves is fetched in one round trip. */
export async function listDeals(
  { sort, order, limit, cursor, ...filter }: DealsQuery,
  { desk, orgId, now }: { readonly desk: MarketDesk; readonly orgId: OrgId; readonly now: Instant },
): Promise<ListedDeals> {
  const { market, lots, rows, settings } = desk;
  const buyer = toBuyer(await settings.get(orgId), market.serving.engine);
  const place = cursor === undefined ? undefined : decodeCursor(cursor, sort);
  const { engine } = market.serving;
  const page: RankedPage = await market.rank(buyer, {
    ...toLotsFilter(filter, market.isSample, now),
    sort,
    descending: isDescending({ order, sort }),
    limit,
    ...(place && { after: place }),
  });
  const found = await lots.find(page.lots, orgId, engine);
  const shown = page.lots.flatMap(({ id }) => found.get(id) ?? []);
  const { isComplete } = desk.follower.reading;
  const last = page.lots.at(-1);
  const stamp = `${buyer.version} ${desk.follower.lastChange}`;
  const nextCursor = page.hasMore && last ? encodeCursor({ value: last.value, id: last.id, stamp }) : null;
  const changed = place !== undefined && place.stamp !== stamp;
  return {
    etag: stampPage(shown, {
      total: page.total,
      isComplete,
      nowMs: toEpochMs(now),
      buyer,
      engineVersion: engine.version,
      rest: `${last?.id ?? ''} ${page.hasMore}`,
    }),
    toJson: () => {
      const deals = shown.map((lot) => rows.get(lot, buyer)).join(',');
      return `{"market":${desk.describe(now)},"total":${page.total},"complete":${isComplete},"changed":${changed},"deals":[${deals}],"nextCursor":${JSON.stringify(nextCursor)}}`;
    },
  };
}

/** Counts for the filter controls; each facet counts what the other filters leave. */
export async function countDealFacets(
  { sort: _sort, order: _order, limit: _limit, cursor: _cursor, ...filter }: DealsQuery,
  { desk, orgId, now }: { readonly desk: MarketDesk; readonly orgId: OrgId; readonly now: Instant },
): Promise<Facets> {
  const { market, settings } = desk;
  const buyer = toBuyer(await settings.get(orgId), market.serving.engine);
  const facets = await market.count(buyer, toLotsFilter(filter, market.isSample, now));
  const copy = (counts: readonly { readonly value: string; readonly count: number }[]) => [...counts];
  return {
    makes: copy(facets.makes),
    states: copy(facets.states),
    sources: facets.sources.map((facet) => ({ ...facet, name: sourceNameOf(facet.value) })),
    kinds: copy(facets.kinds),
    grades: copy(facets.grades),
    lanes: facets.lanes.map((lane) => ({ value: lane.fact, count: lane.count })),
  };
}
