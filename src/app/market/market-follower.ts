import type { Database } from '../../store/connection.ts';
import {
  countLots,
  findChangedLots,
  findMarketRows,
  type MarketRow,
  readChangeMark,
} from '../../store/market.reader.ts';
import type { LiveMarket } from './live-market.ts';
import { readWhole } from './read-whole.ts';

const pageLots = 2_000;

export interface FollowerDeps {
  readonly db: Database;
  readonly market: LiveMarket;
  /** Milliseconds that only ever grow. */
  readonly monotonicMs: () => number;
  /** Hears what changed beside lots: `engine`, `settings <dealership>`. */
  readonly onTopics: (topics: readonly string[]) => void;
}

/** How far this process has read the market. */
export interface MarketReading {
  /** False until every lot has been read once. */
  readonly isComplete: boolean;
  /** Share of the lots read, 0 to 1. */
  readonly share: number;
  /** Milliseconds since all that any process had written was in; Infinity before the first time. */
  readonly ageMs: number;
}

/** Reads the market once and from then on what any process writes; readings never overlap. */
export class MarketFollower {
  readonly #deps: FollowerDeps;
  /** In which transaction each topic last changed, as far as it was told: a long transaction elsewhere repeats them. */
  readonly #told = new Map<string, number>();
  #mark: number | undefined;
  #lastChange = 0;
  #readAtMs = Number.NEGATIVE_INFINITY;
  #share = 0;
  #reading: Promise<void> | undefined;
  #following: Promise<void> | undefined;

  constructor(deps: FollowerDeps) {
    this.#deps = deps;
  }

  get reading(): MarketReading {
    return {
      isComplete: Number.isFinite(this.#readAtMs),
      share: this.#share,
      ageMs: this.#deps.monotonicMs() - this.#readAtMs,
    };
  }

  /** Number of the transaction that last changed a lot, as far as it is in. */
  get lastChange(): number {
    return this.#lastChange;
  }

  get mark(): number | undefined {
    return this.#mark;
  }

  /** Goes on from a market that was kept at this mark. */
  resumeFrom(mark: number): void {
    this.#mark = mark;
    this.#lastChange = mark;
  }

  /** Everything written before the call is in when it resolves; whoever calls during a reading shares the next. */
  refresh(): Promise<void> {
    if (!this.#reading) return this.#begin();
    this.#following ??= this.#reading.then(
      () => this.#begin(),
      () => this.#begin(),
    );
    return this.#following;
  }

  #begin(): Promise<void> {
    this.#following = undefined;
    this.#reading = this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    const { db, monotonicMs, onTopics } = this.#deps;
    const since = this.#mark;
    const startedAtMs = monotonicMs();
    const { mark, topics } = await readChangeMark(db, since);
    if (since === undefined) await this.#readAll();
    else await this.#readChanges(since);
    this.#mark = mark;
    this.#readAtMs = startedAtMs;
    this.#share = 1;
    const fresh = topics.filter(({ topic, changedIn }) => this.#told.get(topic) !== changedIn);
    for (const { topic, changedIn } of fresh) this.#told.set(topic, changedIn);
    if (since !== undefined && fresh.length > 0) onTopics(fresh.map(({ topic }) => topic));
  }

  async #readAll(): Promise<void> {
    const { db, market } = this.#deps;
    const total = await countLots(db);
    market.serving.columns.reserve(total);
    let read = 0;
    await readWhole(db, async (rows) => {
      await this.#take(rows);
      read += rows.length;
      this.#share = Math.min(0.999, read / Math.max(1, total));
    });
  }

  async #readChanges(since: number): Promise<void> {
    const { db, market } = this.#deps;
    for (let afterId = ''; ; ) {
      const changed = await findChangedLots(db, { since, afterId, limit: pageLots });
      const ids = changed.filter(({ id, version }) => market.versionOf(id) < version).map(({ id }) => id);
      if (ids.length > 0) await this.#take(await findMarketRows(db, ids));
      const last = changed.at(-1);
      if (!last || changed.length < pageLots) return;
      afterId = last.id;
    }
  }

  async #take(rows: readonly MarketRow[]): Promise<void> {
    await this.#deps.market.put(rows);
    for (const { changed_in } of rows) this.#lastChange = Math.max(this.#lastChange, changed_in);
  }
}
