import { buyerProfileInputSchema } from '../contracts/buyer-profile.ts';
import type { AppraisalTools } from '../core/appraisal.ts';
import type { BuyerProfile } from '../core/costing/cost.ts';
import { buildFeeBook } from '../core/costing/fees/fee-book.ts';
import type { FeeSchedule } from '../core/costing/fees/fee-schedule.ts';
import { mergeSchedules } from '../core/costing/fees/merge-schedules.ts';
import { shippedSchedules } from '../core/costing/fees/shipped-schedules.ts';
import { type OrgId, toSourceId } from '../core/kernel/ids.ts';
import { type Database, type Readable, readTenant } from '../store/connection.ts';
import { readProfile, type StoredProfile } from '../store/profiles.reader.ts';
import {
  findOwnFeeSchedules,
  findProfileChangeFrom,
  type OwnFeeScheduleRow,
} from '../store/settings.reader.ts';
import { mergeProfile } from './buyer-profile.ts';

/** A dealership as the stages need it. */
export interface Dealership {
  readonly orgId: OrgId;
  readonly profile: BuyerProfile;
  /** Rises with every change of the profile or of the own fee schedules. */
  readonly profileVersion: number;
  /** Fee schedules that the dealership wrote itself; absent: none. */
  readonly ownSchedules?: readonly FeeSchedule[];
}

/** The one dealership of an installation without accounts. */
export const defaultOrgId = 'org_default' as OrgId;

export async function readDealershipIn(scoped: Readable): Promise<Dealership> {
  return toDealership(scoped.orgId, await readProfile(scoped), await findOwnFeeSchedules(scoped));
}

/** As it was until just before this moment. */
export async function readDealershipAt(scoped: Readable, at: string): Promise<Dealership> {
  const change = await findProfileChangeFrom(scoped, at);
  const stored = change
    ? { settings: change.before as StoredProfile['settings'], version: change.version - 1 }
    : await readProfile(scoped);
  const own = await findOwnFeeSchedules(scoped);
  return toDealership(
    scoped.orgId,
    stored,
    own.filter(({ added_at }) => added_at < at),
  );
}

const toDealership = (
  orgId: OrgId,
  stored: StoredProfile,
  own: readonly OwnFeeScheduleRow[],
): Dealership => ({
  orgId,
  profile: mergeProfile(buyerProfileInputSchema.parse(stored.settings)),
  profileVersion: stored.version + own.length,
  ...(own.length > 0 && { ownSchedules: own.map(toOwnSchedule) }),
});

export const readDealership = (db: Database, orgId: OrgId): Promise<Dealership> =>
  readTenant(db, orgId, readDealershipIn);

/** The tools with the dealership's own fee schedules in the fee book; the very same tools where it has none. */
export function toolsOf({ ownSchedules }: Dealership, tools: AppraisalTools): AppraisalTools {
  if (!ownSchedules) return tools;
  const fees = buildFeeBook(mergeSchedules(shippedSchedules, ownSchedules));
  return { ...tools, costTables: { ...tools.costTables, fees } };
}

/** Its id names the schedule in every cost line that it gives. */
export const toOwnSchedule = (row: OwnFeeScheduleRow): FeeSchedule => ({
  id: `own-${row.source}-${row.effective_from}-r${row.revision}`,
  source: toSourceId(row.source),
  effectiveFrom: row.effective_from,
  citation: row.citation,
  // as validated when it was added
  fees: row.fees as unknown as FeeSchedule['fees'],
});
