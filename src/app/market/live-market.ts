import type { OrgId } from '../../core/kernel/ids.ts';
import { bit } from '../../core/market/columns/column-set.ts';
import { MarketColumns } from '../../core/market/columns/market-columns.ts';
import { countFacets } from '../../core/market/query/count-facets.ts';
import type { MarketFacets, RankedPage } from '../../core/market/query/market-answer.ts';
import type { MarketFilter, MarketQuery } from '../../core/market/query/market-query.ts';
import { rankLots } from '../../core/market/query/rank-lots.ts';
import type { MarketRow } from '../../store/market.reader.ts';
import type { Engine } from '../engine/engine.ts';
import type { MarketBuyer } from './buyer.ts';
import { BuyersOnMarket } from './buyers-on-market.ts';
import { toMarketLot } from './market-lots.ts';
import { Stillness } from './stillness.ts';

/** Columns that one engine's cars are in, and the buyers who were prepared on them. */
export interface MarketOfEngine {
  readonly engine: Engine;
  readonly columns: MarketColumns;
  readonly buyers: BuyersOnMarket;
}

/** Which lots are meant, for whoever asks; the dealership comes with the buyer. */
export type LotsQuery = Omit<MarketQuery, 'owner'>;
export type LotsFilter = Omit<MarketFilter, 'owner'>;

const openFor = (engine: Engine, columns?: MarketColumns): MarketOfEngine => {
  const made = columns ?? new MarketColumns(engine.tools.costTables.zipCentroids);
  return { engine, columns: made, buyers: new BuyersOnMarket(made) };
};

/**
 * The one market that every list, count and what-if of this process is answered from. Where a newer engine is on its
 * way, its market grows beside this one, and takes its place when it is whole.
 */
export class LiveMarket {
  readonly stillness = new Stillness();
  #serving: MarketOfEngine;
  #next: MarketOfEngine | undefined;
  #isSample = true;

  constructor(engine: Engine) {
    this.#serving = openFor(engine);
  }

  get serving(): MarketOfEngine {
    return this.#serving;
  }
  /** Whether only the shipped sample is there: it is shown until there is anything else, and never mixed with it. */
  get isSample(): boolean {
    return this.#isSample;
  }

  /** The version of a lot that is in; 0 for none. */
  versionOf(id: string): number {
    const { columns } = this.#serving;
    const row = columns.rowFor(id, null);
    return row < 0 ? 0 : (columns.columns.version[row] ?? 0);
  }

  /** Serves a market that was kept from before. */
  resume(columns: MarketColumns): void {
    this.#serving = openFor(this.#serving.engine, columns);
    const { bits } = columns.columns;
    for (let row = 0; row < columns.size && this.#isSample; row++)
      if (((bits[row] ?? 0) & bit.sample) === 0) this.#isSample = false;
  }

  /** Begins the market of a newer engine; whatever is put from now on goes into both. */
  beginNext(engine: Engine): void {
    this.#next = openFor(engine);
    this.#next.columns.reserve(this.#serving.columns.size);
  }

  /** Puts the newer engine's market in service; answers that began go on with the one before. */
  serveNext(): void {
    if (this.#next) this.#serving = this.#next;
    this.#next = undefined;
  }

  /** Takes in lots as they are stored now. */
  async put(rows: readonly MarketRow[]): Promise<void> {
    await this.stillness.whenStill();
    if (rows.some(({ is_sample }) => !is_sample)) this.#isSample = false;
    putInto(
      this.#serving,
      rows.filter((row) => !this.#isOnlyReadAnew(row)),
    );
    if (this.#next) putInto(this.#next, rows);
  }

  /** Takes in lots for the newer engine's market alone. */
  async putNext(rows: readonly MarketRow[]): Promise<void> {
    await this.stillness.whenStill();
    if (this.#next) putInto(this.#next, rows);
  }

  rank(buyer: MarketBuyer, query: LotsQuery): Promise<RankedPage> | RankedPage {
    const { columns, buyers } = this.#serving;
    return this.stillness.drive(rankLots(columns, buyers.of(buyer), { ...query, owner: buyer.orgId }));
  }

  /** Ranks for settings that nobody has saved; nothing of it is kept. */
  rankOnce(buyer: MarketBuyer, query: LotsQuery): Promise<RankedPage> | RankedPage {
    const { columns, buyers } = this.#serving;
    return this.stillness.drive(rankLots(columns, buyers.prepare(buyer), { ...query, owner: buyer.orgId }));
  }

  count(buyer: MarketBuyer, filter: LotsFilter): Promise<MarketFacets> | MarketFacets {
    const { columns, buyers } = this.#serving;
    return this.stillness.drive(countFacets(columns, buyers.of(buyer), { ...filter, owner: buyer.orgId }));
  }

  forgetBuyer(orgId: OrgId): void {
    this.#serving.buyers.forget(orgId);
  }

  /** Read anew by an engine that is on its way, of the very state that is in: it is served as it was until then. */
  #isOnlyReadAnew(row: MarketRow): boolean {
    const { engine, columns } = this.#serving;
    if (row.engine_version === engine.version) return false;
    const known = columns.rowFor(row.id, null);
    return known >= 0 && columns.asOfMsAt(known) === Date.parse(row.observed_at);
  }
}

function putInto({ engine, columns, buyers }: MarketOfEngine, rows: readonly MarketRow[]): void {
  buyers.touch(rows.map((row) => columns.put(toMarketLot(row, engine))).filter((row) => row >= 0));
}
