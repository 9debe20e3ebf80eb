import { setImmediate as readArrived } from 'node:timers/promises';

/** What `promise` came to, or undefined after `ms`; a process that was busy reads what has arrived before it gives up. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  }).then(() => readArrived(undefined));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    // nobody waits for it any more
    promise.catch(() => undefined);
  }
}
