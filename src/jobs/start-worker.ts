import { EventEmitter } from 'node:events';
import {
  parseCronItems,
  type RunnerOptions,
  run,
  type WorkerEvents,
  Logger as WorkerLogger,
} from 'graphile-worker';
import pg from 'pg';
import { monotonicMs, systemClock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { createQueueLocks } from '../platform/queue/queue-locks.ts';
import { tendQueue } from '../platform/queue/tend-queue.ts';
import type { Job } from './job.ts';

export interface Worker {
  /** Finishes what is under way, or gives it back to the queue. */
  stop(): Promise<void>;
}

/** Runs the jobs of the queue in this process. */
export async function startWorker(
  connectionString: string,
  jobs: readonly Job[],
  logger: Logger,
): Promise<Worker> {
  const pgPool = new pg.Pool({ connectionString, max: 4, application_name: 'dealerscope-worker' });
  let isStopping = false;
  const onLost = (error: Error) => {
    // while we stop, the server closes what is still open
    if (!isStopping) logger.warn({ reason: error.message }, 'queue connection lost');
  };
  // a connection that the server closed must not end the program; the queue takes a new one
  pgPool.on('error', onLost);
  pgPool.on('connect', (client) => client.on('error', onLost));
  const workerIds = new Set<string>();
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => workerIds.add(workerPool.id));
  const options: RunnerOptions = {
    pgPool,
    events,
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: new WorkerLogger(() => (level, message) => {
      if (level === 'error') logger.error({ queue: true }, message);
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
  let runner = await run(options);
  const stopTending = tendQueue({
    locks: createQueueLocks(pgPool),
    workerIds,
    clock: systemClock,
    monotonicMs,
    onFreed: (freed) => logger.warn({ jobs: freed }, 'jobs of a program that is gone are free again'),
    // schedules of the queue wait for the moment that they had reckoned with, so they begin anew
    onSetBack: async () => {
      logger.warn({}, 'the clock was set back; schedules begin anew');
      // it may have stopped already, where starting it again failed
      await runner.stop().catch(() => undefined);
      workerIds.clear();
      runner = await run(options);
    },
  });
  return {
    async stop() {
      isStopping = true;
      await stopTending();
      await runner.stop();
      await pgPool.end();
    },
  };
}
