import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseLost } from './is-lost.ts';

const pauseMs = 500;

/**
 * Does `work` again while the database is away, for a minute unless told otherwise. `work` must change nothing when it is
 * done twice: whether a lost commit happened is not known.
 */
export async function outlastLoss<T>(
  work: () => Promise<T>,
  { patienceMs = 60_000, isOver }: { readonly patienceMs?: number; readonly isOver?: () => boolean } = {},
): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseLost(error) || performance.now() > until || isOver?.()) throw error;
      await sleep(pauseMs);
    }
  }
}
