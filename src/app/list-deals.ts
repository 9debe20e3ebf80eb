import type { DealSummary, DealsPage, DealsQuery, Facets } from '../contracts/deals.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import type { Instant } from '../core/kernel/instant.ts';
import { findSource } from '../sources/registry.ts';
import { type Database, readTenant } from '../store/connection.ts';
import { countDeals, countFacet, type DealFilter, type DealRow, findDeals } from '../store/deals.reader.ts';
import { decodeCursor, encodeCursor } from './deals-cursor.ts';
import { describeMarket } from './market.ts';

const sourceNameOf = (id: string) => findSource(id)?.describe().name ?? id;

export function toDealSummary(row: DealRow): DealSummary {
  const { wholesale_p10_cents: p10Cents, wholesale_p50_cents: p50Cents, wholesale_p90_cents: p90Cents } = row;
  const wholesale =
    p10Cents !== null && p50Cents !== null && p90Cents !== null ? { p10Cents, p50Cents, p90Cents } : null;
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    kind: row.kind,
    year: row.year,
    make: row.make,
    model: row.model,
    trim: row.trim,
    odometerMiles: row.odometer_miles,
    titleBrand: row.title_brand,
    city: row.city,
    state: row.state,
    source: row.source,
    sourceName: sourceNameOf(row.source),
    url: row.url,
    photoUrl: row.photo_url,
    status: row.status,
    currentBidCents: row.current_bid_cents,
    bidCount: row.bid_count,
    endsAt: row.ends_at,
    endsAtPrecision: row.ends_at_precision as DealSummary['endsAtPrecision'],
    observedAt: row.observed_at,
    wholesale,
    retailP50Cents: row.retail_p50_cents,
    forecastCloseP50Cents: row.forecast_p50_cents,
    confidence: row.wholesale_confidence,
    maxBidCents: row.max_bid_cents,
    edgeCents: row.edge_cents,
    profitAtForecastCents: row.profit_at_forecast_cents,
    roi: row.roi,
    score: row.score,
    grade: (row.grade ?? 'none') as DealSummary['grade'],
    topReason: row.top_reason ?? (row.kind_reasons as readonly string[])[0] ?? null,
    flags: (row.flags ?? []) as DealSummary['flags'],
  };
}

/** Words of a search, for a query by their beginnings. */
export const toSearchWords = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.slice(0, 10) ?? [];

function toFilter(query: DealsQuery, isSample: boolean, now: Instant): DealFilter {
  const { q, minEdge, kind, sort: _sort, order: _order, limit: _limit, cursor: _cursor, ...rest } = query;
  const words = q === undefined ? undefined : toSearchWords(q);
  return {
    ...(rest as Omit<typeof rest, never>),
    sample: isSample,
    now,
    ...(words && { words }),
    ...(minEdge !== undefined && { minEdgeCents: minEdge * 100 }),
    ...(kind !== 'all' && { kind }),
  } as DealFilter;
}

export const ascendingByNature = new Set<DealsQuery['sort']>(['endsAt', 'miles', 'currentBid']);

export interface ListDealsDeps {
  readonly db: Database;
  readonly orgId: OrgId;
  readonly now: Instant;
}

/** Ranked deals of one dealership. */
export async function listDeals(query: DealsQuery, { db, orgId, now }: ListDealsDeps): Promise<DealsPage> {
  const market = await describeMarket(db, now);
  const filter = toFilter(query, market.isSample, now);
  const descending = query.order ? query.order === 'desc' : !ascendingByNature.has(query.sort);
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, query.sort);
  const { rows, total } = await readTenant(db, orgId, async (scoped) => ({
    rows: await findDeals(scoped, filter, {
      sort: query.sort,
      descending,
      limit: query.limit + 1,
      ...(after && { after }),
    }),
    total: await countDeals(scoped, filter),
  }));
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const nextCursor =
    rows.length > query.limit && last ? encodeCursor({ value: last.sortValue, id: last.id }) : null;
  return { market, total, deals: shown.map(toDealSummary), nextCursor };
}

/** Counts for the filter controls; each facet counts what the other filters leave. */
export async function countFacets(query: DealsQuery, { db, orgId, now }: ListDealsDeps): Promise<Facets> {
  const { isSample } = await describeMarket(db, now);
  const filter = toFilter(query, isSample, now);
  const without = (...names: (keyof DealFilter)[]) =>
    Object.fromEntries(
      Object.entries(filter).filter(([name]) => !names.includes(name as keyof DealFilter)),
    ) as unknown as DealFilter;
  return readTenant(db, orgId, async (scoped) => ({
    makes: await countFacet(scoped, without('make', 'model'), 'make', 100),
    states: await countFacet(scoped, without('state'), 'state', 60),
    sources: (await countFacet(scoped, without('source'), 'source', 50)).map((facet) => ({
      ...facet,
      name: sourceNameOf(facet.value),
    })),
    kinds: await countFacet(scoped, without('kind'), 'kind', 10),
    grades: await countFacet(scoped, without('grade'), 'grade', 10),
  }));
}
