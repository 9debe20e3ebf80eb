import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

const reasons: Readonly<Record<string, string>> = {
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full (no room, or no more files can be made)',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'this user may not use it',
  EPERM: 'this user may not use it',
  ENOTDIR: 'a part of the path is a file',
  EISDIR: 'it is a folder',
};

/** Whether the error is one of the disk or of who may use it, which its user can mend. */
export const isOfDisk = (error: unknown): boolean =>
  Object.hasOwn(reasons, String((error as { code?: unknown } | null)?.code));

/** Why a folder cannot be made or written, in words; looks past what `mkdir` says to the nearest folder there is. */
export function explainUnwritable(folder: string, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  let nearest = path.resolve(folder);
  while (!existsSync(nearest) && nearest !== path.dirname(nearest)) nearest = path.dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK);
  } catch (cause) {
    const deeper = (cause as NodeJS.ErrnoException).code;
    if (deeper !== undefined && reasons[deeper] !== undefined) return reasons[deeper];
  }
  return (code !== undefined && reasons[code]) || (error instanceof Error ? error.message : String(error));
}
