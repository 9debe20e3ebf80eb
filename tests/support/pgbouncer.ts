import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestDatabase } from './test-database.ts';

const port = 6543;

export interface Bouncer {
  /** Through PgBouncer in transaction mode, two connections to the server for all clients. */
  readonly connectionString: string;
  stop(): void;
}

export async function startBouncer(database: Pick<TestDatabase, 'connectionString'>): Promise<Bouncer> {
  const parts = /^postgresql:\/\/([^:]+):([^@]+)@\/(\w+)\?host=(.+)$/.exec(database.connectionString);
  const [, user = '', password = '', name = '', host = ''] = (parts ?? []).map(decodeURIComponent);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-pgbouncer-'));
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
  // like PostgreSQL it refuses to run as root; the socket is open to the server's own user alone, and lies in a home that
  // is closed to that user too
  const owner = statSync(host);
  chmodSync(path.dirname(host), 0o711);
  const asOwner = process.getuid?.() === 0 ? { uid: owner.uid, gid: owner.gid } : {};
  const bouncer = spawn('/usr/sbin/pgbouncer', ['-q', path.join(folder, 'pgbouncer.ini')], {
    stdio: 'ignore',
    ...asOwner,
  });
  const connectionString = `postgresql://${user}@/${name}?host=${encodeURIComponent(folder)}&port=${port}`;
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 1_000 });
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
  return {
    connectionString,
    stop() {
      bouncer.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
