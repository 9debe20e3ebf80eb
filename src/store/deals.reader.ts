import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database, Readable } from './connection.ts';

export type DealSort = 'edge' | 'score' | 'maxBid' | 'roi' | 'endsAt' | 'currentBid' | 'year' | 'miles';

/** What `findDeals` filters by; absent means any. */
export interface DealFilter {
  /** Show the shipped sample or the live market, never both. */
  readonly sample: boolean;
  /** What "now" means for the live market; a sample lot is shown as of the moment it was seen. */
  readonly now: string;
  readonly words?: readonly string[];
  readonly make?: string;
  readonly model?: string;
  readonly yearMin?: number;
  readonly yearMax?: number;
  readonly milesMax?: number;
  readonly state?: string;
  readonly source?: string;
  readonly grade?: string;
  readonly minEdgeCents?: number;
  readonly endsWithinHours?: number;
  readonly kind?: string;
  readonly status: 'open' | 'ended' | 'all';
}

export interface DealPageRequest {
  readonly sort: DealSort;
  readonly descending: boolean;
  readonly limit: number;
  /** Sort value and id of the last row of the page before. */
  readonly after?: { readonly value: number | string | null; readonly id: string };
}

/** A lot without a score comes after every lot with one, however large its edge looks. */
const rankedEdge = sql`(a.edge_cents - case when a.score is null then 1000000000000 else 0 end)`;

const sortColumns: Readonly<Record<DealSort, RawBuilder<unknown>>> = {
  edge: rankedEdge,
  score: sql.ref('a.score'),
  maxBid: sql.ref('a.max_bid_cents'),
  roi: sql.ref('a.roi'),
  endsAt: sql.ref('l.ends_at'),
  currentBid: sql.ref('l.current_bid_cents'),
  year: sql.ref('l.year'),
  miles: sql.ref('l.odometer_miles'),
};

/** The filter as one SQL condition over listings `l` and the dealership's assessments `a`. */
function toCondition(filter: DealFilter): RawBuilder<SqlBool> {
  const now = sql`case when l.is_sample then l.observed_at else ${filter.now}::timestamptz end`;
  const isOpen = sql`(l.status in ('active', 'scheduled') and (l.ends_at is null or l.ends_at > ${now}))`;
  const all = [sql`l.is_sample = ${filter.sample}`];
  const add = <T>(value: T | undefined, condition: (value: T) => RawBuilder<unknown>) => {
    if (value !== undefined && value !== '') all.push(condition(value));
  };
  add(filter.kind, (kind) => sql`l.kind = ${kind}`);
  add(filter.make, (make) => sql`lower(l.make) = ${make.toLowerCase()}`);
  add(filter.model, (model) => sql`lower(l.model) = ${model.toLowerCase()}`);
  add(filter.yearMin, (year) => sql`l.year >= ${year}`);
  add(filter.yearMax, (year) => sql`l.year <= ${year}`);
  add(filter.milesMax, (miles) => sql`l.odometer_miles <= ${miles}`);
  add(filter.state, (state) => sql`l.state = ${state}`);
  add(filter.source, (source) => sql`l.source = ${source}`);
  add(filter.grade, (grade) => sql`coalesce(a.grade, 'none') = ${grade}`);
  add(filter.minEdgeCents, (cents) => sql`a.edge_cents >= ${cents}`);
  if (filter.words?.length) {
    all.push(sql`l.search @@ to_tsquery('simple', ${filter.words.map((word) => `${word}:*`).join(' & ')})`);
  }
  if (filter.status === 'open') all.push(isOpen);
  if (filter.status === 'ended') all.push(sql`not ${isOpen}`);
  add(filter.endsWithinHours, (hours) => sql`l.ends_at <= ${now} + make_interval(secs => ${hours * 3600})`);
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
}

const joined = (scoped: Readable) =>
  scoped
    .selectFrom('listings as l')
    .leftJoin('assessments as a', (join) =>
      join.onRef('a.listing_id', '=', 'l.id').on('a.org_id', '=', scoped.orgId),
    );

const summaryColumns = [
  'l.id',
  'l.title',
  'l.kind',
  'l.kind_reasons',
  'l.year',
  'l.make',
  'l.model',
  'l.trim',
  'l.odometer_miles',
  'l.title_brand',
  'l.city',
  'l.state',
  'l.source',
  'l.url',
  'l.photo_url',
  'l.status',
  'l.current_bid_cents',
  'l.bid_count',
  'l.ends_at',
  'l.ends_at_precision',
  'l.observed_at',
  'l.is_sample',
  'l.wholesale_p10_cents',
  'l.wholesale_p50_cents',
  'l.wholesale_p90_cents',
  'l.wholesale_confidence',
  'l.retail_p50_cents',
  'l.forecast_p50_cents',
  'a.max_bid_cents',
  'a.edge_cents',
  'a.profit_at_forecast_cents',
  'a.roi',
  'a.score',
  'a.grade',
  'a.top_reason',
  'a.flags',
] as const;

const selectSummary = (scoped: Readable) =>
  joined(scoped).select(summaryColumns).select(sql<number>`l.version + coalesce(a.version, 0)`.as('version'));

export type DealRow = Awaited<ReturnType<ReturnType<typeof selectSummary>['executeTakeFirstOrThrow']>>;

/** One page in the order asked for, unknown values last, ties by id; and what comes after it. */
export async function findDeals(
  scoped: Readable,
  filter: DealFilter,
  page: DealPageRequest,
): Promise<(DealRow & { readonly sortValue: number | string | null })[]> {
  const column = sortColumns[page.sort];
  const direction = sql.raw(page.descending ? 'desc' : 'asc');
  const beyond = sql.raw(page.descending ? '<' : '>');
  let query = selectSummary(scoped)
    .select(sql<number | string | null>`${column}`.as('sortValue'))
    .where(toCondition(filter));
  const { after } = page;
  if (after) {
    query = query.where(
      after.value === null
        ? sql<SqlBool>`${column} is null and l.id > ${after.id}`
        : sql<SqlBool>`(${column} ${beyond} ${after.value} or (${column} = ${after.value} and l.id > ${after.id}) or ${column} is null)`,
    );
  }
  return query.orderBy(sql`${column} ${direction} nulls last`).orderBy('l.id').limit(page.limit).execute();
}

export async function countDeals(scoped: Readable, filter: DealFilter): Promise<number> {
  const row = await joined(scoped)
    .select(sql<number>`count(*)`.as('count'))
    .where(toCondition(filter))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Counts for the filter controls, over everything that the other filters leave. */
export async function countFacet(
  scoped: Readable,
  filter: DealFilter,
  facet: 'make' | 'state' | 'source' | 'kind' | 'grade',
  limit: number,
): Promise<{ readonly value: string; readonly count: number }[]> {
  const column =
    facet === 'grade' ? sql<string>`coalesce(a.grade, 'none')` : sql<string>`${sql.ref(`l.${facet}`)}`;
  return joined(scoped)
    .select([column.as('value'), sql<number>`count(*)`.as('count')])
    .where(toCondition(filter))
    .where(sql<SqlBool>`${column} is not null`)
    .groupBy(column)
    .orderBy(sql`2 desc`)
    .orderBy(sql`1`)
    .limit(limit)
    .execute();
}

/** Everything stored about one lot, or undefined. */
export async function findDeal(scoped: Readable, id: string) {
  const row = await selectSummary(scoped)
    .innerJoin('captures as c', 'c.id', 'l.capture_id')
    .select([
      'l.facts',
      'l.provenance',
      'l.capture_id',
      'l.capture_line',
      'l.kind_confidence',
      'l.bidder_count',
      'l.reserve_met',
      'l.buy_now_cents',
      'l.hammer_price_cents',
      'l.starts_at',
      'l.vehicle_key',
      'c.sha256',
      'c.url as capture_url',
      'c.observed_at as capture_observed_at',
    ])
    .where('l.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const observations = await scoped
    .selectFrom('observations')
    .select(['observed_at', 'status', 'current_bid_cents', 'bid_count', 'ends_at'])
    .where('listing_id', '=', id)
    .orderBy('observed_at', 'desc')
    .limit(200)
    .execute();
  return { ...row, observations };
}
export type DealRecord = NonNullable<Awaited<ReturnType<typeof findDeal>>>;

/** The rows of the inbox for these lots, with what appraising them needs; in no particular order. */
export function findDealsById(scoped: Readable, ids: readonly string[]) {
  return selectSummary(scoped)
    .select([
      'l.facts',
      'l.bidder_count',
      'l.reserve_met',
      'l.buy_now_cents',
      'l.hammer_price_cents',
      'l.starts_at',
    ])
    .where('l.id', 'in', ids)
    .execute();
}

/** Road vehicles by id, whole, for whoever appraises them anew. */
export function findLotsById(db: Database, ids: readonly string[]) {
  return db.selectFrom('listings').selectAll().where('id', 'in', ids).execute();
}

/** Lots of the market in id order, for jobs that go over all of them. */
export function findLotsAfter(scoped: Readable, afterId: string, limit: number) {
  return scoped
    .selectFrom('listings')
    .selectAll()
    .where('id', '>', afterId)
    .where('kind', '=', 'road_vehicle')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Lots that another engine read, in id order, whatever they are. */
export function findLotsOfOtherEngine(
  scoped: Readable,
  page: { readonly afterId: string; readonly engineVersion: string; readonly limit: number },
) {
  return scoped
    .selectFrom('listings')
    .selectAll()
    .where('id', '>', page.afterId)
    .where('engine_version', '<>', page.engineVersion)
    .orderBy('id')
    .limit(page.limit)
    .execute();
}

/** Whether any road vehicle of the dealership was assessed by another engine, or not at all. */
export async function hasForeignAssessment(scoped: Readable, engineVersion: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from listings l left join assessments a on a.listing_id = l.id
      where l.kind = 'road_vehicle' and a.engine_version is distinct from ${engineVersion}) as found`.execute(
    scoped,
  );
  return rows[0]?.found ?? false;
}
