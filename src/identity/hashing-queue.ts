import { WaitError } from './sign-in-throttle.ts';

const maxWaiting = 40;

/**
 * Lets one hash work at a time and keeps a short line of others, so that a flood of sign-ins leaves the processor to
 * people who are signed in already. Throws {@link WaitError} when the line is full.
 */
export function createHashingQueue(maxRunning = 1) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= maxRunning) {
      if (waiting.length >= maxWaiting) throw new WaitError(2_000);
      // whoever ends hands the place on, so that it is never counted twice
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
export type HashingQueue = ReturnType<typeof createHashingQueue>;
