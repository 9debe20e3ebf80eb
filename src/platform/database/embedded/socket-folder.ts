import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseProblemError } from '../database-problem-error.ts';
import type { UnprivilegedUser } from './run-as.ts';

/** The path of a Unix socket may have 108 bytes on Linux and 104 on macOS, the closing zero included. */
const longestBytes = 103;

const fits = (folder: string) => Buffer.byteLength(path.join(folder, '.s.PGSQL.5432')) <= longestBytes;

/**
 * Where the server's socket lies: in the data folder, which is closed to others and the same place for whoever names
 * the home, through a link or not, with whatever TMPDIR. Only where that path is too long for a socket, in /tmp.
 */
export function socketFolderOf(home: string): string {
  const dataFolder = path.join(realpathSync(home), 'postgres');
  if (fits(dataFolder)) return dataFolder;
  const hash = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  return path.join('/tmp', `dealerscope-socket-${hash}`);
}

/** Makes a folder in /tmp where one is needed; answers what the server, which runs inside its data folder, is told. */
export function prepareSocketFolder(home: string, user: UnprivilegedUser | undefined): string {
  const folder = socketFolderOf(home);
  if (fits(path.join(realpathSync(home), 'postgres'))) return '.';
  try {
    mkdirSync(folder, { mode: 0o700 });
    if (user) chownSync(folder, user.uid, user.gid);
  } catch (cause) {
    const found = lstatSync(folder, { throwIfNoEntry: false });
    if (!found?.isDirectory() || found.uid !== (user?.uid ?? process.getuid?.()))
      throw new DatabaseProblemError(
        'socket_folder_taken',
        `${folder}, where the socket of the database has to lie, belongs to another user; remove it, or give DEALERSCOPE_HOME a shorter path.`,
        { cause },
      );
  }
  return folder;
}

/** Nothing, where the socket lies in the data folder. */
export function removeSocketFolder(home: string): void {
  if (!fits(path.join(realpathSync(home), 'postgres')))
    rmSync(socketFolderOf(home), { recursive: true, force: true });
}
