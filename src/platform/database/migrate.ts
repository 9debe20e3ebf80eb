import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely';
import type { DatabaseLink } from './database-link.ts';
import { DatabaseProblemError } from './database-problem-error.ts';
import { isDatabaseLost } from './is-lost.ts';
import { openPool, silenceMs } from './open-pool.ts';

const folder = path.join(import.meta.dirname, '../../../migrations');

async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  const migrations: Record<string, Migration> = {};
  for (const name of names) {
    const text = await readFile(path.join(folder, name), 'utf8');
    migrations[name.replace(/\.sql$/, '')] = {
      up: async (db) => {
        await sql.raw(text).execute(db);
      },
    };
  }
  return migrations;
}

/** Brings the schema up to date and answers the names of what was run; running it again answers none. */
export async function migrateDatabase(
  connectionString: string,
  link?: DatabaseLink,
): Promise<readonly string[]> {
  const { pool, close } = openPool(connectionString, {
    name: 'dealerscope-migrations',
    maxConnections: 1,
    silenceMs: silenceMs.migration,
    ...(link && { link }),
  });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } });
    const { error, results } = await migrator.migrateToLatest();
    if (isDatabaseLost(error)) throw error;
    if (error !== undefined) {
      const failed = results?.find((result) => result.status === 'Error')?.migrationName;
      throw new DatabaseProblemError(
        'migration_failed',
        `Migration ${failed ?? ''} failed: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    }
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await close();
  }
}
