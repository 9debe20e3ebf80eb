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

/** For who signs up: inside the transaction that names this dealership as its tenant. */
export const insertOrganisation = (scoped: AuthScoped, id: OrgId, name: string) =>
  scoped.insertInto('organisations').values({ id, name }).execute();
