import type { PaymentMethod } from '../cost.ts';
import { type AppliedRule, applyFeeRule } from './apply-fee-rule.ts';
import type { FeeSchedule, ScheduledFee, TitleGroup } from './fee-schedule.ts';

export interface ReadyFee {
  readonly fee: ScheduledFee;
  readonly applied: AppliedRule;
}

/** The fees of one schedule that apply to one kind of title and payment. */
export interface ReadySchedule {
  readonly schedule: FeeSchedule;
  readonly fees: readonly ReadyFee[];
  /** Ascending, without 0 and without repeats. */
  readonly stepsCents: readonly number[];
}

/** Every schedule of every source, made ready to run. Built once, shared by all lots. */
export interface FeeBook {
  /** By source; newest first. */
  readonly bySource: ReadonlyMap<string, readonly VersionedSchedule[]>;
}

interface VersionedSchedule {
  readonly schedule: FeeSchedule;
  readonly variants: ReadonlyMap<string, ReadySchedule>;
}

const titleGroups: readonly TitleGroup[] = ['clean', 'branded'];
const payments: readonly PaymentMethod[] = ['secured', 'unsecured'];

/** Throws RangeError for a malformed schedule or two of one source with the same day. */
export function buildFeeBook(schedules: readonly FeeSchedule[]): FeeBook {
  const bySource = new Map<string, VersionedSchedule[]>();
  for (const schedule of schedules) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(schedule.effectiveFrom))
      throw new RangeError(`${schedule.id}: effectiveFrom must be YYYY-MM-DD`);
    const versions = bySource.get(schedule.source) ?? [];
    if (versions.some((version) => version.schedule.effectiveFrom === schedule.effectiveFrom))
      throw new RangeError(`${schedule.source}: two schedules from ${schedule.effectiveFrom}`);
    versions.push({ schedule, variants: readyVariants(schedule) });
    versions.sort((a, b) => (a.schedule.effectiveFrom < b.schedule.effectiveFrom ? 1 : -1));
    bySource.set(schedule.source, versions);
  }
  return { bySource };
}

function readyVariants(schedule: FeeSchedule): ReadonlyMap<string, ReadySchedule> {
  const ready = schedule.fees.map((fee) => ({ fee, applied: applyFeeRule(fee.rule) }));
  const variants = new Map<string, ReadySchedule>();
  for (const title of titleGroups)
    for (const payment of payments) {
      const fees = ready.filter(
        ({ fee }) =>
          (fee.titleGroup === undefined || fee.titleGroup === title) &&
          (fee.payment === undefined || fee.payment === payment),
      );
      const steps = new Set(fees.flatMap(({ applied }) => applied.stepsCents));
      variants.set(`${title} ${payment}`, {
        schedule,
        fees,
        stepsCents: [...steps].sort((a, b) => a - b),
      });
    }
  return variants;
}

export interface FoundSchedule {
  readonly ready: ReadySchedule;
  /** The day asked for is before the oldest schedule we know; that one is used, and says so. */
  readonly beforeOldest: boolean;
}

/** The schedule in force on `day` (YYYY-MM-DD…): the newest that had begun, or the oldest we know of. */
export function findSchedule(
  book: FeeBook,
  source: string,
  title: TitleGroup,
  payment: PaymentMethod,
  day: string,
): FoundSchedule | undefined {
  const versions = book.bySource.get(source);
  if (!versions) return undefined;
  const begun = versions.find((version) => version.schedule.effectiveFrom <= day.slice(0, 10));
  const ready = (begun ?? versions.at(-1))?.variants.get(`${title} ${payment}`);
  return ready && { ready, beforeOldest: begun === undefined };
}
