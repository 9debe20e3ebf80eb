import { rmSync } from 'node:fs';
import path from 'node:path';
import { isInUse } from '../home-users.ts';
import { isRunning, type RunningProcess } from '../running-process.ts';
import { locateBinaries } from './binaries.ts';
import { findOwner, prepareDataDirectory } from './data-directory.ts';
import { endLeftovers, findPostmaster, stopPostmaster } from './leftovers.ts';
import { type Launch, makeDatabase, setPassword, superuser } from './make-database.ts';
import { findPassword, generatePassword, keepPassword } from './password.ts';
import { launchPostmaster, waitUntilReady } from './postmaster.ts';
import { chooseUnprivilegedUser } from './run-as.ts';
import { findLogEnd } from './server-log.ts';
import { prepareSocketFolder, socketFolderOf } from './socket-folder.ts';

export interface ServerOptions {
  /** Everything of ours lies under here; the database in `<home>/postgres`. */
  readonly home: string;
  readonly onProgress?: ((step: string) => void) | undefined;
  /** Extra `name=value` server settings, such as those of a test run. */
  readonly settings?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface FoundServer {
  readonly server: RunningProcess;
  /** A Unix socket in a folder that is closed to others; the server listens on no network port. */
  readonly socketFolder: string;
  readonly wasStarted: boolean;
}

export const dataFolderOf = (home: string): string => path.join(home, 'postgres');

export function toConnectionString(home: string, socketFolder: string, database = 'dealerscope'): string {
  const password = encodeURIComponent(findPassword(home) ?? '');
  return `postgresql://${superuser}:${password}@/${database}?host=${encodeURIComponent(socketFolder)}`;
}

/** The server that others use, or one that is started now; for inside the gate. */
export async function ensureServer(options: ServerOptions): Promise<FoundServer> {
  const { home, signal } = options;
  const found = findPostmaster(dataFolderOf(home));
  if (!found || !isInUse(home)) return startServer(options);
  try {
    await waitUntilReady({
      home,
      connectionString: toConnectionString(home, found.socketFolder, 'postgres'),
      server: found,
      logStart: findLogEnd(home),
      signal,
    });
    return { server: found, socketFolder: found.socketFolder, wasStarted: false };
  } catch (error) {
    if (isRunning(found)) throw error;
    return startServer(options);
  }
}

/** Gives the database of `launch` to us: made, or with a password that is known. */
async function prepareDatabase({ home, onProgress, signal }: ServerOptions, launch: Launch): Promise<void> {
  const known = findPassword(home);
  const password = known ?? generatePassword();
  if (!launch.data.isInitialised) {
    onProgress?.('Making the database');
    if (known === undefined) keepPassword(home, password);
    await makeDatabase(launch, password, signal);
  } else if (known === undefined) {
    onProgress?.('Giving the database a new password: postgres.password is missing or empty');
    await setPassword(launch, password);
    keepPassword(home, password);
  }
}

async function startServer(options: ServerOptions): Promise<FoundServer> {
  const { home, onProgress, settings = [], signal } = options;
  const dataFolder = dataFolderOf(home);
  const user = chooseUnprivilegedUser(findOwner(dataFolder));
  const data = prepareDataDirectory(dataFolder, user);
  const launch: Launch = { binaries: locateBinaries(user), data, user };
  await endLeftovers(dataFolder);
  await prepareDatabase(options, launch);
  onProgress?.('Starting PostgreSQL');
  const socketFolder = socketFolderOf(home);
  const toldFolder = prepareSocketFolder(home, user);
  // those of a server that was killed: the process number in the lock may be another's by now
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock'])
    rmSync(path.join(socketFolder, name), { force: true });
  const { server, logStart } = await launchPostmaster(home, launch, { socketFolder: toldFolder, settings });
  const connectionString = toConnectionString(home, socketFolder, 'postgres');
  try {
    await waitUntilReady({ home, connectionString, server, logStart, signal });
  } catch (error) {
    await stopPostmaster(server, 4_000);
    throw error;
  }
  return { server, socketFolder, wasStarted: true };
}
