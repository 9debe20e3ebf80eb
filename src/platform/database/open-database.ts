import { mkdirSync } from 'node:fs';
import type pg from 'pg';
import { DatabaseProblemError } from './database-problem-error.ts';
import { embeddedConnectionString, startEmbeddedCluster } from './embedded/cluster.ts';
import { explainUnwritable } from './explain-unwritable.ts';
import { takeLock } from './instance-lock.ts';
import { WatchedClient } from './watched-client.ts';

export interface OpenDatabase {
  readonly connectionString: string;
  /** `embedded`: our own server; `shared`: the server of a DealerScope that already runs on this home. */
  readonly kind: 'embedded' | 'shared' | 'external';
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  readonly databaseUrl?: string | undefined;
  readonly home: string;
  /** The command line joins a running server; a second server process on one home is an error. */
  readonly mayShare: boolean;
  readonly onProgress?: (step: string) => void;
  readonly settings?: readonly string[];
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

/** The one way to a database: DATABASE_URL where it is set, the embedded server of `home` otherwise. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { databaseUrl, home, mayShare } = options;
  if (databaseUrl) {
    await assertReachable(databaseUrl);
    return { connectionString: databaseUrl, kind: 'external', close: async () => undefined };
  }
  try {
    mkdirSync(home, { recursive: true });
  } catch (cause) {
    throw new DatabaseProblemError(
      'data_folder_not_writable',
      `Cannot make the data folder ${home}: ${explainUnwritable(home, cause)}. Set DEALERSCOPE_HOME to another folder.`,
      { cause },
    );
  }
  let lock: ReturnType<typeof takeLock>;
  try {
    lock = takeLock(home);
  } catch (cause) {
    throw new DatabaseProblemError(
      'data_folder_not_writable',
      `Cannot write to the data folder ${home}: ${explainUnwritable(home, cause)}. Set DEALERSCOPE_HOME to another folder.`,
      { cause },
    );
  }
  if ('heldBy' in lock) {
    if (!mayShare) {
      throw new DatabaseProblemError(
        'already_running',
        `DealerScope already runs on ${home} (process ${lock.heldBy}); stop it first, or set DEALERSCOPE_HOME and PORT for a second one.`,
      );
    }
    const connectionString = embeddedConnectionString(home);
    await assertReachable(connectionString);
    return { connectionString, kind: 'shared', close: async () => undefined };
  }
  const { release } = lock;
  try {
    const cluster = await startEmbeddedCluster({
      home,
      ...(options.onProgress && { onProgress: options.onProgress }),
      ...(options.settings && { settings: options.settings }),
    });
    return {
      connectionString: cluster.connectionString,
      kind: 'embedded',
      async close() {
        await cluster.stop();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}
