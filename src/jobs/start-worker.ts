import { parseCronItems, run, Logger as WorkerLogger } from 'graphile-worker';
import type { DatabaseLink } from '../platform/database/database-link.ts';
import { openPool, silenceMs } from '../platform/database/open-pool.ts';
import type { Logger } from '../platform/logger.ts';
import type { Job } from './job.ts';
import { keepRunning } from './keep-running.ts';

export interface Worker {
  /** Finishes what is under way, or gives it back to the queue. */
  stop(): Promise<void>;
}

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
  const options = {
    pgPool: pool,
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 2_000,
    // that a job is done is then written down as often as it takes, through an outage too
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
        async (payload: unknown) => job.run(job.schema.parse(payload), logger.child({ job: job.name })),
      ]),
    ),
    parsedCronItems: parseCronItems(
      jobs.flatMap((job) =>
        job.schedule === undefined
          ? []
          : [{ task: job.name, match: job.schedule, options: { backfillPeriod: 0, maxAttempts: 3 } }],
      ),
    ),
  };
  const kept = await keepRunning(
    (events) => run({ ...options, events }),
    (reason) => logger.error({ reason }, 'the queue ended and is started again'),
  );
  return {
    async stop() {
      await kept.stop();
      await close();
    },
  };
}
