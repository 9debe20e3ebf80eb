import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseProblemError } from './database-problem-error.ts';

/** Any number that nothing else on the database locks. */
const lockKey = 4_117_203_311;
const everyMs = 200;

export interface StartLockOptions {
  /** Told once, when another program holds the lock. */
  readonly onWaiting?: () => void;
  /** How long another program may hold it; then this one gives up with `start_lock_held`. */
  readonly withinMs?: number;
}

/**
 * Runs `work` while no other program on the same database runs its own: what is made once for all of them (schema, first
 * dealership, first owner, sample market, secret). The lock belongs to a transaction that stays open on a connection of
 * its own, so that it holds through a pooler in transaction mode too, and goes with the process. Whoever waits asks again
 * and again, and meanwhile takes none of a pooler's connections.
 */
export async function holdStartLock<T>(
  connectionString: string,
  work: () => Promise<T>,
  { onWaiting, withinMs = 10 * 60_000 }: StartLockOptions = {},
): Promise<T> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 15_000,
    application_name: 'dealerscope-start',
  });
  // lost in the middle: what is under way meets the same fault by itself
  client.on('error', () => undefined);
  await client.connect();
  try {
    const beganMs = performance.now();
    for (let tries = 0; !(await takeLock(client)); tries++) {
      if (tries === 0) onWaiting?.();
      if (performance.now() - beganMs > withinMs) throw await explainHeld(client, withinMs);
      await sleep(everyMs);
    }
    return await work();
  } finally {
    await client.query('rollback').catch(() => undefined);
    await client.end().catch(() => undefined);
  }
}

/** Leaves a transaction open when it was free, and none when it was not. */
async function takeLock(client: pg.Client): Promise<boolean> {
  await client.query('begin');
  await client.query('set local idle_in_transaction_session_timeout = 0');
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [
    lockKey,
  ]);
  if (rows[0]?.taken) return true;
  await client.query('rollback');
  return false;
}

async function explainHeld(client: pg.Client, withinMs: number): Promise<DatabaseProblemError> {
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_locks where locktype = 'advisory' and granted and objsubid = 1
     and (classid::bigint << 32) + objid::bigint = $1`,
    [lockKey],
  );
  return new DatabaseProblemError(
    'start_lock_held',
    `Another DealerScope has been preparing this database for longer than ${Math.ceil(withinMs / 60_000)} min (process ${rows[0]?.pid ?? 'unknown'} of PostgreSQL): see what it does, end it if it hangs, and start again.`,
  );
}
