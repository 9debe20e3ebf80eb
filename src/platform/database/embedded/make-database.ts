import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseProblemError } from '../database-problem-error.ts';
import { diskFull, roomForNewDatabase } from '../storage-room.ts';
import type { PostgresBinaries } from './binaries.ts';
import { type DataDirectory, prepareDataDirectory } from './data-directory.ts';
import type { UnprivilegedUser } from './run-as.ts';

export const superuser = 'dealerscope_owner';

export interface Launch {
  readonly binaries: PostgresBinaries;
  readonly data: DataDirectory;
  readonly user: UnprivilegedUser | undefined;
}

export const spawnOptions = ({ data, user }: Launch) => ({
  cwd: data.folder,
  env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  ...(user && { uid: user.uid, gid: user.gid }),
});

export const isOutOfRoom = (text: string): boolean =>
  /No space left on device|Disk quota exceeded|ENOSPC|EDQUOT/.test(text);

async function waitForEnd(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  const output: string[] = [];
  child.stdout?.on('data', (text: Buffer) => output.push(text.toString()));
  child.stderr?.on('data', (text: Buffer) => output.push(text.toString()));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  return { code, output: output.join('') };
}

/** Made beside its final place and moved there when complete, so that a killed first start leaves nothing half made. */
export async function makeDatabase(launch: Launch, password: string, signal?: AbortSignal): Promise<void> {
  const { folder } = launch.data;
  const parent = path.dirname(folder);
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith('postgres.partial')))
    rmSync(path.join(parent, name), { recursive: true, force: true });
  // of another name each time: an initdb whose starter was killed may still be writing into its own
  const partial = mkdtempSync(`${folder}.partial-`);
  try {
    const data = prepareDataDirectory(partial, launch.user);
    await runInitdb({ ...launch, data }, password, signal);
    rmdirSync(folder);
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

async function runInitdb(launch: Launch, password: string, signal: AbortSignal | undefined): Promise<void> {
  const privateFolder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-initdb-'));
  const passwordFile = path.join(privateFolder, 'password');
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (launch.user)
      for (const file of [privateFolder, passwordFile]) chownSync(file, launch.user.uid, launch.user.gid);
    const { code, output } = await waitForEnd(
      spawn(
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
          // a power cut after a first start must not leave empty files: one call for the whole disk where there is one
          ...(process.platform === 'linux' ? ['--sync-method=syncfs'] : []),
        ],
        { ...spawnOptions(launch), stdio: ['ignore', 'pipe', 'pipe'], ...(signal && { signal }) },
      ),
    );
    if (code === 0) return;
    const home = path.dirname(launch.data.folder);
    if (isOutOfRoom(output))
      throw diskFull(
        `The disk of ${home} became full while the database was being made. Make room there: a new database needs ${roomForNewDatabase.bytes / 1024 / 1024} MB and ${roomForNewDatabase.inodes} files.`,
      );
    const lines = output.trim().split('\n');
    const reason = lines.findLast((line) => /FATAL|PANIC|error|could not/i.test(line)) ?? lines.at(-1);
    throw new DatabaseProblemError(
      'initdb_failed',
      `PostgreSQL could not make a database in ${home}: ${reason?.trim()}`,
    );
  } finally {
    rmSync(privateFolder, { recursive: true, force: true });
  }
}

/** Gives the superuser a password where the file with the last one is lost; no server may run meanwhile. */
export async function setPassword(launch: Launch, password: string): Promise<void> {
  const child = spawn(
    launch.binaries.postgres,
    ['--single', '-j', '-D', launch.data.serverPath, '-c', 'log_min_messages=warning', 'postgres'],
    { ...spawnOptions(launch), stdio: ['pipe', 'pipe', 'pipe'] },
  );
  child.stdin.on('error', () => undefined);
  child.stdin.end(`alter role ${superuser} password '${password}';\n\n`);
  const { code, output } = await waitForEnd(child);
  if (code === 0 && !/(ERROR|FATAL|PANIC):/.test(output)) return;
  throw new DatabaseProblemError(
    'password_lost',
    `The file postgres.password in ${path.dirname(launch.data.folder)} is missing or empty, and the database could not be given a new password: ${output.trim().split('\n').at(-1)}`,
  );
}
