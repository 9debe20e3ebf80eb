import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { migrateDatabase } from '../../src/platform/database/migrate.ts';
import { openDatabase } from '../../src/platform/database/open-database.ts';

/** One PostgreSQL for the run, and a migrated template in it that every test file clones. */
export default async function setup() {
  const home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-test-'));
  // PgBouncer goes to the socket in it as the server's own user
  chmodSync(home, 0o711);
  // nothing here outlives the run, so nothing needs to reach the disk
  const database = await openDatabase({
    home,
    mayShare: false,
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'],
  });
  await migrateDatabase(database.connectionString);
  await runMigrations({ connectionString: database.connectionString });
  const admin = new pg.Client({
    connectionString: database.connectionString.replace('/dealerscope?', '/postgres?'),
  });
  await admin.connect();
  await admin.query('alter database dealerscope rename to dealerscope_template');
  await admin.end();
  process.env.TEST_DATABASE_SERVER = database.connectionString;
  return async () => {
    await database.close();
    rmSync(home, { recursive: true, force: true });
  };
}
