import { sql } from 'kysely';
import type { Scoped } from './connection.ts';
import { toStorableJson } from './storable.ts';

/** Until the transaction ends no other one of this dealership changes its settings: no change is lost to another. */
export async function lockSettings(scoped: Scoped): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('settings ' || ${scoped.orgId}::text, 0))`.execute(
    scoped,
  );
}

export async function writeProfileChange(
  scoped: Scoped,
  change: {
    readonly version: number;
    readonly before: unknown;
    readonly after: unknown;
    readonly changedBy: string | null;
    readonly restoredVersion: number | null;
  },
): Promise<void> {
  await scoped
    .insertInto('buyer_profile_changes')
    .values({
      org_id: scoped.orgId,
      version: change.version,
      changed_by: change.changedBy,
      before: toStorableJson(change.before),
      after: toStorableJson(change.after),
      restored_version: change.restoredVersion,
    })
    .execute();
}

/** Adds a schedule as the next revision of its source and day and answers the revision. */
export async function addOwnFeeSchedule(
  scoped: Scoped,
  schedule: {
    readonly source: string;
    readonly effectiveFrom: string;
    readonly citation: string;
    readonly fees: unknown;
    readonly addedBy: string | null;
  },
): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    insert into own_fee_schedules (org_id, source, effective_from, revision, citation, fees, added_by)
    select ${scoped.orgId}, ${schedule.source}, ${schedule.effectiveFrom}, coalesce(max(revision), 0) + 1, ${schedule.citation},
      ${toStorableJson(schedule.fees)}::jsonb, ${schedule.addedBy}
      from own_fee_schedules where source = ${schedule.source} and effective_from = ${schedule.effectiveFrom}
    returning revision`.execute(scoped);
  return rows[0]?.revision ?? 1;
}

/** Notes that every lot is to be assessed under these settings; a run under earlier ones stops at its next chunk. */
export async function requestReassessment(scoped: Scoped, settingsVersion: number): Promise<void> {
  const fresh = {
    state: 'waiting',
    settings_version: settingsVersion,
    engine_version: null,
    last_listing_id: '',
    done: 0,
    total: 0,
    started_at: null,
    finished_at: null,
  };
  await scoped
    .insertInto('reassessments')
    .values({ org_id: scoped.orgId, ...fresh })
    .onConflict((conflict) =>
      conflict.column('org_id').doUpdateSet({ ...fresh, requested_at: sql<string>`now()` }),
    )
    .execute();
}

export interface ReassessmentRun {
  readonly settingsVersion: number;
  readonly engineVersion: string;
}

/** Begins a run, or takes up one that was stopped half-way under the same settings and engine. */
export async function beginReassessment(
  scoped: Scoped,
  { settingsVersion, engineVersion }: ReassessmentRun,
): Promise<{ readonly lastListingId: string; readonly done: number; readonly total: number }> {
  const { rows } = await sql<{ lastListingId: string; done: number; total: number }>`
    insert into reassessments as r (org_id, state, settings_version, engine_version, total, started_at)
    values (${scoped.orgId}, 'running', ${settingsVersion}, ${engineVersion},
      (select count(*) from listings where kind = 'road_vehicle'), now())
    on conflict (org_id) do update set state = 'running', settings_version = excluded.settings_version,
      engine_version = excluded.engine_version, finished_at = null,
      (last_listing_id, done, total, started_at) = (select
        case when resumes then r.last_listing_id else '' end, case when resumes then r.done else 0 end,
        case when resumes then r.total else excluded.total end, case when resumes then r.started_at else now() end
        from (select r.state = 'running' and r.settings_version = excluded.settings_version
          and r.engine_version is not distinct from excluded.engine_version as resumes) as told)
    returning last_listing_id as "lastListingId", done, total`.execute(scoped);
  const [row] = rows;
  if (!row) throw new Error('the reassessment could not be noted');
  return row;
}

/** Notes a chunk as done, in the transaction that wrote it; false where newer settings have taken over. */
export async function noteReassessed(
  scoped: Scoped,
  { settingsVersion, engineVersion }: ReassessmentRun,
  chunk: { readonly lastListingId: string; readonly done: number } | 'finished',
): Promise<boolean> {
  const changes =
    chunk === 'finished'
      ? { state: 'done', finished_at: sql<string>`now()`, total: sql<number>`done` }
      : {
          last_listing_id: chunk.lastListingId,
          done: chunk.done,
          total: sql<number>`greatest(total, ${chunk.done}::integer)`,
        };
  const result = await scoped
    .updateTable('reassessments')
    .set(changes)
    .where('state', '=', 'running')
    .where('settings_version', '=', settingsVersion)
    .where('engine_version', '=', engineVersion)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
