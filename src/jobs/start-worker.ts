import { parseCronItems, type RunnerOptions, run, Logger as WorkerLogger } from 'graphile-worker';
import { monotonicMs, systemClock } from '../platform/clock.ts';
import type { DatabaseLink } from '../platform/database/database-link.ts';
import { openPool, silenceMs } from '../platform/database/open-pool.ts';
import { outlastLoss } from '../platform/database/outlast-loss.ts';
import type { Logger } from '../platform/logger.ts';
import { createQueueLocks } from '../platform/queue/queue-locks.ts';
import { tendQueue } from '../platform/queue/tend-queue.ts';
import type { Job } from './job.ts';
import { keepRunning } from './keep-running.ts';

export interface Worker {
  /** Finishes what is under way, or gives it back to the queue. */
  stop(): Promise<void>;
}

/** How long a job that is done waits for a database that went away meanwhile. */
const outageMs = 60 * 60_000;

/** Runs the jobs of the queue in this process. `link`: what the program's other connections know of the database. */
export async function startWorker(
  connectionString: string,
  jobs: readonly Job[],
  logger: Logger,
  link?: DatabaseLink,
): Promise<Worker> {
  const { pool, close } = openPool(connectionString, {
    name: 'dealerscope-worker',
    maxConnections: 4,
    silenceMs: silenceMs.serving,
    ...(link && { link }),
  });
  let isStopping = false;
  const workerIds = new Set<string>();
  const options: RunnerOptions = {
    pgPool: pool,
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 2_000,
    // a job that cannot be written down as done then ends the queue, which is started again, and not the program
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger: new WorkerLogger(() => (level, message) => {
      // the link says it already, once a second
      if (link?.isAway) logger.debug({ queue: true }, message);
      else if (level === 'error') logger.error({ queue: true }, message);
      else if (level === 'warning') logger.warn({ queue: true }, message);
      else logger.debug({ queue: true }, message);
    }),
    taskList: Object.fromEntries(
      jobs.map((job) => [
        job.name,
        async (payload: unknown) => {
          try {
            await job.run(job.schema.parse(payload), logger.child({ job: job.name }));
          } finally {
            // what it came to is written down next, once: wait until that can be
            await outlastLoss(() => pool.query('select 1'), {
              patienceMs: outageMs,
              isOver: () => isStopping,
            });
          }
        },
      ]),
    ),
    parsedCronItems: parseCronItems(
      jobs.flatMap((job) =>
        job.schedule === undefined
          ? []
          : [
              {
                task: job.name,
                match: job.schedule,
                options: {
                  backfillPeriod: 0,
                  maxAttempts: 3,
                  // after a clock was set ahead, all that was missed is one job
                  jobKey: `scheduled ${job.name}`,
                  jobKeyMode: 'preserve_run_at',
                },
              },
            ],
      ),
    ),
  };
  const kept = await keepRunning(
    (events) => {
      workerIds.clear();
      events.on('pool:create', ({ workerPool }) => workerIds.add(workerPool.id));
      return run({ ...options, events });
    },
    (reason) => logger.error({ reason }, 'the queue ended and is started again'),
  );
  const stopTending = tendQueue({
    locks: createQueueLocks(pool),
    workerIds,
    clock: systemClock,
    monotonicMs,
    onFreed: (freed) => logger.warn({ jobs: freed }, 'jobs of a program that is gone are free again'),
    // schedules of the queue wait for the moment that they had reckoned with, so they begin anew
    onSetBack: async () => {
      logger.warn({}, 'the clock was set back; schedules begin anew');
      await kept.restart();
    },
  });
  return {
    async stop() {
      isStopping = true;
      await stopTending();
      await kept.stop();
      await close();
    },
  };
}
