import type {
  BackOffLadder,
  BackOffStep,
  LimitDecision,
  LimitPolicy,
  LimitStore,
  TallyPolicy,
} from './limit-store.ts';

const patienceTurns = 5;

class SilenceError extends Error {}

export interface FallbackOptions {
  readonly shared: LimitStore;
  readonly own: LimitStore;
  readonly monotonicMs: () => number;
  /** A slower answer counts as none. Default 250. */
  readonly patienceMs?: number;
  /** So long after a silence the shared store is left alone, then asked by one request. Default 1,000. */
  readonly restMs?: number;
  /** Called at each change, not at each request. */
  readonly onChange: (isShared: boolean, reason?: unknown) => void;
}

/**
 * Counts in the shared store, and in this process while that does not answer: nobody is let through uncounted, and
 * nobody is shut out because another server is down. Each program then counts for itself, from zero.
 */
export class FallbackLimitStore implements LimitStore {
  readonly #options: Required<FallbackOptions>;
  #askAgainAtMs = 0;
  #failedAtMs = Number.NEGATIVE_INFINITY;
  #wasSilent = false;
  #isShared = true;
  #ownDecisions = 0;

  constructor(options: FallbackOptions) {
    this.#options = { patienceMs: 250, restMs: 1_000, ...options };
  }

  /** False from a failure on until none was seen for a while. */
  get isShared(): boolean {
    return this.#isShared;
  }

  /** Decisions made in this process because the shared store did not answer. */
  get ownDecisions(): number {
    return this.#ownDecisions;
  }

  take(policy: LimitPolicy, key: string): Promise<LimitDecision> {
    return this.#ask((store) => store.take(policy, key));
  }

  async climb(ladder: BackOffLadder, key: string): Promise<BackOffStep> {
    const step = await this.#ask((store) => store.climb(ladder, key));
    if (!step.isOpen) return step;
    // where the failure was counted is where it is taken back; if that is gone, it will be forgotten there
    return { isOpen: true, undo: () => step.undo().catch(() => undefined) };
  }

  async forget(key: string): Promise<void> {
    await this.#options.own.forget(key);
    await this.#ask((store) => store.forget(key));
  }

  tally(policy: TallyPolicy, key: string): Promise<number | undefined> {
    return this.#ask((store) => store.tally(policy, key));
  }

  async #ask<T>(question: (store: LimitStore) => Promise<T>): Promise<T> {
    const { shared, own, monotonicMs, restMs } = this.#options;
    if (monotonicMs() >= this.#askAgainAtMs) {
      // after a silence this request alone tries, the others go on without
      if (this.#wasSilent) this.#askAgainAtMs = monotonicMs() + restMs;
      try {
        const answer = await this.#inTime(question(shared));
        this.#succeeded();
        return answer;
      } catch (error) {
        this.#failed(error);
      }
    }
    this.#ownDecisions += 1;
    return question(own);
  }

  #failed(error: unknown): void {
    const { monotonicMs, restMs, onChange } = this.#options;
    this.#failedAtMs = monotonicMs();
    // a refused connection costs nothing to try again, and may be that of one node of a cluster; silence costs patience
    if (error instanceof SilenceError) {
      this.#wasSilent = true;
      this.#askAgainAtMs = monotonicMs() + restMs;
    }
    if (this.#isShared) onChange(false, error);
    this.#isShared = false;
  }

  #succeeded(): void {
    const { monotonicMs, restMs, onChange } = this.#options;
    this.#wasSilent = false;
    this.#askAgainAtMs = 0;
    // one node of a cluster may answer while another does not: only calm counts as recovery
    if (this.#isShared || monotonicMs() - this.#failedAtMs < restMs) return;
    this.#isShared = true;
    onChange(true);
  }

  /**
   * Patience is counted in turns of the event loop, not by the clock alone: where this process itself was busy, the
   * answer lies unread in the socket, and that is no silence of the other side.
   */
  async #inTime<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const wait = (left: number) => {
        timer = setTimeout(() => {
          if (left > 1) wait(left - 1);
          else reject(new SilenceError('no answer in time'));
        }, this.#options.patienceMs / patienceTurns);
      };
      wait(patienceTurns);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
