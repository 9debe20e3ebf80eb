import type { Database } from './connection.ts';

export interface StoredModelSummary {
  readonly version: string;
  readonly trainedAt: string;
  readonly sales: number;
  readonly card: unknown;
}

export async function listValueModels(db: Database): Promise<readonly StoredModelSummary[]> {
  return db
    .selectFrom('value_models')
    .select(['version', 'trained_at as trainedAt', 'sales', 'card'])
    .orderBy('trained_at', 'desc')
    .execute();
}

/** Versions as they were put in service, the present one first; null is the one that ships. */
export async function listModelUses(db: Database): Promise<readonly (string | null)[]> {
  const rows = await db
    .selectFrom('value_model_uses')
    .select('version')
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => row.version);
}

export async function readValueModel(db: Database, version: string): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('value_models')
    .select('body')
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.body;
}
