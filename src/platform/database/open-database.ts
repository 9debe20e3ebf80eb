import { mkdirSync } from 'node:fs';
import type pg from 'pg';
import { DatabaseProblemError } from './database-problem-error.ts';
import { joinEmbeddedCluster } from './embedded/cluster.ts';
import type { ServerTrouble } from './embedded/watch-server.ts';
import { explainDisk, toFolderProblem } from './explain-disk.ts';
import { takeServerLock } from './instance-lock.ts';
import { watchStorage } from './storage-guard.ts';
import { WatchedClient } from './watched-client.ts';

export interface OpenDatabase {
  readonly connectionString: string;
  /** `embedded`: a server that we started; `shared`: one that another DealerScope of this home has started. */
  readonly kind: 'embedded' | 'shared' | 'external';
  /** Why nothing large may be written now, as the disk under the embedded server is full; undefined while there is room. */
  findStorageProblem(): DatabaseProblemError | undefined;
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  readonly databaseUrl?: string | undefined;
  readonly home: string;
  /** False for a server: one home has one, a second is an error. Commands join whatever runs. */
  readonly mayShare: boolean;
  readonly onProgress?: ((step: string) => void) | undefined;
  readonly settings?: readonly string[];
  /** Told of the embedded server alone: it has ended or does not start, and when it is there again. */
  readonly onTrouble?: (trouble: ServerTrouble) => void;
  readonly onRestored?: () => void;
  /** Told when the disk of the embedded server becomes full, and when there is room again. */
  readonly onStorage?: (problem: DatabaseProblemError | undefined) => void;
}

async function assertReachable(connectionString: string): Promise<void> {
  const client: pg.Client = new WatchedClient({ connectionString, silenceMs: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ v: string }>(`select current_setting('server_version_num') as v`);
    if (Number(rows[0]?.v) < 150_000)
      throw new DatabaseProblemError(
        'server_too_old',
        'DATABASE_URL is a PostgreSQL older than 15; DealerScope needs 15 or newer.',
      );
  } catch (cause) {
    if (cause instanceof DatabaseProblemError) throw cause;
    const host = URL.parse(connectionString)?.host;
    throw new DatabaseProblemError(
      'database_unreachable',
      `Cannot use the database at ${host || 'DATABASE_URL'}: ${(cause as Error).message}`,
      { cause },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function openEmbedded(options: OpenDatabaseOptions, signal: AbortSignal): Promise<OpenDatabase> {
  const { home, mayShare, onProgress, settings, onTrouble, onRestored, onStorage } = options;
  try {
    mkdirSync(home, { recursive: true });
  } catch (cause) {
    throw toFolderProblem(home, cause);
  }
  let release: (() => void) | undefined;
  try {
    if (!mayShare) {
      const lock = takeServerLock(home);
      if ('heldBy' in lock)
        throw new DatabaseProblemError(
          'already_running',
          `DealerScope already runs on ${home} (process ${lock.heldBy}); stop it first, or set DEALERSCOPE_HOME and PORT for a second one.`,
        );
      ({ release } = lock);
    }
    const cluster = await joinEmbeddedCluster({ home, onProgress, settings, signal, onTrouble, onRestored });
    const storage = await watchStorage(home, { onChange: onStorage });
    return {
      connectionString: cluster.connectionString,
      kind: cluster.wasStarted ? 'embedded' : 'shared',
      findStorageProblem: () => storage.problem,
      async close() {
        storage.stop();
        await cluster.leave();
        release?.();
      },
    };
  } catch (error) {
    release?.();
    throw explainDisk(home, error);
  }
}

const openings = new Map<Promise<OpenDatabase>, AbortController>();

/** The one way to a database: DATABASE_URL where it is set, the embedded server of `home` otherwise. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { databaseUrl } = options;
  if (databaseUrl) {
    await assertReachable(databaseUrl);
    return {
      connectionString: databaseUrl,
      kind: 'external',
      findStorageProblem: () => undefined,
      close: async () => undefined,
    };
  }
  const abort = new AbortController();
  const opening = openEmbedded(options, abort.signal);
  openings.set(opening, abort);
  const database = await opening.catch((error: unknown) => {
    openings.delete(opening);
    throw error;
  });
  return {
    ...database,
    async close() {
      await database.close();
      openings.delete(opening);
    },
  };
}

/** Gives up or closes whatever this process is opening or has open: for one that has to end without finishing its work. */
export async function closeDatabases(): Promise<void> {
  await Promise.all(
    [...openings].map(async ([opening, abort]) => {
      abort.abort();
      const database = await opening.catch(() => undefined);
      await database?.close();
    }),
  );
}
