import { ProblemError } from '../../app/problem-error.ts';
import type { Clock } from '../../platform/clock.ts';
import { deleteSessions } from '../../store/accounts.writer.ts';
import { appendAuditEvent } from '../../store/audit.writer.ts';
import { setTenant } from '../../store/auth-connection.ts';
import type { Database } from '../../store/connection.ts';
import { erasePerson } from '../../store/personal-data.ts';
import { findDueDeletions, findSoleOwnerships } from '../../store/privacy.reader.ts';
import { enterDealership, scheduleHomelessAccounts, setDeletion } from '../../store/privacy.writer.ts';
import { type Caller, type Origin, operator, toActor } from '../caller.ts';
import { toShownEmail } from '../email.ts';
import { runAuth, toHeaders } from '../run-auth.ts';
import type { PrivacyDeps } from './my-data.ts';

const dayMs = 86_400_000;
export const graceDays = 30;
const postponeDays = 7;

export const dueAfter = (now: string, days: number): string =>
  new Date(Date.parse(now) + days * dayMs).toISOString();

const soleOwner = (dealerships: readonly { readonly name: string }[]) =>
  new ProblemError(
    409,
    'sole_owner',
    `You are the only owner of ${dealerships.map(({ name }) => name).join(', ')}: hand it over or close it first.`,
  );

/** Due in 30 days; until then everything works, and it can be taken back. Ends the person's other sessions. */
export async function requestDeletion(
  caller: Caller,
  password: string,
  origin: Origin,
  { store, auth, clock }: PrivacyDeps,
): Promise<{ readonly dueAt: string }> {
  return runAuth(store, async (scoped) => {
    await auth.api.verifyPassword({ body: { password }, headers: toHeaders(origin) });
    const owned = await findSoleOwnerships(scoped, caller.userId);
    if (owned.length > 0) throw soleOwner(owned);
    const now = clock.now();
    const dueAt = dueAfter(now, graceDays);
    await setDeletion(scoped, caller.userId, { requestedAt: now, dueAt });
    await deleteSessions(scoped, caller.userId, caller.credentialId);
    await setTenant(scoped, caller.orgId);
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'account.deletion_requested',
      target: caller.userId,
      after: { dueAt },
    });
    return { dueAt };
  });
}

export async function cancelDeletion(caller: Caller, origin: Origin, { store }: PrivacyDeps): Promise<void> {
  await runAuth(store, async (scoped) => {
    await setDeletion(scoped, caller.userId, null);
    await setTenant(scoped, caller.orgId);
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'account.deletion_cancelled',
      target: caller.userId,
    });
  });
}

export interface TidyDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/**
 * The job: erases everybody whose day has come, each in one transaction with its line in the log of each dealership.
 * Who has become a dealership's only owner meanwhile is put off by a week, and the log says so.
 */
export async function eraseDuePeople({
  db,
  clock,
}: TidyDeps): Promise<{ erased: number; postponed: number }> {
  const now = clock.now();
  await scheduleHomelessAccounts(db, now, dueAfter(now, graceDays));
  let [erased, postponed] = [0, 0];
  for (const { id, email } of await findDueDeletions(db, now)) {
    await db.transaction().execute(async (transaction) => {
      const memberships = await transaction
        .selectFrom('members')
        .select('org_id')
        .where('user_id', '=', id)
        .orderBy('org_id')
        .execute();
      const owned = await findSoleOwnerships(transaction, id);
      const log = async (orgId: string, action: string) => {
        await enterDealership(transaction, orgId);
        await appendAuditEvent(transaction, { ...operator, label: 'privacy' }, { action, target: id });
      };
      if (owned.length > 0) {
        await transaction
          .updateTable('auth.users')
          .set({ deletion_due_at: dueAfter(now, postponeDays) })
          .where('id', '=', id)
          .execute();
        for (const dealership of owned) await log(dealership.id, 'person.erasure_postponed');
        postponed += 1;
        return;
      }
      for (const { org_id } of memberships) await log(org_id, 'person.erased');
      await erasePerson(transaction, { id, storedEmail: email, shownEmail: toShownEmail(email) });
      erased += 1;
    });
  }
  return { erased, postponed };
}
