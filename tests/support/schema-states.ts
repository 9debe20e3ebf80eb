import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import pg from 'pg';

/** What `migrations/` held at a commit: name → first 16 hex digits of the SHA-256 of its text. */
export interface SchemaState {
  readonly commit: string;
  /** Whether the commit was itself the tip of the main line, rather than of what was merged into it. */
  readonly isOnFirstParent: boolean;
  readonly migrations: Readonly<Record<string, string>>;
}

const root = path.join(import.meta.dirname, '../..');
const fixtures = path.join(root, 'tests/fixtures/migrations');
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const texts = new Map<string, string>();
for (const folder of [path.join(root, 'migrations'), path.join(fixtures, 'texts')])
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.sql'))) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    texts.set(createHash('sha256').update(text).digest('hex').slice(0, 16), text);
  }

/**
 * Every state that `migrations/` has had: those recorded before numbers were by order of landing, and since then each
 * beginning of `migrations/landed.json`.
 */
export function listSchemaStates(): readonly SchemaState[] {
  const recorded = readJson(path.join(fixtures, 'states.json')) as SchemaState[];
  const known = Object.keys(recorded.at(-1)?.migrations ?? {}).length;
  const landed = Object.entries(
    readJson(path.join(root, 'migrations/landed.json')) as Record<string, string>,
  );
  const since = landed.slice(known).map((_, at) => landed.slice(0, known + at + 1));
  return [
    ...recorded,
    ...since.map((entries) => ({
      commit: `as of ${entries.at(-1)?.[0]}`,
      isOnFirstParent: true,
      migrations: Object.fromEntries(entries.map(([name, hash]) => [name, hash.slice(0, 16)])),
    })),
  ];
}

/** Does what the program of that commit did at its start: runs what the database has not run yet, in order. */
export async function migrateAsOf(state: SchemaState, connectionString: string): Promise<void> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString, max: 1 }) }),
  });
  const migrations = Object.fromEntries(
    Object.entries(state.migrations).map(([name, hash]) => {
      const text = texts.get(hash);
      if (text === undefined) throw new Error(`no text of ${name} (${hash}) is kept`);
      return [name, { up: async (on: Kysely<unknown>) => void (await sql.raw(text).execute(on)) }];
    }),
  );
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest();
  await db.destroy();
  if (error) throw error;
}
