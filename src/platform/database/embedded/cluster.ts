import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseProblemError } from '../database-problem-error.ts';
import { locateBinaries, type PostgresBinaries } from './binaries.ts';
import { type DataDirectory, prepareDataDirectory } from './data-directory.ts';
import { chooseUnprivilegedUser, type UnprivilegedUser } from './run-as.ts';
import { clearStaleServer } from './stale-server.ts';

export interface EmbeddedCluster {
  /** For `pg`: a Unix socket in a private folder; the server listens on no network port. */
  readonly connectionString: string;
  /** Fast shutdown; resolves when the server is gone. Safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedClusterOptions {
  /** Everything of ours lies under here; the database in `<home>/postgres`. */
  readonly home: string;
  readonly onProgress?: (step: string) => void;
  /** Extra `name=value` server settings, such as those of a test run. */
  readonly settings?: readonly string[];
}

const superuser = 'dealerscope_owner';

/** Under 108 bytes whatever the home is called: that is the longest path a Unix socket may have. */
const socketFolderOf = (home: string) =>
  path.join(
    os.tmpdir(),
    `dealerscope-${createHash('sha256').update(path.resolve(home)).digest('hex').slice(0, 16)}`,
  );

function readOrMakePassword(home: string): string {
  const file = path.join(home, 'postgres.password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** How to reach the server of a home that a running DealerScope has started. */
export function embeddedConnectionString(home: string, database = 'dealerscope'): string {
  const socket = encodeURIComponent(socketFolderOf(home));
  return `postgresql://${superuser}:${encodeURIComponent(readOrMakePassword(home))}@/${database}?host=${socket}`;
}

interface Launch {
  readonly binaries: PostgresBinaries;
  readonly data: DataDirectory;
  readonly user: UnprivilegedUser | undefined;
}

const spawnOptions = ({ data, user }: Launch) => ({
  cwd: data.folder,
  env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  ...(user && { uid: user.uid, gid: user.gid }),
});

/** Made beside its final place and moved there when complete, so that a killed first start leaves nothing half made. */
async function initialise(launch: Launch, password: string, privateFolder: string): Promise<void> {
  const { folder } = launch.data;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const data = prepareDataDirectory(partial, launch.user);
  await runInitdb({ ...launch, data }, password, privateFolder);
  rmdirSync(folder);
  renameSync(partial, folder);
}

async function runInitdb(launch: Launch, password: string, privateFolder: string): Promise<void> {
  const passwordFile = path.join(privateFolder, 'initdb-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (launch.user) chownSync(passwordFile, launch.user.uid, launch.user.gid);
  const child = spawn(
    launch.binaries.initdb,
    [
      '-D',
      launch.data.serverPath,
      '-U',
      superuser,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...spawnOptions(launch), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const output: string[] = [];
  child.stdout.on('data', (text: Buffer) => output.push(text.toString()));
  child.stderr.on('data', (text: Buffer) => output.push(text.toString()));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  rmSync(passwordFile, { force: true });
  if (code !== 0) {
    throw new DatabaseProblemError(
      'initdb_failed',
      `PostgreSQL could not make a database in ${launch.data.folder}: ${output.join('').trim().split('\n').at(-1)}`,
    );
  }
}

function startServer(
  launch: Launch,
  socketFolder: string,
  settings: readonly string[],
): { child: ChildProcess; log: string[] } {
  const child = spawn(
    launch.binaries.postgres,
    [
      '-D',
      launch.data.serverPath,
      '-k',
      socketFolder,
      '-c',
      'listen_addresses=',
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    // a group of its own: Ctrl-C reaches us alone, and we stop the server when its clients are done
    { ...spawnOptions(launch), stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const log: string[] = [];
  const keep = (text: Buffer) => {
    log.push(text.toString());
    if (log.length > 200) log.shift();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return { child, log };
}

async function waitUntilReady(connectionString: string, child: ChildProcess, log: string[]): Promise<void> {
  for (let tries = 0; ; tries++) {
    if (child.exitCode !== null) {
      const reason =
        log
          .join('')
          .split('\n')
          .findLast((line) => /FATAL|PANIC|ERROR|No space/.test(line)) ??
        log.at(-1) ??
        '';
      const isFull = /No space left/.test(log.join(''));
      throw new DatabaseProblemError(
        isFull ? 'disk_full' : 'server_start_failed',
        isFull ? 'PostgreSQL cannot start: the disk is full.' : `PostgreSQL did not start: ${reason.trim()}`,
      );
    }
    const client = new pg.Client({ connectionString });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ n: number }>(
        `select count(*)::int as n from pg_database where datname = 'dealerscope'`,
      );
      if (rows[0]?.n === 0) await client.query('create database dealerscope');
      return;
    } catch (error) {
      const { code } = error as { code?: string };
      // not there yet (no socket file, or "the database system is starting up")
      if (!['ENOENT', 'ECONNREFUSED', '57P03'].includes(code ?? '') || tries > 1_200) throw error;
      await sleep(tries < 50 ? 10 : 100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** Starts PostgreSQL for `home`, making the database on first use. */
export async function startEmbeddedCluster({
  home,
  onProgress,
  settings = [],
}: EmbeddedClusterOptions): Promise<EmbeddedCluster> {
  const user = chooseUnprivilegedUser();
  const dataFolder = path.join(home, 'postgres');
  const data = prepareDataDirectory(dataFolder, user);
  const launch: Launch = { binaries: locateBinaries(user), data, user };
  await clearStaleServer(dataFolder);

  const socketFolder = socketFolderOf(home);
  rmSync(socketFolder, { recursive: true, force: true });
  mkdirSync(socketFolder, { mode: 0o700 });
  if (user) chownSync(socketFolder, user.uid, user.gid);

  if (!data.isInitialised) {
    onProgress?.('Making the database');
    await initialise(launch, readOrMakePassword(home), socketFolder);
  }
  onProgress?.('Starting PostgreSQL');
  const { child, log } = startServer(launch, socketFolder, settings);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    await waitUntilReady(embeddedConnectionString(home, 'postgres'), child, log);
  } catch (error) {
    child.kill('SIGINT');
    throw error;
  }
  return {
    connectionString: embeddedConnectionString(home),
    async stop() {
      if (child.exitCode === null) child.kill('SIGINT');
      const timer = setTimeout(() => child.kill('SIGQUIT'), 4_000);
      await closed;
      clearTimeout(timer);
      rmSync(socketFolder, { recursive: true, force: true });
    },
  };
}
