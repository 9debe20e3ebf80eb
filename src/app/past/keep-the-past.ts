import { setImmediate as rest } from 'node:timers/promises';
import { toEpochMs, toInstant } from '../../core/kernel/instant.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../store/connection.ts';
import { writeLastOfEnded } from '../../store/lot-values.writer.ts';
import { findOrganisationsInUse } from '../../store/organisations.writer.ts';
import { toBuyer } from '../market/buyer.ts';
import type { MarketDesk } from '../market/market-desk.ts';
import { LateCars } from './late-cars.ts';
import { lookForDealership } from './look-for-dealership.ts';
import { groupByEnd, hourMs } from './lots-by-end.ts';

const dayMs = 24 * hourMs;
/** A lot is looked at from so long before its end on. */
const lookAheadMs = hourMs;
/** Lots that ended while no program ran, or are found late, are looked at for so long after their end. */
const foundLateForMs = 7 * dayMs;
/** Nobody has signed in for so long: no looks are kept. */
const inUseForMs = 30 * dayMs;

export interface PastKept {
  /** Lots whose last value was kept. */
  readonly lastValues: number;
  readonly dealerships: number;
  readonly looks: number;
  readonly hours: number;
  /** True where this process has not read the whole market yet: the next run looks. */
  readonly isWaiting: boolean;
}

/**
 * Keeps what was said last of lots that end: what they were worth, and what they were to each dealership in use. To be
 * run each few minutes; each run takes up whatever an earlier one left. Throws after the last dealership where one or
 * more failed.
 */
export async function keepThePast({
  db,
  desk: { market, follower, settings },
  clock,
}: {
  readonly db: Database;
  readonly desk: MarketDesk;
  readonly clock: Clock;
}): Promise<PastKept> {
  await follower.refresh();
  const nowMs = toEpochMs(clock.now());
  const time = { fromMs: nowMs - foundLateForMs, nowMs, untilMs: nowMs + lookAheadMs };
  const lastValues = await writeLastOfEnded(db, { from: toInstant(time.fromMs), until: toInstant(nowMs) });
  const done = { lastValues, dealerships: 0, looks: 0, hours: 0, isWaiting: !follower.reading.isComplete };
  if (done.isWaiting || market.isSample) return done;
  const { serving } = market;
  // whole hours only: the lots of one that is cut would seem to be others
  const fromMs = Math.ceil(time.fromMs / hourMs) * hourMs;
  const grouping = groupByEnd(serving.columns, { ...time, fromMs });
  let step = grouping.next();
  for (; !step.done; step = grouping.next()) await rest();
  const late = new LateCars(serving.engine);
  const failures: unknown[] = [];
  for (const orgId of await findOrganisationsInUse(db, toInstant(nowMs - inUseForMs)))
    try {
      const buyer = toBuyer(await settings.get(orgId), serving.engine);
      const deps = { db, serving, ending: step.value, late, time: { fromMs, nowMs } };
      const { looks, hours } = await lookForDealership(buyer, deps);
      done.dealerships += 1;
      done.looks += looks;
      done.hours += hours;
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0)
    throw new AggregateError(failures, `no last looks for ${failures.length} dealerships`);
  return done;
}
