import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Kysely, type Migration, Migrator, PostgresAdapter, PostgresDialect, sql } from 'kysely';
import type { DatabaseLink } from './database-link.ts';
import { DatabaseProblemError } from './database-problem-error.ts';
import { earlierNames } from './earlier-names.ts';
import { isDatabaseLost } from './is-lost.ts';
import { openPool, silenceMs } from './open-pool.ts';

const folder = path.join(import.meta.dirname, '../../../migrations');

/**
 * Without Kysely's own lock, which belongs to a session: a pooler in transaction mode lets it go on another connection
 * than it was taken on, and then it is held for ever. Whoever migrates holds the start lock.
 */
class Dialect extends PostgresDialect {
  override createAdapter() {
    return new (class extends PostgresAdapter {
      override async acquireMigrationLock(): Promise<void> {}
      override async releaseMigrationLock(): Promise<void> {}
    })();
  }
}

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

/** What the database says it has run, under the names of today. */
async function readLedger(db: Kysely<unknown>): Promise<readonly string[]> {
  const ledger = await sql<{ is: boolean }>`select to_regclass('kysely_migration') is not null as is`.execute(
    db,
  );
  if (!ledger.rows[0]?.is) return [];
  for (const [earlier, name] of Object.entries(earlierNames)) {
    if (name !== null)
      await sql`update kysely_migration set name = ${name} where name = ${earlier}
        and not exists (select from kysely_migration where name = ${name})`.execute(db);
    await sql`delete from kysely_migration where name = ${earlier}`.execute(db);
  }
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

function assertKnown(ledger: readonly string[], names: readonly string[]): void {
  const unknown = ledger.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  // numbers are by order of landing, so a later version's are greater
  if (unknown > (names.at(-1) ?? ''))
    throw new DatabaseProblemError(
      'database_newer',
      `The database was made by a newer version of DealerScope (it has ${ledger.at(-1)}): start that version or a later one, or restore the backup that was made before the upgrade.`,
    );
  throw new DatabaseProblemError(
    'database_damaged',
    `The database's list of its own migrations is damaged: it names ${unknown}, which no version has. Restore a backup, or use another database.`,
  );
}

/** SQLSTATEs of what a migration makes and is there already, or needs and is not. */
const isThere = new Set(['42P07', '42710', '42723', '42701', '42P06']);
const isMissing = new Set(['42P01', '42703', '42704', '42883', '3F000']);

function explainFailure(error: unknown, migration: string, ledger: readonly string[]): DatabaseProblemError {
  const message = error instanceof Error ? error.message : String(error);
  const code = String((error as { code?: unknown } | null)?.code);
  if (ledger.length === 0 && isThere.has(code))
    return new DatabaseProblemError(
      'database_not_empty',
      `The database is not empty and not DealerScope's (${message}): set DATABASE_URL to an empty database.`,
      { cause: error },
    );
  if (ledger.length > 0 && (isThere.has(code) || isMissing.has(code)))
    return new DatabaseProblemError(
      'database_damaged',
      `The database is damaged: what it holds is not what its list of migrations says (${migration}: ${message}). Restore a backup, or use another database.`,
      { cause: error },
    );
  return new DatabaseProblemError('migration_failed', `Migration ${migration} failed: ${message}`, {
    cause: error,
  });
}

/**
 * Brings the schema up to date and answers the names of what was run; running it again answers none. Where two
 * programs may do so at once, under the start lock. `only`: leaves out all others, as the version had it that knew
 * these alone.
 */
export async function migrateDatabase(
  connectionString: string,
  { only, link }: { readonly only?: readonly string[]; readonly link?: DatabaseLink } = {},
): Promise<readonly string[]> {
  const { pool, close } = openPool(connectionString, {
    name: 'dealerscope-migrations',
    maxConnections: 1,
    silenceMs: silenceMs.migration,
    ...(link && { link }),
  });
  const db = new Kysely<unknown>({ dialect: new Dialect({ pool }) });
  try {
    const all = await readMigrations();
    const names = Object.keys(all);
    const ledger = await readLedger(db);
    assertKnown([...ledger, ...(only ?? [])], names);
    const wanted = names.filter((name) => !only || only.includes(name));
    const migrations = Object.fromEntries(wanted.map((name) => [name, all[name] as Migration]));
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
      // until `migrations/landed.json`, numbers were not by order of landing
      allowUnorderedMigrations: true,
    });
    const { error, results } = await migrator.migrateToLatest();
    if (isDatabaseLost(error)) throw error;
    if (error !== undefined) {
      const failed = results?.find((result) => result.status === 'Error')?.migrationName;
      throw explainFailure(error, failed ?? '', ledger);
    }
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await close();
  }
}
