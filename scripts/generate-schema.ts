/**
 * npm run generate: writes src/store/schema.gen.ts from a database that all migrations have just run on.
 * With --verify it writes nothing and fails when the file is out of date.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrateDatabase } from '../src/platform/database/migrate.ts';
import { openDatabase } from '../src/platform/database/open-database.ts';

const target = path.join(import.meta.dirname, '../src/store/schema.gen.ts');
const home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-generate-'));
const database = await openDatabase({ home, mayShare: false });
try {
  await migrateDatabase(database.connectionString);
  const written = path.join(home, 'schema.gen.ts');
  const verify = process.argv.includes('--verify');
  execFileSync(
    process.execPath,
    [
      path.join(import.meta.dirname, '../node_modules/kysely-codegen/dist/cli/bin.js'),
      '--dialect=postgres',
      `--url=${database.connectionString}`,
      `--out-file=${verify ? written : target}`,
      '--exclude-pattern=kysely_*',
      '--type-mapping={"int8":"number","timestamptz":"string"}',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (verify && readFileSync(written, 'utf8') !== readFileSync(target, 'utf8')) {
    process.stderr.write('src/store/schema.gen.ts is out of date: run npm run generate\n');
    process.exitCode = 1;
  }
} finally {
  await database.close();
  rmSync(home, { recursive: true, force: true });
}
