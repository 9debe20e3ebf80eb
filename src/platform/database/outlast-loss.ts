import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseLost } from './is-lost.ts';

/** How long a command waits for a database that went away under it. */
const patienceMs = 60_000;
const pauseMs = 500;

/**
 * Does `work` again while the database is away, for a minute. `work` must change nothing when it is done twice: whether
 * a lost commit happened is not known.
 */
export async function outlastLoss<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseLost(error) || performance.now() > until) throw error;
      await sleep(pauseMs);
    }
  }
}
