import { sql, type Transaction } from 'kysely';
import type { AuthScoped } from './auth-connection.ts';
import type { Database, Scoped } from './connection.ts';
import type { DB } from './schema.gen.ts';

export const setDeletion = (
  scoped: AuthScoped,
  userId: string,
  deletion: { readonly requestedAt: string; readonly dueAt: string } | null,
) =>
  scoped
    .updateTable('auth.users')
    .set({
      deletion_requested_at: deletion?.requestedAt ?? null,
      deletion_due_at: deletion?.dueAt ?? null,
      deletion_reason: deletion ? 'asked' : null,
    })
    .where('id', '=', userId)
    .execute();

export const insertConsent = (
  scoped: AuthScoped,
  consent: {
    readonly id: string;
    readonly user_id: string;
    readonly purpose: 'analytics';
    readonly given: boolean;
    readonly text_version: string;
    readonly at: string;
    readonly ip_address: string;
  },
) => scoped.insertInto('auth.consents').values(consent).execute();

/** The job that gathers it is enqueued in the same transaction. */
export async function requestDataExport(
  scoped: AuthScoped,
  row: { readonly id: string; readonly user_id: string; readonly requested_at: string },
): Promise<void> {
  await scoped.insertInto('auth.data_exports').values(row).execute();
  await sql`select enqueue_person_export(${row.id})`.execute(scoped);
}

/** As the owner: the job's own hand. */
export const completeDataExport = (
  db: Database,
  id: string,
  done: { readonly body: Buffer; readonly readyAt: string; readonly expiresAt: string },
) =>
  db
    .updateTable('auth.data_exports')
    .set({ body: done.body, ready_at: done.readyAt, expires_at: done.expiresAt })
    .where('id', '=', id)
    .where('ready_at', 'is', null)
    .execute();

export const updateOrganisation = (
  scoped: Scoped,
  changes: {
    readonly name?: string;
    readonly closing_requested_at?: string | null;
    readonly closing_due_at?: string | null;
  },
) => scoped.updateTable('organisations').set(changes).where('id', '=', scoped.orgId).execute();

/** As the owner: accounts that have had no dealership get a day on which they go; those that found one lose it. */
export async function scheduleHomelessAccounts(db: Database, now: string, dueAt: string): Promise<void> {
  await sql`update auth.users u set deletion_requested_at = ${now}, deletion_due_at = ${dueAt}, deletion_reason = 'no_dealership'
    where u.deletion_due_at is null and not exists (select 1 from members m where m.user_id = u.id)`.execute(
    db,
  );
  await sql`update auth.users u set deletion_requested_at = null, deletion_due_at = null, deletion_reason = null
    where u.deletion_reason = 'no_dealership' and exists (select 1 from members m where m.user_id = u.id)`.execute(
    db,
  );
}

/** As the owner, inside a transaction: what the dealership owned is deleted; answers how many rows of which table. */
export async function eraseDealership(transaction: Transaction<DB>, orgId: string) {
  const { rows } = await sql<{
    counts: Record<string, number>;
  }>`select erase_dealership(${orgId}) as counts`.execute(transaction);
  return rows[0]?.counts ?? {};
}

/** Names the dealership that an audit event of the owner's transaction is for. */
export async function enterDealership(transaction: Transaction<DB>, orgId: string): Promise<void> {
  await sql`select set_config('app.org_id', ${orgId}, true)`.execute(transaction);
}
