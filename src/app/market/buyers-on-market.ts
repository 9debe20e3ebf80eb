import { setImmediate as rest } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { OrgId } from '../../core/kernel/ids.ts';
import { BuyerColumns } from '../../core/market/buyer/buyer-columns.ts';
import { prepareBuyer } from '../../core/market/buyer/prepare-buyer.ts';
import type { MarketColumns } from '../../core/market/columns/market-columns.ts';
import type { MarketBuyer } from './buyer.ts';

/** Bytes that the figures of all kept buyers may take together; one is always kept. */
const mostBytes = 64 * 1024 * 1024;
/** Bytes of a buyer beside its figures: what was settled for places, fees and kinds of lot. */
const preparedBytes = 200_000;

interface Kept {
  readonly version: number;
  readonly columns: BuyerColumns;
}

/** Buyers whose figures for every lot are kept and moved as lots change; who has not asked for longest goes first. */
export class BuyersOnMarket {
  readonly #market: MarketColumns;
  readonly #kept: LRUCache<OrgId, Kept>;

  constructor(market: MarketColumns) {
    this.#market = market;
    this.#kept = new LRUCache<OrgId, Kept>({
      maxSize: mostBytes,
      // one that alone is over the limit would not be kept at all
      sizeCalculation: ({ columns }) => Math.min(mostBytes, columns.byteLength + preparedBytes),
    });
  }

  get count(): number {
    return this.#kept.size;
  }

  /** The figures of a dealership under its saved settings; they are filled in behind the first answer. */
  of(buyer: MarketBuyer): BuyerColumns {
    const kept = this.#kept.get(buyer.orgId);
    if (kept?.version === buyer.version) return kept.columns;
    const columns = this.prepare(buyer);
    this.#kept.set(buyer.orgId, { version: buyer.version, columns });
    void this.#fill(buyer.orgId, columns);
    return columns;
  }

  /** The same for settings that nobody saved; not kept. */
  prepare({ profile, costTables }: MarketBuyer): BuyerColumns {
    return new BuyerColumns(this.#market, prepareBuyer(profile, costTables, this.#market));
  }

  /** Rows that were put or removed. */
  touch(rows: readonly number[]): void {
    for (const { columns } of this.#kept.values()) for (const row of rows) columns.touch(row);
  }

  forget(orgId: OrgId): void {
    this.#kept.delete(orgId);
  }

  async #fill(orgId: OrgId, columns: BuyerColumns): Promise<void> {
    for (const _slice of columns.fill()) {
      await rest();
      if (this.#kept.peek(orgId)?.columns !== columns) return;
    }
  }
}
