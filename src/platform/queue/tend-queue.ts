import type { Clock } from '../clock.ts';
import type { HeldLocks, QueueLocks } from './queue-locks.ts';

export interface TendQueueOptions {
  readonly locks: QueueLocks;
  /** The workers of this process, as they are now. */
  readonly workerIds: ReadonlySet<string>;
  readonly clock: Clock;
  readonly monotonicMs: () => number;
  /** Default 3,000. */
  readonly everyMs?: number;
  readonly onFreed: (jobs: number) => void;
  /** The wall clock was set back: what waits for a moment of it waits for too long. */
  readonly onSetBack: () => Promise<void>;
}

/** So many looks in a row at which a worker has not beaten: it is gone. With pauses of 3 s, half a minute. */
const silentLooks = 8;
const noStepMs = 30_000;

/**
 * Beats for the workers of this process, and frees what workers hold that have stopped beating, in whichever process: about
 * 30 s after a kill. Looks are counted, not time, and one that fails makes the count begin anew: so neither a clock that is
 * set nor a database that was away for a while makes a living worker look dead. Answers what ends it.
 */
export function tendQueue({
  locks,
  workerIds,
  clock,
  monotonicMs,
  everyMs = 3_000,
  onFreed,
  onSetBack,
}: TendQueueOptions): () => Promise<void> {
  const aheadMs = () => Date.parse(clock.now()) - monotonicMs();
  let seen = new Map<string, { readonly held: HeldLocks; readonly looks: number }>();
  let lastAheadMs = aheadMs();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function look(): Promise<void> {
    const before = seen;
    // a look that fails leaves nothing to count on
    seen = new Map();
    const found = await locks.beat([...workerIds]);
    const next: typeof seen = new Map();
    for (const held of found) {
      const known = before.get(held.workerId);
      const looks = known?.held.beatAt === held.beatAt ? known.looks + 1 : 0;
      if (looks < silentLooks) next.set(held.workerId, { held, looks });
      else onFreed(await locks.free(held));
    }
    await locks.bringBack(clock.now());
    seen = next;
    const nowAheadMs = aheadMs();
    if (nowAheadMs < lastAheadMs - noStepMs && !isStopped) await onSetBack();
    lastAheadMs = nowAheadMs;
  }

  let looking: Promise<void> = Promise.resolve();
  const plan = () => {
    timer = setTimeout(() => {
      // that the database is away is told by the connections themselves
      looking = look().catch(() => undefined);
      void looking.then(() => {
        if (!isStopped) plan();
      });
    }, everyMs).unref();
  };
  plan();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await looking;
  };
}
