import { sql } from 'kysely';
import type { Readable } from './connection.ts';

/** Changes of the dealership's settings, newest first. */
export function findProfileChanges(scoped: Readable, limit: number) {
  return scoped
    .selectFrom('buyer_profile_changes')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
}

export function findProfileChange(scoped: Readable, version: number) {
  return scoped
    .selectFrom('buyer_profile_changes')
    .selectAll()
    .where('version', '=', version)
    .executeTakeFirst();
}

/** The dealership's own fee schedules, every revision, oldest revision first. */
export function findOwnFeeSchedules(scoped: Readable) {
  return scoped
    .selectFrom('own_fee_schedules')
    .select(['source', 'effective_from', 'revision', 'citation', 'fees', 'added_at', 'added_by'])
    .orderBy('source')
    .orderBy('effective_from')
    .orderBy('revision')
    .execute();
}
export type OwnFeeScheduleRow = Awaited<ReturnType<typeof findOwnFeeSchedules>>[number];

export function findReassessment(scoped: Readable) {
  return scoped.selectFrom('reassessments').selectAll().executeTakeFirst();
}

/** Rises with every change of the settings or of the own fee schedules: what an assessment was made under. */
export async function readSettingsVersion(scoped: Readable): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select coalesce((select version from buyer_profiles), 0) + (select count(*) from own_fee_schedules) as version`.execute(
    scoped,
  );
  return rows[0]?.version ?? 0;
}
