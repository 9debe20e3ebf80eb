import { execFileSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseProblemError } from '../database-problem-error.ts';
import { explainUnwritable } from '../explain-unwritable.ts';
import { findRoomProblem, roomForNewDatabase } from '../storage-room.ts';
import { nameUser, type UnprivilegedUser } from './run-as.ts';

export const postgresMajor = '18';
const controlFileBytes = 8192;

export interface DataDirectory {
  readonly folder: string;
  readonly isInitialised: boolean;
  /**
   * How the server is told of the folder. When a folder above it is closed to the unprivileged user (a
   * project under /root), the server is started inside it and told `/proc/self/cwd`, which needs no way in.
   */
  readonly serverPath: string;
}

const problem = (code: string, message: string, cause?: unknown) =>
  new DatabaseProblemError(code, message, cause === undefined ? undefined : { cause });

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw problem(
      'data_folder_not_writable',
      `Cannot use the data folder ${folder}: ${explainUnwritable(folder, cause)}. Set DEALERSCOPE_HOME to another folder.`,
      cause,
    );
  }
}

function canEnter(folder: string, user: UnprivilegedUser): boolean {
  try {
    execFileSync('/bin/ls', ['-d', `${folder}/.`], {
      uid: user.uid,
      gid: user.gid,
      cwd: '/',
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

/** Undefined where there is nothing, or nothing that this user may see. */
function findStat(file: string) {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}

export const findOwner = (folder: string): number | undefined => findStat(folder)?.uid;

/** Undefined where this user may not look. */
function findNames(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : undefined;
  }
}

/** A database of somebody else is left as it is: handed to another user, it would be shut to its own. */
function assertOwned(folder: string, user: UnprivilegedUser | undefined): void {
  const ours = user?.uid ?? process.getuid?.();
  for (const part of ['.', 'PG_VERSION', 'global/pg_control']) {
    const owner = findOwner(path.join(folder, part));
    if (owner === undefined || owner === ours || ours === undefined) continue;
    const us = nameUser(ours);
    const handOver = `hand the database over: chown -R ${us} ${folder}`;
    throw problem(
      'data_folder_of_another_user',
      `The database in ${folder} belongs to the user ${nameUser(owner)}, and DealerScope would run it as ${us}; nothing was changed. ` +
        (owner === 0
          ? `PostgreSQL does not run as root: ${handOver}`
          : `Start DealerScope as ${nameUser(owner)}, or ${handOver}`),
    );
  }
}

function assertVersion(folder: string): void {
  const version = readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim();
  if (version === '' || version === postgresMajor) return;
  throw problem(
    'data_folder_other_version',
    `The data folder ${folder} was made by PostgreSQL ${version}; this program runs PostgreSQL ${postgresMajor}. ` +
      'Restore a backup into a new DEALERSCOPE_HOME, or run the older release.',
  );
}

function assertWhole(folder: string): void {
  for (const [file, bytes] of Object.entries({ PG_VERSION: 3, 'global/pg_control': controlFileBytes }))
    if (findStat(path.join(folder, file))?.size !== bytes)
      throw problem(
        'database_damaged',
        `The database in ${folder} is damaged: ${file} is missing, empty or cut short. Put a backup of DEALERSCOPE_HOME in its place (docs/operations/backup.md).`,
      );
}

/** Checks the folder before PostgreSQL sees it, and before anything is changed: each way to fail is one clear sentence. */
export function prepareDataDirectory(folder: string, user: UnprivilegedUser | undefined): DataDirectory {
  const names = findNames(folder);
  if (!names) assertOwned(folder, user);
  const isInitialised = names?.includes('PG_VERSION') ?? false;
  if (isInitialised) {
    assertVersion(folder);
    assertOwned(folder, user);
    assertWhole(folder);
  } else if (names && names.length > 0)
    throw problem(
      'data_folder_not_empty',
      `The folder ${folder} holds something that is not a PostgreSQL database; set DEALERSCOPE_HOME to another folder.`,
    );
  makeFolder(folder);
  if (!isInitialised) {
    const noRoom = findRoomProblem(folder, roomForNewDatabase, 'for a new database');
    if (noRoom) throw noRoom;
  }
  if (user) {
    try {
      chownSync(folder, user.uid, user.gid);
      chmodSync(folder, 0o700);
    } catch (cause) {
      throw problem(
        'data_folder_not_writable',
        `Cannot hand the data folder ${folder} to the user ${user.name}.`,
        cause,
      );
    }
  }
  const isReachable = !user || canEnter(folder, user);
  return { folder, isInitialised, serverPath: isReachable ? folder : '/proc/self/cwd' };
}
