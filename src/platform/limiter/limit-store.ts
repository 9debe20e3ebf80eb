/** At most `limit` at once, and so many a window in the long run: what was used comes back evenly. */
export interface LimitPolicy {
  /** `[a-z-]+`, as it stands in the `RateLimit-Policy` header. */
  readonly name: string;
  /** 1 to 1,000,000. */
  readonly limit: number;
  /** 1 to 86,400. */
  readonly windowSeconds: number;
}

export interface LimitDecision {
  readonly isAllowed: boolean;
  /** Requests that would be let through now, after this one. */
  readonly remaining: number;
  /** Until the whole limit is there again. */
  readonly resetMs: number;
  /** Until one more is let through; 0 where this one was. */
  readonly retryAfterMs: number;
}

/** Doubling waits after failures. */
export interface BackOffLadder {
  /** Failures that cost nothing. */
  readonly free: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** Without another failure for so long, all are forgotten; longer than {@link longestWaitMs}. */
  readonly forgetAfterMs: number;
}

export type BackOffStep =
  | { readonly isOpen: false; readonly waitMs: number }
  | {
      readonly isOpen: true;
      /** Takes this one failure back, others stay. */
      undo(): Promise<void>;
    };

/** When what happens has become frequent. */
export interface TallyPolicy {
  /** So many … */
  readonly often: number;
  /** … within this long. */
  readonly withinMs: number;
}

/** Where limits are counted. Every method is atomic for its key, however many programs ask at the same time. */
export interface LimitStore {
  /** Counts one request against the policy. */
  take(policy: LimitPolicy, key: string): Promise<LimitDecision>;
  /** Counts a failure unless an earlier one has still to be waited for. */
  climb(ladder: BackOffLadder, key: string): Promise<BackOffStep>;
  /** Forgets all failures of a key. */
  forget(key: string): Promise<void>;
  /**
   * Notes that something happened. Answers undefined until it is the `often`th within `withinMs`, then how long all of
   * them took, in ms; counting then begins anew.
   */
  tally(policy: TallyPolicy, key: string): Promise<number | undefined>;
}

/** Evenly spaced arrivals of the policy, and the whole window, in microseconds. */
export function toIntervals({ limit, windowSeconds }: LimitPolicy): {
  readonly intervalUs: number;
  readonly windowUs: number;
} {
  const intervalUs = Math.max(1, Math.round((windowSeconds * 1_000_000) / limit));
  return { intervalUs, windowUs: intervalUs * limit };
}
