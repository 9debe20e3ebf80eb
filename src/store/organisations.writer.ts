import type { OrgId } from '../core/kernel/ids.ts';
import type { Database } from './connection.ts';

/** Makes sure that the dealership exists; done by the owner at start, not by a tenant. */
export async function ensureOrganisation(db: Database, id: OrgId, name: string): Promise<void> {
  await db
    .insertInto('organisations')
    .values({ id, name })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Every dealership of the installation, oldest first. */
export async function findOrganisationIds(db: Database): Promise<readonly OrgId[]> {
  const rows = await db
    .selectFrom('organisations')
    .select('id')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id as OrgId);
}
