import { ProblemError } from './problem-error.ts';

/** Tells a client that this is too much just now, and when to come back. */
export class BusyError extends ProblemError {
  readonly retryAfterSeconds: number;
  constructor(waitMs: number) {
    super(503, 'busy', 'Too many are waiting for this at the moment. Try again in a few seconds.');
    this.retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  }
}

const superseded = () =>
  new ProblemError(409, 'superseded', 'A newer question of yours has taken the place of this one.');

export interface BoundedTurnsOptions {
  /** How many may wait. */
  readonly mostWaiting?: number;
  /** How long anybody may wait; who would wait longer is refused when they come. */
  readonly longestWaitMs?: number;
  /** Of a clock that is never set. */
  readonly nowMs?: () => number;
  /** Calls back once after so many ms, unless what it answers is called first. */
  readonly after?: (ms: number, then: () => void) => () => void;
}

export interface BoundedTurns {
  /**
   * Does work whose answer only the newest asker wants, one at a time. Rejects with the problem `superseded` (409) when
   * `who` asks again before it is done, and with {@link BusyError} (503) where the wait is too long. `signal` is aborted
   * when nobody wants the answer any more; the next turn begins when the work has ended all the same.
   */
  take<T>(who: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Those who wait, and the one who does not. */
  readonly asked: number;
}

interface Turn {
  begin(): Promise<void>;
  refuse(reason: Error): void;
}

const afterTimeout = (ms: number, then: () => void) => {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
};

export function createBoundedTurns({
  mostWaiting = 16,
  longestWaitMs = 5_000,
  nowMs = () => performance.now(),
  after = afterTimeout,
}: BoundedTurnsOptions = {}): BoundedTurns {
  /** Each person once, in the order of their turns: setting a key that is there keeps its place. */
  const line = new Map<string, Turn>();
  let current: { readonly who: string; readonly turn: Turn; readonly beganAtMs: number } | undefined;
  /** How long a turn usually takes. */
  let usualMs = 0;

  const expectWaitMs = () =>
    current ? Math.max(0, usualMs - (nowMs() - current.beganAtMs)) + line.size * usualMs : 0;

  function makeTurn<T>(
    who: string,
    work: (signal: AbortSignal) => Promise<T>,
  ): { readonly turn: Turn; readonly answer: Promise<T> } {
    const { promise: answer, resolve, reject } = Promise.withResolvers<T>();
    const ending = new AbortController();
    const giveUp = after(longestWaitMs, () => {
      if (line.get(who) !== turn) return;
      line.delete(who);
      reject(new BusyError(Math.max(usualMs, expectWaitMs())));
    });
    const turn: Turn = {
      async begin() {
        giveUp();
        try {
          resolve(await work(ending.signal));
        } catch (error) {
          reject(error);
        }
      },
      refuse(reason) {
        giveUp();
        ending.abort(reason);
        reject(reason);
      },
    };
    return { turn, answer };
  }

  async function run(): Promise<void> {
    for (const [who, turn] of line) {
      line.delete(who);
      const beganAtMs = nowMs();
      current = { who, turn, beganAtMs };
      await turn.begin();
      const tookMs = nowMs() - beganAtMs;
      usualMs = usualMs === 0 ? tookMs : usualMs * 0.8 + tookMs * 0.2;
    }
    current = undefined;
  }

  return {
    get asked() {
      return line.size + (current ? 1 : 0);
    },
    async take(who, work) {
      const older = line.get(who);
      const waitMs = expectWaitMs();
      if (!older && (line.size >= mostWaiting || waitMs > longestWaitMs)) throw new BusyError(waitMs);
      const { turn, answer } = makeTurn(who, work);
      line.set(who, turn);
      older?.refuse(superseded());
      if (!current) void run();
      else if (current.who === who) current.turn.refuse(superseded());
      return answer;
    },
  };
}
