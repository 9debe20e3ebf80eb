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
