import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findLockHolder, type Lock, takeLockFile } from './lock-file.ts';

const serverFileOf = (home: string) => path.join(home, 'dealerscope.pid');

/** The DealerScope server of this home, if one is alive. Commands hold no such lock. */
export const findServer = (home: string): number | undefined => findLockHolder(serverFileOf(home));

/** Makes this process the server of the home; answers the other's process number where there is one. */
export const takeServerLock = (home: string): Lock => takeLockFile(serverFileOf(home));

export interface GateOptions {
  /** Told once when somebody else has been at it for two seconds. */
  readonly onWait?: ((pid: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Lets one process at a time start, join, leave or stop the PostgreSQL of a home: whoever does so sees it running or
 * not, and never half of either.
 */
export async function throughGate<T>(
  home: string,
  work: () => Promise<T>,
  { onWait, signal }: GateOptions = {},
): Promise<T> {
  for (let tries = 0; ; tries++) {
    signal?.throwIfAborted();
    const lock = takeLockFile(path.join(home, 'dealerscope.gate'));
    if ('release' in lock) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (tries === 80) onWait?.(lock.heldBy);
    await sleep(25, undefined, { ...(signal && { signal }) });
  }
}
