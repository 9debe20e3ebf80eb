import { sql } from 'kysely';
import type { OrgId } from '../core/kernel/ids.ts';
import type { AuthScoped } from './auth-connection.ts';
import type { Database } from './connection.ts';

/** Makes sure that the dealership exists; done by the owner at start, not by a tenant. */
export async function ensureOrganisation(db: Database, id: OrgId, name: string): Promise<void> {
  await db
    .insertInto('organisations')
    .values({ id, name })
    // one that was closed begins anew, empty
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ name, closed_at: null, closing_requested_at: null })
        .where('organisations.closed_at', 'is not', null),
    )
    .execute();
}

/** Every dealership of the installation, oldest first. */
export async function findOrganisationIds(db: Database): Promise<readonly OrgId[]> {
  const rows = await db
    .selectFrom('organisations')
    .select('id')
    .where('closed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id as OrgId);
}

/**
 * As the owner: dealerships of which somebody has signed in since then, or has come back with a session, a key or a
 * machine's token, oldest first.
 */
export async function findOrganisationsInUse(db: Database, since: string): Promise<readonly OrgId[]> {
  const { rows } = await sql<{ id: OrgId }>`
    select o.id from organisations o where o.closed_at is null and (
      exists (select 1 from auth.sessions s where s.active_org_id = o.id and s.updated_at >= ${since}::timestamptz)
      or exists (select 1 from api_keys k where k.org_id = o.id and k.last_used_at >= ${since}::timestamptz)
      or exists (select 1 from token_families f where f.org_id = o.id and f.last_used_at >= ${since}::timestamptz)
      -- a session that was ended is gone; that it began is in the log
      or (select e.at from audit_events e where e.org_id = o.id and e.action like 'session.started%'
        order by e.seq desc limit 1) >= ${since}::timestamptz)
    order by o.created_at, o.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** For who signs up: inside the transaction that names this dealership as its tenant. */
export const insertOrganisation = (scoped: AuthScoped, id: OrgId, name: string) =>
  scoped.insertInto('organisations').values({ id, name }).execute();
