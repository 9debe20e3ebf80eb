import {
  type BackOffLadder,
  type BackOffStep,
  type LimitDecision,
  type LimitPolicy,
  type LimitStore,
  type TallyPolicy,
  toIntervals,
} from './limit-store.ts';

interface Failures {
  count: number;
  openAtMs: number;
  lastAtMs: number;
}

export interface MemoryLimitStoreOptions {
  readonly monotonicMs: () => number;
  /** Of each of the three tables; beyond it the entry that was used longest ago goes. Default 100,000, some 20 MB. */
  readonly maxKeys?: number;
}

/**
 * Limits of this process alone. A request's limit is one number, the moment at which everything asked so far would
 * have arrived if evenly spaced (GCRA, ITU-T I.371), so there is no edge of a window at which twice as many pass at once.
 */
export class MemoryLimitStore implements LimitStore {
  readonly #monotonicMs: () => number;
  readonly #maxKeys: number;
  readonly #arrivalsUs = new Map<string, number>();
  readonly #failures = new Map<string, Failures>();
  readonly #tallies = new Map<string, readonly number[]>();

  constructor({ monotonicMs, maxKeys = 100_000 }: MemoryLimitStoreOptions) {
    this.#monotonicMs = monotonicMs;
    this.#maxKeys = maxKeys;
  }

  get keys(): number {
    return this.#arrivalsUs.size + this.#failures.size + this.#tallies.size;
  }

  async take(policy: LimitPolicy, key: string): Promise<LimitDecision> {
    const { intervalUs, windowUs } = toIntervals(policy);
    const nowUs = Math.round(this.#monotonicMs() * 1000);
    const name = `${policy.name} ${key}`;
    const arrivalUs = Math.max(this.#arrivalsUs.get(name) ?? 0, nowUs);
    const nextUs = arrivalUs + intervalUs;
    if (nextUs - windowUs > nowUs)
      return {
        isAllowed: false,
        remaining: 0,
        resetMs: (arrivalUs - nowUs) / 1000,
        retryAfterMs: (nextUs - windowUs - nowUs) / 1000,
      };
    this.#keep(this.#arrivalsUs, name, nextUs);
    return {
      isAllowed: true,
      remaining: Math.floor((windowUs - (nextUs - nowUs)) / intervalUs),
      resetMs: (nextUs - nowUs) / 1000,
      retryAfterMs: 0,
    };
  }

  async climb(ladder: BackOffLadder, key: string): Promise<BackOffStep> {
    const nowMs = this.#monotonicMs();
    const known = this.#failures.get(key);
    const before =
      known && nowMs - known.lastAtMs <= ladder.forgetAfterMs
        ? known
        : { count: 0, openAtMs: 0, lastAtMs: 0 };
    if (before.openAtMs > nowMs) return { isOpen: false, waitMs: before.openAtMs - nowMs };
    const count = before.count + 1;
    const over = count - ladder.free;
    const waitMs =
      over > 0 ? Math.min(ladder.longestWaitMs, ladder.firstWaitMs * 2 ** Math.min(over - 1, 30)) : 0;
    const openAtMs = waitMs === 0 ? 0 : nowMs + waitMs;
    this.#keep(this.#failures, key, { count, openAtMs, lastAtMs: nowMs });
    return {
      isOpen: true,
      undo: async () => {
        const now = this.#failures.get(key);
        if (!now) return;
        if (now.count <= 1) this.#failures.delete(key);
        else {
          now.count -= 1;
          if (now.openAtMs === openAtMs) now.openAtMs = 0;
        }
      },
    };
  }

  async forget(key: string): Promise<void> {
    this.#failures.delete(key);
  }

  async tally({ often, withinMs }: TallyPolicy, key: string): Promise<number | undefined> {
    const nowMs = this.#monotonicMs();
    const recent = [...(this.#tallies.get(key) ?? []).filter((atMs) => nowMs - atMs < withinMs), nowMs];
    if (recent.length < often) {
      this.#keep(this.#tallies, key, recent);
      return undefined;
    }
    this.#tallies.delete(key);
    return nowMs - (recent[0] ?? nowMs);
  }

  /** The latest goes to the end: a map's first entries are those used longest ago. */
  #keep<T>(table: Map<string, T>, key: string, value: T): void {
    table.delete(key);
    table.set(key, value);
    if (table.size <= this.#maxKeys) return;
    for (const oldest of table.keys()) {
      table.delete(oldest);
      break;
    }
  }
}
