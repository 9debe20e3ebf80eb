import type { Readable } from './connection.ts';

export interface StoredProfile {
  /** Only what the dealership set itself. */
  readonly settings: Record<string, unknown>;
  /** Rises with every change; 0 before the first. */
  readonly version: number;
}

export async function readProfile(scoped: Readable): Promise<StoredProfile> {
  const row = await scoped.selectFrom('buyer_profiles').select(['settings', 'version']).executeTakeFirst();
  return row
    ? { settings: row.settings as Record<string, unknown>, version: row.version }
    : { settings: {}, version: 0 };
}
