import { sql } from 'kysely';
import type { Scoped } from './connection.ts';
import { toStorableJson } from './storable.ts';

/** Replaces the dealership's settings and answers their new version. */
export async function writeProfile(scoped: Scoped, settings: Record<string, unknown>): Promise<number> {
  const row = await scoped
    .insertInto('buyer_profiles')
    .values({ org_id: scoped.orgId, settings: toStorableJson(settings) })
    .onConflict((conflict) =>
      conflict.column('org_id').doUpdateSet((set) => ({
        settings: set.ref('excluded.settings'),
        version: sql<number>`buyer_profiles.version + 1`,
        updated_at: sql<string>`now()`,
      })),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
  return row.version;
}
