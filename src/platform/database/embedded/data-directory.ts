import { execFileSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseProblemError } from '../database-problem-error.ts';
import { explainUnwritable } from '../explain-unwritable.ts';
import type { UnprivilegedUser } from './run-as.ts';

export const postgresMajor = '18';
/** initdb writes about 40 MB, and the first WAL segments as much again. */
const freeBytesNeeded = 256 * 1024 * 1024;

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

/** Checks the folder before PostgreSQL sees it, so that each way to fail is one clear sentence. */
export function prepareDataDirectory(folder: string, user: UnprivilegedUser | undefined): DataDirectory {
  makeFolder(folder);
  const versionFile = path.join(folder, 'PG_VERSION');
  const isInitialised = existsSync(versionFile);
  if (isInitialised) {
    const version = readFileSync(versionFile, 'utf8').trim();
    if (version !== postgresMajor) {
      throw problem(
        'data_folder_other_version',
        `The data folder ${folder} was made by PostgreSQL ${version}; this program runs PostgreSQL ${postgresMajor}. ` +
          'Restore a backup into a new DEALERSCOPE_HOME, or run the older release.',
      );
    }
  } else if (readdirSync(folder).length > 0) {
    throw problem(
      'data_folder_not_empty',
      `The folder ${folder} holds something that is not a PostgreSQL database; set DEALERSCOPE_HOME to another folder.`,
    );
  } else {
    const disk = statfsSync(folder);
    if (disk.bavail * disk.bsize < freeBytesNeeded) {
      throw problem(
        'disk_full',
        `Less than 256 MB are free on the disk of ${folder}: a new database needs that much.`,
      );
    }
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
