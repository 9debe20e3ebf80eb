import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { locateBinaries } from '../../../src/platform/database/embedded/binaries.ts';
import { chooseUnprivilegedUser } from '../../../src/platform/database/embedded/run-as.ts';
import { endWithUs } from '../../support/end-with-us.ts';
import { findFreePort } from '../../support/redis.ts';
import { isRunning, listChildren, signal } from './processes.ts';
import { until } from './until.ts';

export interface OwnPostgres {
  readonly port: number;
  /** Its data directory. */
  readonly data: string;
  /** For `DATABASE_URL`: database `dealerscope`, its owner a superuser, over TCP. */
  readonly connectionString: string;
  /** Starts it (again) and waits until it takes connections. */
  start(): Promise<void>;
  /** Waits until it is gone; `smart` waits for its clients first, `immediate` recovers at the next start. */
  stop(mode: 'smart' | 'fast' | 'immediate'): Promise<void>;
  /** SIGKILL of the postmaster; its backends find out by themselves. */
  kill(): Promise<void>;
  /** SIGKILL of one client's backend: PostgreSQL ends all the others and recovers. False when there was none. */
  killBackend(): Promise<boolean>;
  /** Neither answers nor hangs up; still accepts connections, as the kernel does that for it. */
  freeze(): void;
  thaw(): void;
  /** pg_terminate_backend on `n` of the program's connections (default: all); answers how many there were. */
  terminateBackends(n?: number): Promise<number>;
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Ends it and removes its files. */
  close(): Promise<void>;
}

const stopSignals = { smart: 'SIGTERM', fast: 'SIGINT', immediate: 'SIGQUIT' } as const;
const user = 'dealerscope_owner';
const password = 'own-postgres-of-the-tests';

interface Files {
  readonly data: string;
  readonly run: (file: 'initdb' | 'postgres', args: readonly string[]) => void;
  readonly own: (file: string) => void;
}

function makeEmpty({ data, run, own }: Files): void {
  const passwordFile = `${data}.password`;
  writeFileSync(passwordFile, password);
  own(passwordFile);
  const access = ['-U', user, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  run('initdb', ['-D', data, ...access, '--encoding=UTF8', '--locale=C', '--no-sync']);
}

/**
 * A PostgreSQL of one's own on 127.0.0.1, from the binaries of the embedded one; nobody but the test starts or stops it.
 * `settings` are `name=value`. It writes through to the disk (`fsync=on`) only when told so.
 */
export async function startOwnPostgres(
  settings: readonly string[] = [],
  makeFiles: (files: Files) => void | Promise<void> = makeEmpty,
): Promise<OwnPostgres> {
  const account = chooseUnprivilegedUser();
  const as = account ? { uid: account.uid, gid: account.gid } : {};
  const binaries = locateBinaries(account);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-own-postgres-'));
  const own = (file: string) => account && chownSync(file, account.uid, account.gid);
  own(folder);
  const data = path.join(folder, 'data');
  const options = { cwd: folder, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }, ...as };
  await makeFiles({
    data,
    run: (file, args) => void execFileSync(binaries[file], args, { ...options, stdio: 'pipe' }),
    own,
  });
  const port = await findFreePort();
  const addressOf = (database: string) => `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;

  let child: ChildProcess | undefined;
  let gone = Promise.resolve();
  let log = '';
  const query = async <Row extends pg.QueryResultRow>(
    sql: string,
    values: readonly unknown[] = [],
    database = 'dealerscope',
  ) => {
    const client = new pg.Client({
      connectionString: addressOf(database),
      connectionTimeoutMillis: 5_000,
      application_name: 'own-postgres',
    });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  };
  const launch = () => {
    log = '';
    const started = spawn(
      binaries.postgres,
      [
        '-D',
        data,
        '-k',
        folder,
        ...[
          'listen_addresses=127.0.0.1',
          `port=${port}`,
          'fsync=off',
          'max_connections=200',
          'restart_after_crash=on',
          ...settings,
        ].flatMap((setting) => ['-c', setting]),
      ],
      { ...options, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
    );
    child = endWithUs(started);
    started.stderr.on('data', (text: Buffer) => {
      log = `${log}${text.toString()}`.slice(-20_000);
    });
    // not "close": backends of a killed postmaster hold its stderr open for a while
    gone = new Promise((resolve) => started.once('exit', () => resolve()));
  };
  const isUp = () =>
    query('select 1', [], 'postgres').then(
      () => true,
      () => false,
    );
  const start = async () => {
    if (child && isThere(child)) return;
    launch();
    // after a kill, backends of the old one keep the new one from starting until they have noticed
    await until(
      `PostgreSQL starts:\n${log}`,
      () => {
        if (child && !isThere(child)) launch();
        return isUp();
      },
      { withinMs: 60_000, everyMs: 50 },
    );
  };
  const signalAll = (name: NodeJS.Signals) => {
    if (!child?.pid) return;
    signal(child.pid, name);
    for (const backend of listChildren(child.pid)) signal(backend, name);
  };
  const kill = async () => {
    if (!child?.pid || !isThere(child)) return;
    const backends = listChildren(child.pid);
    child.kill('SIGKILL');
    await gone;
    // they may be frozen, and then never notice
    for (const backend of backends) signal(backend, 'SIGCONT');
  };
  await start();
  if (makeFiles === makeEmpty) await query('create database dealerscope', [], 'postgres');
  return {
    port,
    data,
    connectionString: addressOf('dealerscope'),
    start,
    async stop(mode) {
      child?.kill(stopSignals[mode]);
      await gone;
    },
    kill,
    async killBackend() {
      const [row] = await query<{ pid: number }>(
        `select pid from pg_stat_activity where backend_type = 'client backend' and application_name <> 'own-postgres'
         order by state = 'active' desc, random() limit 1`,
      );
      if (!row) return false;
      signal(row.pid, 'SIGKILL');
      await until('the backend is gone', () => !isRunning(row.pid));
      return true;
    },
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    async terminateBackends(n = 1_000) {
      const rows = await query(
        `select pg_terminate_backend(pid) from (select pid from pg_stat_activity
         where backend_type = 'client backend' and application_name <> 'own-postgres' order by state = 'active' desc limit $1) t`,
        [n],
      );
      return rows.length;
    },
    query,
    async close() {
      if (child && isThere(child)) {
        signalAll('SIGCONT');
        child.kill('SIGQUIT');
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const isThere = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;
