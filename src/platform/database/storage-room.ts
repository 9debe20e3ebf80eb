import { accessSync, constants, type StatsFs, statfsSync } from 'node:fs';
import { statfs, utimes } from 'node:fs/promises';
import { DatabaseProblemError } from './database-problem-error.ts';

export interface Room {
  /** Of the disk, for who is not root. */
  readonly bytes: number;
  /** Files that can still be made. */
  readonly inodes: number;
}

const megabyte = 1024 * 1024;
/** initdb writes about 40 MB, the first WAL segments as much again, the schema and the sample market the rest. */
export const roomForNewDatabase: Room = { bytes: 256 * megabyte, inodes: 4_000 };
/** Kept free of what can wait, for WAL, checkpoints, sign-ins and jobs: four WAL segments. */
export const reservedRoom: Room = { bytes: 64 * megabyte, inodes: 200 };

const count = (n: number) => n.toLocaleString('en-US');
/** Rounded down what there is, and up what is needed, so that the one never looks like the other. */
const toMegabytes = (bytes: number) => count(Math.floor(bytes / megabyte));

export const diskFull = (message: string, cause?: unknown): DatabaseProblemError =>
  new DatabaseProblemError('disk_full', message, cause === undefined ? undefined : { cause });

function judge(folder: string, disk: StatsFs, needed: Room, what: string): DatabaseProblemError | undefined {
  const bytes = disk.bavail * disk.bsize;
  if (bytes < needed.bytes)
    return diskFull(
      `The disk is full: ${toMegabytes(bytes)} MB are free on the disk of ${folder}, and ${toMegabytes(needed.bytes)} MB are needed ${what}. Make room there.`,
    );
  // file systems that make inodes as they go say that they have none
  if (disk.files > 0 && disk.ffree < needed.inodes)
    return diskFull(
      `The disk is full: ${count(disk.ffree)} more files (inodes) fit on the disk of ${folder}, and ${count(needed.inodes)} are needed ${what}. Remove files there.`,
    );
  return undefined;
}

export const readOnly = (folder: string, cause: unknown): DatabaseProblemError =>
  new DatabaseProblemError('disk_read_only', `The disk of ${folder} is read-only; mount it for writing.`, {
    cause,
  });

function findReadOnly(folder: string): DatabaseProblemError | undefined {
  try {
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EROFS') return readOnly(folder, cause);
  }
  return undefined;
}

/** What is wrong with the disk of `folder`, in a sentence that ends with `what` the room is needed for. */
export const findRoomProblem = (
  folder: string,
  needed: Room,
  what: string,
): DatabaseProblemError | undefined =>
  findReadOnly(folder) ?? judge(folder, statfsSync(folder), needed, what);

/** The same without keeping the process waiting for a slow disk. */
export async function askForRoom(
  folder: string,
  needed: Room,
  what: string,
): Promise<DatabaseProblemError | undefined> {
  return findReadOnly(folder) ?? judge(folder, await statfs(folder), needed, what);
}

/** Writes a moment to the disk: after a fault, a disk can refuse writes while it still looks writable. */
export async function tryToWrite(folder: string): Promise<DatabaseProblemError | undefined> {
  const now = new Date();
  try {
    await utimes(folder, now, now);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EROFS') return readOnly(folder, cause);
  }
  return undefined;
}
