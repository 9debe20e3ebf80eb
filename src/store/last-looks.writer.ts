import { sql } from 'kysely';
import type { Scoped } from './connection.ts';
import { toStorableJson } from './storable.ts';

/** What a lot is to a dealership, under which settings and by which engine. */
export interface SaidRow {
  readonly max_bid_cents: number | null;
  readonly edge_cents: number | null;
  readonly value_p50_cents: number | null;
  readonly close_p50_cents: number | null;
  /** 0 to 100. */
  readonly score: number | null;
}

export interface SaidBy {
  readonly engineVersion: string;
  readonly settingsVersion: number;
}

export interface LookRow extends SaidRow {
  readonly listing_id: string;
  readonly ends_at: string;
  readonly looked_at: string;
  readonly observed_at: string;
  readonly settings_version: number;
}

export interface CountRow {
  readonly ended_from: string;
  readonly print: number;
  readonly counted_at: string;
  readonly lots: number;
  readonly kept: number;
  readonly score_zero: number;
  readonly without_score: number;
  readonly not_road_vehicle: number;
  readonly seen_too_late: number;
  readonly settings_version: number;
}

const numberOf = (engineVersion: string) => sql`(select engine_number(${engineVersion}))`;

/** True where no other program looks for this dealership until the transaction ends. */
export async function beginLooking(scoped: Scoped): Promise<boolean> {
  const { rows } = await sql<{ is_ours: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('last looks'), hashtext(${scoped.orgId})) as is_ours`.execute(
    scoped,
  );
  return rows[0]?.is_ours ?? false;
}

export async function writeLooks(
  scoped: Scoped,
  looks: readonly LookRow[],
  engineVersion: string,
): Promise<void> {
  if (looks.length === 0) return;
  await sql`insert into last_looks (ends_at, looked_at, observed_at, max_bid_cents, edge_cents, value_p50_cents,
      close_p50_cents, engine, settings_version, score, listing_id, org_id)
    select ends_at, looked_at, observed_at, max_bid_cents, edge_cents, value_p50_cents, close_p50_cents,
      ${numberOf(engineVersion)}, settings_version, score, listing_id, ${scoped.orgId}
    from json_populate_recordset(null::last_looks, ${toStorableJson(looks)}::json)
    on conflict do nothing`.execute(scoped);
}

export async function writeCounts(
  scoped: Scoped,
  counts: readonly CountRow[],
  engineVersion: string,
): Promise<void> {
  if (counts.length === 0) return;
  await sql`insert into last_look_counts (org_id, ended_from, print, counted_at, lots, kept, score_zero, without_score,
      not_road_vehicle, seen_too_late, engine, settings_version)
    select ${scoped.orgId}, ended_from, print, counted_at, lots, kept, score_zero, without_score, not_road_vehicle,
      seen_too_late, ${numberOf(engineVersion)}, settings_version
    from json_populate_recordset(null::last_look_counts, ${toStorableJson(counts)}::json)
    on conflict do nothing`.execute(scoped);
}

/** In the transaction of the action or the alert; telling the same twice is kept once. */
export async function writeTold(
  scoped: Scoped,
  told: SaidRow & { readonly listing_id: string; readonly at: string; readonly kind: string },
  by: SaidBy,
): Promise<void> {
  await sql`insert into told (at, max_bid_cents, edge_cents, value_p50_cents, close_p50_cents, engine, settings_version,
      score, kind, listing_id, org_id)
    values (${told.at}, ${told.max_bid_cents}, ${told.edge_cents}, ${told.value_p50_cents}, ${told.close_p50_cents},
      ${numberOf(by.engineVersion)}, ${by.settingsVersion}, ${told.score}, ${told.kind}, ${told.listing_id}, ${scoped.orgId})
    on conflict do nothing`.execute(scoped);
}
