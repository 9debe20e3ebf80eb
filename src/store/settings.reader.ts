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

/** The first change of the settings that was made at this moment or later. */
export const findProfileChangeFrom = (scoped: Readable, at: string) =>
  scoped
    .selectFrom('buyer_profile_changes')
    .select(['version', 'before'])
    .where('changed_at', '>=', at)
    .orderBy('version')
    .limit(1)
    .executeTakeFirst();

/** When settings or own fee schedules were changed since then, oldest first. */
export async function findSettingsChanges(scoped: Readable, since: string): Promise<readonly string[]> {
  const { rows } = await sql<{ at: string }>`
    select changed_at as at from buyer_profile_changes where changed_at > ${since}::timestamptz
    union select added_at from own_fee_schedules where added_at > ${since}::timestamptz order by at`.execute(
    scoped,
  );
  return rows.map(({ at }) => at);
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
