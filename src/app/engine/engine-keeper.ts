import type { Database } from '../../store/connection.ts';
import { findNewestEngine, hasLotsOfOtherEngines, noteEngine } from '../../store/engines.writer.ts';
import type { LiveMarket } from '../market/live-market.ts';
import type { MarketFollower } from '../market/market-follower.ts';
import { readWhole } from '../market/read-whole.ts';
import { renewLots } from '../renew-lots.ts';
import type { CurrentEngine } from './current-engine.ts';
import type { Engine } from './engine.ts';

export interface EngineKeeperDeps {
  readonly db: Database;
  readonly load: () => Promise<Engine>;
  readonly current: CurrentEngine;
  readonly market: LiveMarket;
  readonly follower: MarketFollower;
  readonly waitMs: (ms: number) => Promise<void>;
  readonly onNews: (news: EngineNews) => void;
}

/** What an operator should hear. */
export type EngineNews =
  | { readonly kind: 'changing' | 'changed'; readonly version: string; readonly lots?: number }
  /** Another program of this database reads lots with another engine, and began later. */
  | { readonly kind: 'other_engine'; readonly version: string; readonly other: string }
  | { readonly kind: 'failed'; readonly error: unknown };

const askAgainMs = 1_000;

/**
 * Keeps the engine current: when what it is made from has changed, a newer one is loaded, every lot is read anew with it
 * (several programs share the work), and it is put in service when its market is whole. Until then, and where it
 * cannot be loaded, the one before serves.
 */
export class EngineKeeper {
  readonly #deps: EngineKeeperDeps;
  #work: Promise<void> = Promise.resolve();
  #isAsked = false;
  #isStopped = false;
  #other: string | undefined;

  constructor(deps: EngineKeeperDeps) {
    this.#deps = deps;
  }

  /** Lots that an older version read are read anew by the engine that is in service. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      const engine = this.#deps.current.value;
      await noteEngine(this.#deps.db, engine.version);
      await this.#readAnew(engine);
    });
  }

  /** What an engine is made from may have changed. */
  check(): Promise<void> {
    if (this.#isAsked) return this.#work;
    this.#isAsked = true;
    return this.#inTurn(async () => {
      this.#isAsked = false;
      await this.#change();
    });
  }

  /** Lots that another engine wrote meanwhile are read anew, or left to the program whose engine began later. */
  watch(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#readAnew(this.#deps.current.value);
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#work.catch(() => undefined);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      if (!this.#isStopped) this.#deps.onNews({ kind: 'failed', error });
    });
    return this.#work;
  }

  async #change(): Promise<void> {
    const { db, load, current, market, follower, onNews } = this.#deps;
    const engine = await load();
    if (engine.version === current.value.version) return;
    onNews({ kind: 'changing', version: engine.version });
    await noteEngine(db, engine.version);
    if (!(await this.#readAnew(engine))) return;
    market.beginNext(engine);
    await readWhole(db, (rows) => market.putNext(rows));
    await follower.refresh();
    current.replace(engine);
    market.serveNext();
    onNews({ kind: 'changed', version: engine.version, lots: market.serving.columns.size });
  }

  /** True when every lot is of this engine; false where another one has come after it. */
  async #readAnew(engine: Engine): Promise<boolean> {
    const { db, waitMs, onNews } = this.#deps;
    while (!this.#isStopped) {
      const newest = await findNewestEngine(db);
      if (newest !== undefined && newest !== engine.version) {
        // said once for each that comes
        if (this.#other !== newest) onNews({ kind: 'other_engine', version: engine.version, other: newest });
        this.#other = newest;
        return false;
      }
      this.#other = undefined;
      const renewed = await renewLots(db, engine);
      if (!(await hasLotsOfOtherEngines(db, engine.version))) return true;
      // another program has the rest in hand
      if (renewed === 0) await waitMs(askAgainMs);
    }
    return false;
  }
}
