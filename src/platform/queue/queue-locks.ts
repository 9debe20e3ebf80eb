import type { Pool } from 'pg';

/** What one worker holds locked, and when it last said that it lives. */
export interface HeldLocks {
  readonly workerId: string;
  /** To be compared with itself alone: it comes from a clock that may be set. */
  readonly beatAt: string;
}

/**
 * The columns in which graphile-worker keeps who runs what. Its own rule, that a lock of four hours ago is nobody's, goes by
 * the clock of the database; a beat that renews `locked_at` keeps locks in use out of its reach.
 */
export interface QueueLocks {
  /** Renews the locks of these workers, and answers those of all others. */
  beat(workerIds: readonly string[]): Promise<readonly HeldLocks[]>;
  /** Gives back what a worker holds that has not beaten since; answers how many jobs. */
  free(held: HeldLocks): Promise<number>;
  /** Brings back what a clock set back has put off; `now`: the program's wall clock, by which schedules go. */
  bringBack(now: string): Promise<void>;
}

export const createQueueLocks = (pool: Pick<Pool, 'query'>): QueueLocks => ({
  async beat(workerIds) {
    const { rows } = await pool.query<HeldLocks>(
      `with jobs as (
        update graphile_worker._private_jobs set locked_at = clock_timestamp() where locked_by = any($1)
      ), queues as (
        update graphile_worker._private_job_queues set locked_at = clock_timestamp() where locked_by = any($1)
      )
      select locked_by as "workerId", max(locked_at)::text as "beatAt" from (
        select locked_by, locked_at from graphile_worker._private_jobs
        union all select locked_by, locked_at from graphile_worker._private_job_queues
      ) held
      where locked_by is not null and locked_by <> all($1) group by locked_by`,
      [workerIds],
    );
    return rows;
  },
  async free({ workerId, beatAt }) {
    const { rows } = await pool.query<{ jobs: number }>(
      `with queues as (
        update graphile_worker._private_job_queues set locked_at = null, locked_by = null
        where locked_by = $1 and locked_at <= $2::timestamptz
      ), jobs as (
        update graphile_worker._private_jobs set locked_at = null, locked_by = null
        where locked_by = $1 and locked_at <= $2::timestamptz returning id
      )
      select count(*)::integer as jobs from jobs`,
      [workerId, beatAt],
    );
    return rows[0]?.jobs ?? 0;
  },
  async bringBack(now) {
    // nobody asks for a job of later, and after a failure it waits for exp(attempts, at most 10) seconds
    await pool.query(
      `update graphile_worker._private_jobs set run_at = now()
      where locked_at is null and run_at > now() + (exp(least(attempts, 10)) + 60) * interval '1 second'`,
    );
    // what is noted as done ahead of now would not be done again before then
    await pool.query(
      `update graphile_worker._private_known_crontabs set last_execution = null
      where last_execution > $1::timestamptz + interval '10 minutes'`,
      [now],
    );
  },
});
