/**
 * npm run dump -- <file>: writes the whole database, as it is at one moment, into a file; a running program goes on. Works
 * on the embedded database and on DATABASE_URL, as the owner of the tables. npm run restore reads it back.
 */
import { createWriteStream, existsSync, rmSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { readConfig } from '../src/config/read-config.ts';
import { openDatabase } from '../src/platform/database/open-database.ts';
import { findHomeSecrets } from '../src/platform/home-secret.ts';
import { endOfTable, secretFileOf } from './dump-format.ts';
import { endWithSentence } from './end-with-sentence.ts';

interface Table {
  readonly table: string;
  readonly columns: readonly string[];
  readonly needs: readonly string[];
}

/** Every table of ours with what it refers to; the lists of migrations are made by those who run them. */
async function readTables(client: pg.Client): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(`
    with tables as (
      select c.oid, format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('public', 'auth', 'graphile_worker')
        and c.relname !~ '^kysely_' and not (n.nspname = 'graphile_worker' and c.relname = 'migrations')
    )
    select name as table,
      array(select format('%I', attname) from pg_attribute
        where attrelid = t.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
      array(select r.name from pg_constraint k join tables r on r.oid = k.confrelid
        where k.conrelid = t.oid and k.contype = 'f' and k.confrelid <> t.oid) as needs
    from tables t order by name`);
  return rows;
}

/** Each after what it refers to. */
function sortByNeeds(tables: readonly Table[]): readonly Table[] {
  const sorted: Table[] = [];
  const visit = (table: Table | undefined): void => {
    if (!table || sorted.includes(table)) return;
    for (const need of table.needs) visit(tables.find((other) => other.table === need));
    sorted.push(table);
  };
  for (const table of tables) visit(table);
  return sorted;
}

async function* dump(client: pg.Client): AsyncGenerator<Buffer | string> {
  // one moment for all tables; a tenant's rows are visible to the owner by its policies
  await client.query('begin isolation level repeatable read read only');
  const ledger = await client.query<{ name: string }>('select name from kysely_migration order by name');
  const migrations = ledger.rows.map(({ name }) => name);
  yield `${JSON.stringify({ format: 'dealerscope-dump-1', madeAt: new Date().toISOString(), migrations })}\n`;
  const tables = sortByNeeds(await readTables(client));
  let rows = 0;
  for (const { table, columns } of tables) {
    yield `${JSON.stringify({ table, columns })}\n`;
    const stream = client.query(copyTo(`copy ${table} (${columns.join(', ')}) to stdout`));
    yield* stream as AsyncIterable<Buffer>;
    rows += stream.rowCount;
    yield `${endOfTable}\n`;
  }
  await client.query('commit');
  yield `${JSON.stringify({ tables: tables.length, rows })}\n`;
  process.stdout.write(`${rows} rows of ${tables.length} tables\n`);
}

async function run(file: string): Promise<void> {
  const { home, databaseUrl, identity } = readConfig();
  if (existsSync(file)) throw new Error(`${file} is there already: name another file.`);
  const database = await openDatabase({ home, databaseUrl, mayShare: true });
  const client = new pg.Client({ connectionString: database.connectionString });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await pipeline(
      Readable.from(dump(client)),
      createGzip(),
      createWriteStream(file, { flags: 'wx', mode: 0o600 }),
    );
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    await client.end().catch(() => undefined);
    await database.close();
  }
  const secrets = identity.secrets ? undefined : findHomeSecrets(home);
  if (secrets)
    writeFileSync(secretFileOf(file), [secrets.current, ...secrets.others].join('\n'), {
      mode: 0o600,
      flag: 'wx',
    });
  process.stdout.write(
    secrets
      ? `Wrote ${file}, and ${secretFileOf(file)}: both belong to the backup; kept in two places, neither alone opens second factors.\n`
      : `Wrote ${file}. DEALERSCOPE_SECRET is not in it: keep it too, for without it second factors cannot be read.\n`,
  );
}

await endWithSentence('npm run dump -- <file>', run);
