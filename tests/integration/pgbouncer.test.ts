import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrgId } from '../../src/core/kernel/ids.ts';
import { openStore, type Store, withTenant } from '../../src/store/connection.ts';
import { ensureOrganisation } from '../../src/store/organisations.writer.ts';
import { readProfile } from '../../src/store/profiles.reader.ts';
import { writeProfile } from '../../src/store/profiles.writer.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const port = 6543;
let database: TestDatabase;
let folder: string;
let bouncer: ChildProcess;
let store: Store;

beforeAll(async () => {
  database = await createTestDatabase();
  const parts = /^postgresql:\/\/([^:]+):([^@]+)@\/(\w+)\?host=(.+)$/.exec(database.connectionString);
  const [, user = '', password = '', name = '', host = ''] = (parts ?? []).map(decodeURIComponent);
  folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-pgbouncer-'));
  chmodSync(folder, 0o777);
  writeFileSync(path.join(folder, 'users.txt'), `"${user}" "${password}"\n`);
  writeFileSync(
    path.join(folder, 'pgbouncer.ini'),
    `[databases]
${name} = host=${host} user=${user} password=${password}
[pgbouncer]
listen_addr =
unix_socket_dir = ${folder}
listen_port = ${port}
auth_type = trust
auth_file = ${folder}/users.txt
pool_mode = transaction
default_pool_size = 2
max_client_conn = 100
ignore_startup_parameters = extra_float_digits
logfile = ${folder}/pgbouncer.log
pidfile = ${folder}/pgbouncer.pid
`,
  );
  // like PostgreSQL it refuses to run as root; the server's socket folder is open to the server's own user alone
  const owner = statSync(host);
  const asOwner = process.getuid?.() === 0 ? { uid: owner.uid, gid: owner.gid } : {};
  bouncer = spawn('/usr/sbin/pgbouncer', ['-q', path.join(folder, 'pgbouncer.ini')], {
    stdio: 'ignore',
    ...asOwner,
  });
  const pooled = `postgresql://${user}@/${name}?host=${encodeURIComponent(folder)}&port=${port}`;
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: pooled, connectionTimeoutMillis: 1_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      break;
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  store = openStore(pooled, { maxConnections: 20 });
}, 60_000);

afterAll(async () => {
  await store?.close();
  bouncer?.kill('SIGKILL');
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('keeps dealerships apart through PgBouncer in transaction mode, many at a time on two connections', async () => {
  const orgs = Array.from({ length: 12 }, (_, at) => `org_pooled_${at}` as OrgId);
  for (const org of orgs) await ensureOrganisation(store.db, org, org);
  await Promise.all(
    orgs.map((org, at) =>
      withTenant(store.db, org, (scoped) => writeProfile(scoped, { homeZip: String(10_000 + at) })),
    ),
  );
  const rounds = Array.from({ length: 200 }, (_, round) => orgs[round % orgs.length] as OrgId);
  const read = await Promise.all(rounds.map((org) => withTenant(store.db, org, readProfile)));
  expect(read.map((profile) => profile.settings)).toEqual(
    rounds.map((org) => ({ homeZip: String(10_000 + orgs.indexOf(org)) })),
  );
});

test('leaves neither role nor dealership behind on a pooled connection', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      withTenant(store.db, `org_pooled_${at % 12}` as OrgId, readProfile),
    ),
  );
  const seen = await Promise.all(
    Array.from({ length: 20 }, () =>
      sql<{ org: string | null; role: string }>`select current_org_id() as org, current_user as role`.execute(
        store.db,
      ),
    ),
  );
  for (const { rows } of seen) {
    expect(rows[0]?.org).toBeNull();
    expect(rows[0]?.role).not.toBe('dealerscope_app');
  }
});
