import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseProblemError } from '../database-problem-error.ts';
import { identifyProcess, isRunning, type RunningProcess } from '../running-process.ts';
import { findRoomProblem, reservedRoom } from '../storage-room.ts';
import { isOutOfRoom, type Launch, spawnOptions } from './make-database.ts';
import { toPasswordProblem } from './password.ts';
import { findReason, openServerLog, readServerLog } from './server-log.ts';

/** How long a server that runs may leave a connection without an answer; recovery after a crash is an answer. */
const silenceMs = 30_000;

function explainEnd(home: string, said: string): DatabaseProblemError {
  const reason = findReason(said);
  const room = findRoomProblem(home, reservedRoom, 'for PostgreSQL to start');
  if (isOutOfRoom(said) || /Read-only file system/.test(said) || (room && said === ''))
    return (
      room ??
      new DatabaseProblemError(
        'disk_full',
        `PostgreSQL cannot start: the disk of ${home} is full. Make ${reservedRoom.bytes / 1024 / 1024} MB of room there.`,
      )
    );
  if (
    /pg_control|could not locate a valid checkpoint record|invalid primary checkpoint record/.test(
      reason ?? '',
    )
  )
    return new DatabaseProblemError(
      'database_damaged',
      `The database in ${home} is damaged (${reason}). Put a backup of DEALERSCOPE_HOME in its place (docs/operations/backup.md).`,
    );
  return new DatabaseProblemError(
    'server_start_failed',
    `PostgreSQL did not start: ${reason ?? `it gave no reason; see ${path.join(home, 'postgres.log')}`}`,
  );
}

/** Starts the server. It is no part of this process: it goes on when this one ends, and is ended by who leaves it last. */
export async function launchPostmaster(
  home: string,
  launch: Launch,
  { socketFolder, settings }: { readonly socketFolder: string; readonly settings: readonly string[] },
): Promise<{ readonly server: RunningProcess; readonly logStart: number }> {
  const log = openServerLog(home);
  const child = spawn(
    launch.binaries.postgres,
    [
      '-D',
      launch.data.serverPath,
      '-k',
      socketFolder,
      ...[
        'listen_addresses=',
        // the program's own log tells of statements that fail; here is why the server ends
        'log_min_messages=log',
        'log_min_error_statement=panic',
        'log_checkpoints=off',
        ...settings,
      ].flatMap((setting) => ['-c', setting]),
    ],
    // a group of its own: Ctrl-C reaches us alone, and we stop the server when its clients are done
    { ...spawnOptions(launch), stdio: ['ignore', log.target, log.target], detached: true },
  );
  const failed = new Promise<Error>((resolve) => child.once('error', resolve));
  const { pid } = child;
  child.unref();
  log.close();
  if (pid === undefined)
    throw new DatabaseProblemError(
      'server_start_failed',
      `PostgreSQL did not start: ${(await failed).message}`,
    );
  return { server: identifyProcess(pid), logStart: log.start };
}

export interface ReadyOptions {
  readonly home: string;
  /** Of the database `postgres`. */
  readonly connectionString: string;
  readonly server: RunningProcess;
  /** Where in its log it began to speak. */
  readonly logStart: number;
  readonly signal?: AbortSignal | undefined;
}

/** Waits until the server answers, as long as it says that it is recovering, and makes our database where it lacks. */
export async function waitUntilReady({
  home,
  connectionString,
  server,
  logStart,
  signal,
}: ReadyOptions): Promise<void> {
  let quietSince = performance.now();
  for (let tries = 0; ; tries++) {
    signal?.throwIfAborted();
    if (!isRunning(server)) throw explainEnd(home, readServerLog(home, logStart));
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, query_timeout: 20_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ n: number }>(
        `select count(*)::int as n from pg_database where datname = 'dealerscope'`,
      );
      if (rows[0]?.n === 0) await client.query('create database dealerscope');
      await client.end();
      return;
    } catch (error) {
      // one that does not answer does not say goodbye either
      void client.end().catch(() => undefined);
      const { code } = error as { code?: string };
      if (code === '28P01') throw toPasswordProblem(home, error);
      if (isOutOfRoom(String(error))) throw findRoomProblem(home, reservedRoom, 'for PostgreSQL') ?? error;
      // starting up, recovering, or shutting down; all connections taken
      if (code === '57P03' || code === '53300') quietSince = performance.now();
      if (performance.now() - quietSince > silenceMs)
        throw new DatabaseProblemError(
          'database_silent',
          `The PostgreSQL of ${home} (process ${server.pid}) runs but does not answer; end it and start again.`,
          { cause: error },
        );
      await sleep(tries < 50 ? 10 : 100);
    }
  }
}
