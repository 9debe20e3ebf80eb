import { sql, type Transaction } from 'kysely';
import type { AuthScoped } from './auth-connection.ts';
import type { Database, Readable } from './connection.ts';
import type { DB } from './schema.gen.ts';

export const findDeletion = (scoped: AuthScoped, userId: string) =>
  scoped
    .selectFrom('auth.users')
    .select(['deletion_requested_at', 'deletion_due_at'])
    .where('id', '=', userId)
    .executeTakeFirst();

export const findLatestConsent = (scoped: AuthScoped, userId: string, purpose: 'analytics') =>
  scoped
    .selectFrom('auth.consents')
    .select(['given', 'text_version', 'at'])
    .where('user_id', '=', userId)
    .where('purpose', '=', purpose)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

export const findDataExports = (scoped: AuthScoped, userId: string) =>
  scoped
    .selectFrom('auth.data_exports')
    .select(['id', 'requested_at', 'ready_at', 'expires_at'])
    .where('user_id', '=', userId)
    .orderBy('requested_at', 'desc')
    .limit(20)
    .execute();

/** A finished one of this person. */
export const findExportBody = (scoped: AuthScoped, userId: string, id: string, now: string) =>
  scoped
    .selectFrom('auth.data_exports')
    .select(['body', 'requested_at'])
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('ready_at', 'is not', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();

/** As the owner, for the job: whom an export is for. */
export const findExportPerson = (db: Database, id: string) =>
  db
    .selectFrom('auth.data_exports as e')
    .innerJoin('auth.users as u', 'u.id', 'e.user_id')
    .select(['u.id', 'u.email', 'e.ready_at'])
    .where('e.id', '=', id)
    .executeTakeFirst();

/** Dealerships of which this person is the only owner, locked against a change until the transaction ends. */
export async function findSoleOwnerships(transaction: Transaction<DB>, userId: string) {
  const { rows } = await sql<{ id: string; name: string }>`
    select o.id, o.name from members m join organisations o on o.id = m.org_id
    where m.user_id = ${userId} and m.role = 'owner'
      and not exists (select 1 from members x where x.org_id = m.org_id and x.role = 'owner' and x.user_id <> m.user_id)
    order by o.name, o.id`.execute(transaction);
  return rows;
}

/** As the owner: those whose day has come. */
export const findDueDeletions = (db: Database, now: string) =>
  db
    .selectFrom('auth.users')
    .select(['id', 'email'])
    .where('deletion_due_at', '<=', now)
    .orderBy('id')
    .execute();

export const findDueClosures = (db: Database, now: string) =>
  db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('closing_due_at', '<=', now)
    .orderBy('id')
    .execute();

export const findOwnOrganisation = (readable: Readable) =>
  readable
    .selectFrom('organisations')
    .select(['id', 'name', 'created_at', 'closing_due_at'])
    .executeTakeFirst();
