import { sql, type Transaction } from 'kysely';
import { writeLastValues, writeLotValues } from './lot-values.writer.ts';
import type { DB } from './schema.gen.ts';
import { toStorableJson } from './storable.ts';

/** One lot as read from a capture; names are the columns of `listings` and `observations`. */
export interface LotRow {
  readonly id: string;
  readonly source: string;
  readonly source_listing_id: string;
  readonly is_sample: boolean;
  readonly capture_id: string;
  readonly capture_line: number | null;
  readonly kind: string;
  readonly kind_confidence: number;
  readonly kind_reasons: readonly string[];
  readonly facts: unknown;
  readonly provenance: unknown;
  readonly url: string | null;
  readonly title: string;
  readonly year: number | null;
  readonly make: string | null;
  readonly model: string | null;
  readonly trim: string | null;
  readonly vehicle_key: string | null;
  readonly odometer_miles: number | null;
  readonly title_brand: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly seller_name: string | null;
  readonly photo_url: string | null;
  readonly observation_id: string;
  /** What the capture itself says, for the observation, where the lot has more from an earlier one. */
  readonly said: Pick<LotRow, 'status' | 'hammer_price_cents' | 'ends_at'>;
  readonly observed_at: string;
  readonly status: string;
  readonly current_bid_cents: number | null;
  readonly bid_count: number | null;
  readonly bidder_count: number | null;
  readonly reserve_met: boolean | null;
  readonly buy_now_cents: number | null;
  readonly hammer_price_cents: number | null;
  readonly starts_at: string | null;
  readonly ends_at: string | null;
  readonly ends_at_precision: string | null;
  readonly engine_version: string;
  readonly wholesale_p10_cents: number | null;
  readonly wholesale_p50_cents: number | null;
  readonly wholesale_p90_cents: number | null;
  readonly wholesale_confidence: number | null;
  readonly retail_p50_cents: number | null;
  readonly forecast_p10_cents: number | null;
  readonly forecast_p50_cents: number | null;
  readonly forecast_p90_cents: number | null;
  /** `RankingFacts` of a road vehicle. */
  readonly ranking: unknown;
}

export interface RejectionRow {
  readonly id: string;
  readonly capture_id: string;
  readonly line: number | null;
  readonly code: string;
  readonly reason: string;
  readonly field: string | null;
  readonly excerpt: string | null;
}

const listingColumns = [
  'id',
  'source',
  'source_listing_id',
  'is_sample',
  'capture_id',
  'capture_line',
  'kind',
  'kind_confidence',
  'kind_reasons',
  'facts',
  'provenance',
  'url',
  'title',
  'year',
  'make',
  'model',
  'trim',
  'vehicle_key',
  'odometer_miles',
  'title_brand',
  'city',
  'state',
  'seller_name',
  'photo_url',
  'observed_at',
  'status',
  'current_bid_cents',
  'bid_count',
  'bidder_count',
  'reserve_met',
  'buy_now_cents',
  'hammer_price_cents',
  'starts_at',
  'ends_at',
  'ends_at_precision',
  'engine_version',
  'wholesale_p10_cents',
  'wholesale_p50_cents',
  'wholesale_p90_cents',
  'wholesale_confidence',
  'retail_p50_cents',
  'forecast_p10_cents',
  'forecast_p50_cents',
  'forecast_p90_cents',
  'ranking',
] as const;
const updatable = listingColumns.filter((column) => !['id', 'source', 'source_listing_id'].includes(column));
const observationColumns = [
  'capture_id',
  'observed_at',
  'status',
  'current_bid_cents',
  'bid_count',
  'bidder_count',
  'reserve_met',
  'hammer_price_cents',
  'ends_at',
] as const;
const toObservation = (lot: LotRow) => {
  const row: Record<string, unknown> = {};
  for (const column of observationColumns) row[column] = lot[column];
  return { ...row, ...lot.said, id: lot.observation_id, listing_id: lot.id };
};

/** Rows are locked in one order everywhere, so that two programs with the same lots cannot wait for each other. */
const inOrder = <Row>(rows: readonly Row[], idOf: (row: Row) => string): readonly Row[] =>
  rows.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));

const list = (columns: readonly string[]) => sql.raw(columns.join(', '));
const assignments = (columns: readonly string[]) =>
  sql.raw(columns.map((column) => `${column} = excluded.${column}`).join(', '));

/**
 * Writes a chunk of lots: one statement a table, whatever the number of lots. A lot seen before gets a new
 * observation, and its current state only where this one is newer; the very same observation changes nothing. What the
 * lots are worth is kept beside it, and what they were worth last where they are seen to be over. Answers how many lots were new and how many got a new observation.
 */
export async function writeLots(
  scoped: Transaction<DB>,
  lots: readonly LotRow[],
): Promise<{ readonly added: number; readonly observed: number }> {
  if (lots.length === 0) return { added: 0, observed: 0 };
  await writeLastValues(scoped, lots.filter(isOver));
  const listed = await writeListings(scoped, lots);
  await writeLotValues(
    scoped,
    listed.map(({ id }) => id),
  );
  // a text of its own: the server would read every fact of every lot a second time only to leave them out
  const seen = toStorableJson(inOrder(lots.map(toObservation), ({ id }) => id));
  const observed = await sql`
    insert into observations (id, listing_id, ${list(observationColumns)})
    select id, listing_id, ${list(observationColumns)} from json_populate_recordset(null::observations, ${seen}::json)
    on conflict do nothing`.execute(scoped);
  return {
    added: listed.filter(({ added }) => added).length,
    observed: Number(observed.numAffectedRows ?? 0n),
  };
}

const openStatuses: readonly string[] = ['active', 'scheduled'];
const isOver = ({ status, ends_at, observed_at }: LotRow): boolean =>
  !openStatuses.includes(status) || (ends_at !== null && Date.parse(ends_at) <= Date.parse(observed_at));

/** Seen by a clock that was ahead: once it has been set back, what is seen now is the newer all the same. */
const isFromAhead = (known: string, seen: string) =>
  sql`(${sql.ref(known)} > now() + interval '1 hour' and ${sql.ref(seen)} <= now() + interval '1 hour')`;

/**
 * Writes what is known of the lots now, without an observation: for a lot seen anew, or read anew by another engine.
 * Answers the lots that were written, and whether each was new.
 */
export async function writeListings(
  scoped: Transaction<DB>,
  lots: readonly LotRow[],
): Promise<readonly { readonly id: string; readonly added: boolean }[]> {
  const rows = toStorableJson(inOrder(lots, ({ id }) => id));
  const { rows: written } = await sql<{ id: string; added: boolean }>`
    insert into listings (first_observed_at, ${list(listingColumns)})
    select observed_at, ${list(listingColumns)} from json_populate_recordset(null::listings, ${rows}::json)
    on conflict (id) do update set version = listings.version + 1, changed_in = pg_current_xact_id()::text::bigint, ${assignments(updatable)}
      where listings.observed_at < excluded.observed_at
        or ${isFromAhead('listings.observed_at', 'excluded.observed_at')}
        or (listings.capture_id = excluded.capture_id and listings.capture_line < excluded.capture_line)
        or (listings.observed_at = excluded.observed_at and listings.engine_version <> excluded.engine_version)
    returning id, (xmax = 0) as added`.execute(scoped);
  return written;
}

export async function writeRejections(
  scoped: Transaction<DB>,
  rejections: readonly RejectionRow[],
): Promise<void> {
  if (rejections.length === 0) return;
  const rows = toStorableJson(inOrder(rejections, ({ id }) => id));
  await sql`
    insert into rejections select * from json_populate_recordset(null::rejections, ${rows}::json)
    on conflict (id) do nothing`.execute(scoped);
}
