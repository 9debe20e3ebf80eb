import { DatabaseProblemError } from './database-problem-error.ts';
import { explainUnwritable, isOfDisk } from './explain-unwritable.ts';
import { diskFull, findRoomProblem, readOnly, reservedRoom } from './storage-room.ts';

export const toFolderProblem = (home: string, cause: unknown): DatabaseProblemError =>
  new DatabaseProblemError(
    'data_folder_not_writable',
    `Cannot write to the data folder ${home}: ${explainUnwritable(home, cause)}. Set DEALERSCOPE_HOME to another folder.`,
    { cause },
  );

/** Errors of the file system on the way to a database, in words. */
export function explainDisk(home: string, error: unknown): unknown {
  if (error instanceof DatabaseProblemError || !isOfDisk(error)) return error;
  const { code, path: file } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC')
    return findRoomProblem(home, reservedRoom, 'to start') ?? diskFull(`The disk of ${home} is full.`, error);
  return code === 'EROFS' ? readOnly(home, error) : toFolderProblem(file ?? home, error);
}
