/**
 * npm run restore -- <file>: reads what npm run dump wrote into an empty database (a home that is not there yet, or an
 * empty DATABASE_URL). Schema and roles are made as the program makes them, then all rows go in or none.
 */

import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pipeline as join, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { readConfig } from '../src/config/read-config.ts';
import { prepareQueue } from '../src/jobs/prepare-queue.ts';
import { holdStartLock } from '../src/platform/database/hold-start-lock.ts';
import { migrateDatabase } from '../src/platform/database/migrate.ts';
import { openDatabase } from '../src/platform/database/open-database.ts';
import { homeSecretFile } from '../src/platform/home-secret.ts';
import { endOfTable, endSchema, headSchema, readLines, secretFileOf, tableSchema } from './dump-format.ts';
import { endWithSentence } from './end-with-sentence.ts';

type Lines = AsyncGenerator<Buffer>;

async function readJson(lines: Lines): Promise<unknown> {
  const { value } = await lines.next();
  if (value === undefined) throw new Error('the file is cut off');
  return JSON.parse(value.toString());
}

async function assertEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'auth', 'graphile_worker')`);
  if (rows.length > 0)
    throw new Error(
      'The database is not empty: restore into a DEALERSCOPE_HOME that is not there yet, or an empty DATABASE_URL.',
    );
}

/** For the length of this transaction: rows come in as they were, whoever owns them, and set nothing off. */
async function openTables(client: pg.Client, tables: readonly string[]): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where relforcerowsecurity and format('%I.%I', nspname, relname) = any($1)`,
    [tables],
  );
  for (const table of tables) await client.query(`alter table ${table} disable trigger user`);
  for (const { name } of rows) await client.query(`alter table ${name} no force row level security`);
  await client.query(`truncate ${tables.join(', ')}`);
  return async () => {
    for (const { name } of rows) await client.query(`alter table ${name} force row level security`);
    for (const table of tables) await client.query(`alter table ${table} enable trigger user`);
  };
}

async function loadTable(client: pg.Client, lines: Lines, table: string, columns: readonly string[]) {
  let rows = 0;
  async function* readRows() {
    for (;;) {
      const { value } = await lines.next();
      if (value === undefined) throw new Error('the file is cut off');
      if (value.equals(Buffer.from(endOfTable))) return;
      rows += 1;
      yield Buffer.concat([value, Buffer.from('\n')]);
    }
  }
  const into = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
  await pipeline(Readable.from(readRows()), into);
  return rows;
}

/** Counters go on after what came in. */
async function moveSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(`
    select format('%I.%I', nspname, relname) as table, format('%I', attname) as column,
      pg_get_serial_sequence(format('%I.%I', nspname, relname), attname) as sequence
    from pg_attribute a join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace
    where nspname in ('public', 'auth', 'graphile_worker') and relkind = 'r' and attnum > 0 and not attisdropped
      and pg_get_serial_sequence(format('%I.%I', nspname, relname), attname) is not null`);
  for (const { table, column, sequence } of rows)
    await client.query(
      `select setval('${sequence}', coalesce(max(${column}), 1), max(${column}) is not null) from ${table}`,
    );
}

async function load(client: pg.Client, lines: Lines): Promise<{ tables: number; rows: number }> {
  await client.query('begin');
  const { rows: known } = await client.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind = 'r' and nspname in ('public', 'auth', 'graphile_worker') and relname !~ '^kysely_'
       and not (nspname = 'graphile_worker' and relname = 'migrations')`,
  );
  const closeTables = await openTables(
    client,
    known.map(({ name }) => name),
  );
  const loaded = { tables: 0, rows: 0 };
  for (;;) {
    const line = await readJson(lines);
    const next = tableSchema.safeParse(line);
    if (!next.success) {
      const end = endSchema.parse(line);
      if (end.tables !== loaded.tables || end.rows !== loaded.rows)
        throw new Error('the file says that it holds more');
      break;
    }
    loaded.rows += await loadTable(client, lines, next.data.table, next.data.columns);
    loaded.tables += 1;
  }
  await moveSequences(client);
  // whoever had taken a job is not here
  await client.query('update graphile_worker._private_jobs set locked_at = null, locked_by = null');
  await client.query('update graphile_worker._private_job_queues set locked_at = null, locked_by = null');
  await closeTables();
  await client.query('commit');
  await client.query('analyze');
  return loaded;
}

async function run(file: string): Promise<void> {
  const { home, databaseUrl, identity } = readConfig();
  const lines = readLines(
    // what is wrong with the file is told to whoever reads
    join(createReadStream(file), createGunzip(), () => undefined),
  );
  const head = headSchema.parse(await readJson(lines));
  const database = await openDatabase({ home, databaseUrl, mayShare: false });
  const { connectionString } = database;
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { tables, rows } = await holdStartLock(connectionString, async () => {
      await assertEmpty(client);
      await migrateDatabase(connectionString, { only: head.migrations });
      await prepareQueue(connectionString);
      return load(client, lines).catch((cause: unknown) => {
        throw new Error(
          `${file} could not be read in (${(cause as Error).message}). The database holds no rows of it; begin again with an empty one.`,
          { cause },
        );
      });
    });
    process.stdout.write(`${rows} rows of ${tables} tables, as of ${head.madeAt}\n`);
  } finally {
    await client.end().catch(() => undefined);
    await database.close();
  }
  const secret = homeSecretFile(home);
  if (!identity.secrets && existsSync(secretFileOf(file)) && !existsSync(secret)) {
    writeFileSync(secret, readFileSync(secretFileOf(file)), { mode: 0o600, flag: 'wx' });
    process.stdout.write(`The secret is in ${secret}.\n`);
  } else if (!identity.secrets && !existsSync(secret))
    process.stdout.write(
      `There is no ${secretFileOf(file)}: put the secret into ${secret} or DEALERSCOPE_SECRET before the start.\n`,
    );
}

await endWithSentence('npm run restore -- <file>', run);
