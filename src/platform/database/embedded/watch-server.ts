import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, type RunningProcess } from '../running-process.ts';

const lookEveryMs = 200;
/** By how often it ended within the last minute. */
const waitsMs = [0, 500, 1_000, 2_000, 5_000, 10_000];
const oftenWithinAMinute = 5;

export interface ServerTrouble {
  readonly message: string;
  /** It ends again and again: somebody has to look. */
  readonly isRepeated: boolean;
}

export interface WatchOptions {
  readonly server: RunningProcess;
  /** Starts it anew, or answers the one that somebody else has started. */
  readonly restart: (signal: AbortSignal) => Promise<RunningProcess>;
  /** What it said last. */
  readonly findReason: () => string | undefined;
  readonly onTrouble?: ((trouble: ServerTrouble) => void) | undefined;
  readonly onRestored?: (() => void) | undefined;
}

/** Starts a server again when it is gone, at once the first time and ever more slowly where it does not last. */
export function watchServer(options: WatchOptions): { stop(): Promise<void> } {
  const { restart, findReason, onTrouble, onRestored } = options;
  let { server } = options;
  const leaving = new AbortController();
  let ends: number[] = [];

  /** Counts one end or one vain start, says so, and answers how long to wait. */
  const note = (what: string, reason: string): number => {
    const nowMs = performance.now();
    ends = [...ends.filter((endedMs) => nowMs - endedMs < 60_000), nowMs];
    const waitMs = waitsMs[Math.min(ends.length, waitsMs.length) - 1] ?? 0;
    const isRepeated = ends.length >= oftenWithinAMinute;
    const when = waitMs === 0 ? 'now' : `in ${waitMs / 1000} s`;
    const times = isRepeated ? `, ${ends.length} times within a minute` : '';
    onTrouble?.({
      message: `PostgreSQL ${what}${times}. ${reason} It is started again ${when}.`,
      isRepeated,
    });
    return waitMs;
  };

  const revive = async () => {
    const said = findReason();
    let waitMs = note(
      'ended',
      said === undefined ? 'It was killed, or gave no reason.' : `It said: ${said}.`,
    );
    for (;;) {
      try {
        await sleep(waitMs, undefined, { signal: leaving.signal });
        server = await restart(leaving.signal);
        return onRestored?.();
      } catch (error) {
        if (leaving.signal.aborted) return;
        waitMs = note('cannot be started', error instanceof Error ? error.message : String(error));
      }
    }
  };

  let reviving: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (reviving || isRunning(server)) return;
    reviving = revive().finally(() => {
      reviving = undefined;
    });
  }, lookEveryMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      leaving.abort();
      await reviving;
    },
  };
}
