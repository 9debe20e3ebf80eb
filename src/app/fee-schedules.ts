import type { FeeSchedules, OwnFeeScheduleInput } from '../contracts/fee-schedules.ts';
import { buildFeeBook } from '../core/costing/fees/fee-book.ts';
import type { FeeSchedule } from '../core/costing/fees/fee-schedule.ts';
import { mergeSchedules } from '../core/costing/fees/merge-schedules.ts';
import { shippedSchedules } from '../core/costing/fees/shipped-schedules.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import { findSource } from '../sources/registry.ts';
import { type Actor, appendAuditEvent } from '../store/audit.writer.ts';
import { type Database, readTenant, withTenant } from '../store/connection.ts';
import { findOwnFeeSchedules, type OwnFeeScheduleRow } from '../store/settings.reader.ts';
import { addOwnFeeSchedule, lockSettings } from '../store/settings.writer.ts';
import { toOwnSchedule } from './dealership.ts';
import { notFound, ProblemError } from './problem-error.ts';

export interface FeeScheduleDeps {
  readonly db: Database;
  readonly orgId: OrgId;
}

/** More than anyone needs; a bound, so that no one fills the table. */
const mostRevisions = 1_000;

/** Every schedule that ships and every revision of the dealership's own; `standing` says which of them count. */
export async function listFeeSchedules({ db, orgId }: FeeScheduleDeps): Promise<FeeSchedules> {
  return present(await readTenant(db, orgId, findOwnFeeSchedules));
}

/**
 * Adds the dealership's own schedule for a source from a day on. Earlier ones stay to be looked up. The job that
 * assesses every lot anew is enqueued in the same transaction.
 */
export async function addFeeSchedule(
  source: string,
  schedule: OwnFeeScheduleInput,
  { db, orgId, actor }: FeeScheduleDeps & { readonly actor: Actor },
): Promise<FeeSchedules> {
  if (!findSource(source) && !shippedSchedules.some((shipped) => shipped.source === source))
    throw notFound('source');
  return withTenant(db, orgId, async (scoped) => {
    await lockSettings(scoped);
    if ((await findOwnFeeSchedules(scoped)).length >= mostRevisions)
      throw new ProblemError(400, 'too_many_schedules', `There are ${mostRevisions} own schedules already.`);
    await addOwnFeeSchedule(scoped, { source, ...schedule, addedBy: actor.label });
    const own = await findOwnFeeSchedules(scoped);
    // what the stages will build from it: a schedule that they cannot use must not get in
    buildFeeBook(mergeSchedules(shippedSchedules, own.map(toOwnSchedule)));
    await appendAuditEvent(scoped, actor, { action: 'fee_schedule.added', target: source, after: schedule });
    return present(own);
  });
}

function present(rows: readonly OwnFeeScheduleRow[]): FeeSchedules {
  const own = rows.map((row) => ({ row, schedule: toOwnSchedule(row) }));
  const standing = new Set(
    mergeSchedules(
      shippedSchedules,
      own.map(({ schedule }) => schedule),
    ).map(({ id }) => id),
  );
  const toEntry = (schedule: FeeSchedule) => ({
    id: schedule.id,
    source: schedule.source as string,
    sourceName: findSource(schedule.source)?.describe().name ?? schedule.source,
    effectiveFrom: schedule.effectiveFrom,
    citation: schedule.citation,
    // the contract's arrays are mutable by zod's inference; nobody changes them
    fees: schedule.fees as unknown as FeeSchedules['schedules'][number]['fees'],
    standing: standing.has(schedule.id),
  });
  return {
    schedules: [
      ...shippedSchedules.map((schedule) => ({
        ...toEntry(schedule),
        origin: 'shipped' as const,
        revision: null,
        addedAt: null,
        addedBy: null,
      })),
      ...own.map(({ row, schedule }) => ({
        ...toEntry(schedule),
        origin: 'own' as const,
        revision: row.revision,
        addedAt: row.added_at,
        addedBy: row.added_by,
      })),
    ],
  };
}
