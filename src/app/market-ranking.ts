import { setImmediate as rest } from 'node:timers/promises';
import type { Market } from '../contracts/deals.ts';
import type { Appraisal, AppraisalTools } from '../core/appraisal.ts';
import { appraiseAll } from '../core/appraise.ts';
import type { BuyerProfile } from '../core/costing/cost.ts';
import type { CostTables } from '../core/costing/cost-tables.ts';
import { defaultBuyerProfile } from '../core/costing/default-profile.ts';
import { type Instant, toEpochMs } from '../core/kernel/instant.ts';
import { MarketColumns } from '../core/ranking/market-columns.ts';
import { prepareBuyer } from '../core/ranking/prepare-buyer.ts';
import { type Ranking, type RankQuery, rankLots } from '../core/ranking/rank-lots.ts';
import { type RankingFacts, toRankingFacts } from '../core/ranking/ranking-facts.ts';
import type { Database } from '../store/connection.ts';
import { findLotsById } from '../store/deals.reader.ts';
import { countRankable, findRankingRows, type RankingRow, readMarketMark } from '../store/ranking.reader.ts';
import { inRows } from './in-rows.ts';
import { describeMarket } from './market.ts';
import { toStoredInput } from './stored-lot.ts';

const pageLots = 2_000;
const describedForMs = 30_000;
/** Lots read from the database at a time, where their facts are of another engine. */
const lotsReadAtOnce = 500;

/**
 * The open road vehicles of the market in memory, for ranking all of them under any settings. Filled from the database
 * when first asked, and brought up to date before each answer with what any process has written since.
 */
export class MarketRanking {
  readonly #db: Database;
  readonly #tools: AppraisalTools;
  readonly #engineVersion: string;
  readonly #market: MarketColumns;
  /** Where the last complete reading began; undefined before the first. */
  #mark: number | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #described: { readonly market: Market; readonly atMs: number } | undefined;

  constructor(deps: {
    readonly db: Database;
    readonly tools: AppraisalTools;
    readonly engineVersion: string;
  }) {
    this.#db = deps.db;
    this.#tools = deps.tools;
    this.#engineVersion = deps.engineVersion;
    this.#market = new MarketColumns(deps.tools.costTables.zipCentroids);
  }

  get lots(): number {
    return this.#market.liveLots;
  }
  get byteLength(): number {
    return this.#market.byteLength;
  }

  /** What the market is made of: counting every lot is slow, so the counts may be half a minute old. */
  async describe(now: Instant): Promise<Market> {
    const known = this.#described;
    const nowMs = toEpochMs(now);
    if (known && Math.abs(nowMs - known.atMs) < describedForMs)
      return { ...known.market, asOf: known.market.isSample ? known.market.asOf : now };
    const market = await describeMarket(this.#db, now);
    this.#described = { market, atMs: nowMs };
    return market;
  }

  /** Reads what is new. Safe to call at any time; rankings that wait see the outcome. */
  refresh(): Promise<void> {
    return this.#inTurn(() => this.#refresh());
  }

  /**
   * The best lots for this buyer. `chooseAmong` names the only lots to rank, where a search by words did. Works in
   * slices of a few milliseconds, so that other requests are answered meanwhile.
   */
  rank(
    profile: BuyerProfile,
    tables: CostTables,
    query: RankQuery,
    chooseAmong?: readonly string[],
  ): Promise<Ranking> {
    return this.#inTurn(async () => {
      await this.#refresh();
      const among = chooseAmong && new Set(chooseAmong.map((id) => this.#market.ids.find(id)));
      const buyer = prepareBuyer(profile, tables, this.#market);
      const ranking = rankLots(this.#market, buyer, { ...query, ...(among && { among }) });
      for (;;) {
        const step = ranking.next();
        if (step.done) return step.value;
        await rest();
      }
    });
  }

  /** One at a time: the columns must not change under a ranking that rests between two slices. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #refresh(): Promise<void> {
    const since = this.#mark;
    const mark = await readMarketMark(this.#db);
    if (since === undefined) this.#market.reserve(await countRankable(this.#db));
    for (let afterId = ''; ; ) {
      const rows = await findRankingRows(this.#db, {
        afterId,
        limit: pageLots,
        ...(since !== undefined && { since }),
      });
      await this.#take(rows);
      const last = rows.at(-1);
      if (!last || rows.length < pageLots) break;
      afterId = last.id;
    }
    this.#mark = mark;
  }

  async #take(rows: readonly RankingRow[]): Promise<void> {
    // the first live lot ends the showing of the sample
    if (rows.length > 0 && this.#described?.market.isSample) this.#described = undefined;
    const foreign: string[] = [];
    for (const row of rows) {
      const isOpen = row.status === 'active' || row.status === 'scheduled';
      if (row.kind !== 'road_vehicle' || !isOpen) this.#market.remove(row.id);
      else if (row.ranking === null || row.engine_version !== this.#engineVersion) foreign.push(row.id);
      else this.#put(row, row.ranking as RankingFacts);
    }
    for (let at = 0; at < foreign.length; at += lotsReadAtOnce)
      await this.#appraiseForeign(rows, foreign.slice(at, at + lotsReadAtOnce));
  }

  /** Facts made by another engine are not those that this one would rank by. */
  async #appraiseForeign(rows: readonly RankingRow[], ids: readonly string[]): Promise<void> {
    const byId = new Map(rows.map((row) => [row.id, row]));
    const lots = (await findLotsById(this.#db, ids)).filter(
      (lot) => byId.get(lot.id)?.version === lot.version,
    );
    const appraisals = await inRows(lots, (row) =>
      appraiseAll(
        row.map((lot) => toStoredInput(lot, defaultBuyerProfile)),
        this.#tools,
      ),
    );
    for (const [at, lot] of lots.entries()) {
      const row = byId.get(lot.id);
      if (row) this.#put(row, toRankingFacts(appraisals[at] as Appraisal));
    }
  }

  #put(row: RankingRow, facts: RankingFacts): void {
    this.#market.put({
      id: row.id,
      version: row.version,
      isSample: row.is_sample,
      source: row.source,
      make: row.make,
      model: row.model,
      state: row.state,
      year: row.year,
      odometerMiles: row.odometer_miles,
      currentBidCents: row.current_bid_cents,
      asOfMs: Date.parse(row.observed_at),
      endsAtMs: row.ends_at === null ? null : Date.parse(row.ends_at),
      facts,
    });
  }
}
