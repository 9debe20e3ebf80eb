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
