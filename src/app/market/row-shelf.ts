import { LRUCache } from 'lru-cache';
import type { Buyer } from '../../core/appraisal.ts';
import { assessFor } from '../../core/appraise.ts';
import type { MarketBuyer } from './buyer.ts';
import { summarizeForBuyer } from './deal-summary.ts';
import type { ShownLot } from './lot-shelf.ts';

interface KeptRow {
  readonly stamp: string;
  readonly json: string;
}

/** Characters kept: a dealership's part of a row takes some 500. */
const mostCharacters = 12_000_000;

/** Rows of lists as they go out, by dealership and lot: a row that has not changed is serialised once. */
export class RowShelf {
  readonly #rows = new LRUCache<string, KeptRow>({
    maxSize: mostCharacters,
    sizeCalculation: ({ json }) => json.length + 100,
  });

  /** The row as JSON. */
  get(lot: ShownLot, buyer: MarketBuyer): string {
    const key = `${buyer.orgId} ${lot.id}`;
    const stamp = `${lot.version} ${buyer.version} ${lot.engineVersion}`;
    const kept = this.#rows.get(key);
    if (kept?.stamp === stamp) return lot.openJson + kept.json;
    const json = writeRow(lot, buyer);
    this.#rows.set(key, { stamp, json });
    return lot.openJson + json;
  }
}

/** The dealership's part of a row, from the comma to the last brace. */
export function writeRow(lot: ShownLot, buyer: Buyer): string {
  const appraisal = lot.car && assessFor(lot.car, buyer);
  return `,${JSON.stringify(summarizeForBuyer(lot, appraisal)).slice(1)}`;
}
