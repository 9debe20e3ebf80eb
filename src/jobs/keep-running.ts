import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Runner, WorkerEvents } from 'graphile-worker';
import type { PoolClient } from 'pg';
import { within } from '../platform/within.ts';

export interface Kept {
  /** Has it end what is under way, and begin anew. */
  restart(): Promise<void>;
  /** Finishes what is under way, or leaves it to be given back, within 5 s. */
  stop(): Promise<void>;
}

const heartbeatMs = 10_000;
const restartMs = 1_000;
const stopMs = 5_000;

/**
 * Starts the queue again whenever it ends by itself, as it does when it could not write down that a job is done. The
 * connection on which it is told of new jobs is asked something now and then: a peer that has gone silent is found so.
 */
export async function keepRunning(
  start: (events: WorkerEvents) => Promise<Runner>,
  onEnd: (reason: string) => void,
): Promise<Kept> {
  const events: WorkerEvents = new EventEmitter();
  let listener: PoolClient | undefined;
  events.on('pool:listen:success', ({ client }) => {
    listener = client;
  });
  events.on('pool:listen:release', ({ client }) => {
    if (listener === client) listener = undefined;
  });
  const heartbeat = setInterval(() => {
    // its silence is noticed by the connection itself, which then hangs up
    listener?.query('select 1').catch(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();

  let isStopping = false;
  let isWanted = false;
  let runner = await start(events);
  const keep = async () => {
    for (;;) {
      const reason = await runner.promise.then(
        () => 'it ended by itself',
        (error: unknown) => String(error),
      );
      if (isStopping) return;
      if (!isWanted) onEnd(reason);
      isWanted = false;
      for (;;) {
        await sleep(restartMs, undefined, { ref: false });
        if (isStopping) return;
        const started = await start(events).catch(() => undefined);
        if (!started) continue;
        runner = started;
        break;
      }
    }
  };
  const keeping = keep();
  return {
    async restart() {
      // it may have ended by itself already; `keep` starts the next
      isWanted = true;
      await runner.stop().catch(() => undefined);
    },
    async stop() {
      isStopping = true;
      clearInterval(heartbeat);
      // it may have ended by itself just now
      await within(stopMs, Promise.all([runner.stop().catch(() => undefined), keeping]));
    },
  };
}
