export interface FreshCacheOptions<Shown, Found> {
  /** Answers, by name, those that are still good. One call at a time. */
  readonly read: (asked: ReadonlyMap<string, Shown>) => Promise<ReadonlyMap<string, Found>>;
  /** Of a clock that is never set. */
  readonly nowMs: () => number;
  /** Nothing older than this is answered with, whatever happens. */
  readonly goodForMs?: number;
  /** What is older than this and in use is read anew beside the answer. */
  readonly renewAfterMs?: number;
  /** The least recently used beyond this many are forgotten. */
  readonly mostKept?: number;
}

interface Kept<Shown, Found> {
  readonly shown: Shown;
  readonly found: Found;
  /** When the reading began that found it. */
  readonly readAtMs: number;
  /** How often everything had been dropped by then. */
  readonly drops: number;
  isUsed: boolean;
}

export interface FreshCache<Shown, Found> {
  /** At once where it is known and fresh; undefined where it is not good. Rejects where it cannot be read. */
  find(name: string, shown: Shown): Found | Promise<Found | undefined>;
  /** What was kept under this name, fresh or not. */
  peek(name: string): Shown | undefined;
  /** Nothing that was read until now is answered with from here on. */
  dropAll(): void;
}

/**
 * Keeps what is expensive to look up and must never be old. All that is asked for meanwhile, and all that is in use and
 * due, is read together: so many who ask cost one statement every half second, and none of them waits for it.
 */
export function createFreshCache<Shown, Found>({
  read,
  nowMs,
  goodForMs = 1_000,
  renewAfterMs = 500,
  mostKept = 10_000,
}: FreshCacheOptions<Shown, Found>): FreshCache<Shown, Found> {
  const kept = new Map<string, Kept<Shown, Found>>();
  let asked = new Map<string, Shown>();
  let drops = 0;
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<ReadonlyMap<string, Found>> | undefined;

  const isGood = (entry: Kept<Shown, Found>, withinMs: number) =>
    entry.drops === drops && nowMs() - entry.readAtMs <= withinMs;

  function keep(name: string, entry: Kept<Shown, Found>): void {
    // a map remembers in which order: the last is the one used last
    kept.delete(name);
    kept.set(name, entry);
    if (kept.size > mostKept) for (const oldest of kept.keys()) return void kept.delete(oldest);
  }

  async function readAll(): Promise<ReadonlyMap<string, Found>> {
    const wanted = asked;
    const batch = new Map(wanted);
    asked = new Map();
    next = undefined;
    // what the reading before this one has brought meanwhile need not be read again
    for (const [name, entry] of kept)
      if (isGood(entry, renewAfterMs)) batch.delete(name);
      else if (entry.isUsed) batch.set(name, entry.shown);
    if (batch.size === 0) return new Map();
    const begun = { readAtMs: nowMs(), drops };
    const found = await read(batch);
    for (const [name, shown] of batch) {
      const one = found.get(name);
      if (one === undefined) kept.delete(name);
      else keep(name, { shown, found: one, ...begun, isUsed: wanted.has(name) });
    }
    return found;
  }

  /** The next reading begins after this moment, so that nothing it answers is older. */
  function readNext(): Promise<ReadonlyMap<string, Found>> {
    if (next) return next;
    const before = running.catch(() => undefined);
    next = before.then(readAll);
    running = next;
    return next;
  }

  return {
    find(name, shown) {
      const entry = kept.get(name);
      if (entry && isGood(entry, goodForMs)) {
        entry.isUsed = true;
        // who asks later and finds it too old learns why it could not be read
        if (!isGood(entry, renewAfterMs)) readNext().catch(() => undefined);
        keep(name, entry);
        return entry.found;
      }
      asked.set(name, shown);
      return readNext().then((found) => found.get(name) ?? kept.get(name)?.found);
    },
    peek: (name) => kept.get(name)?.shown,
    dropAll() {
      drops += 1;
    },
  };
}
