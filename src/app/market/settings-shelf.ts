import { LRUCache } from 'lru-cache';
import type { OrgId } from '../../core/kernel/ids.ts';
import type { Database } from '../../store/connection.ts';
import { type Dealership, readDealership } from '../dealership.ts';

const mostDealerships = 5_000;

/**
 * The settings of the dealerships that ask, read once and again when they change: whoever changes them drops them here,
 * other processes hear of it. While hearing fails, `isHearing` is false and nothing kept is trusted.
 */
export class SettingsShelf {
  readonly #db: Database;
  readonly #isHearing: () => boolean;
  readonly #kept = new LRUCache<OrgId, Promise<Dealership>>({ max: mostDealerships });

  constructor(db: Database, isHearing: () => boolean) {
    this.#db = db;
    this.#isHearing = isHearing;
  }

  get(orgId: OrgId): Promise<Dealership> {
    const kept = this.#isHearing() ? this.#kept.get(orgId) : undefined;
    if (kept) return kept;
    const reading = readDealership(this.#db, orgId);
    this.#kept.set(orgId, reading);
    // a failed reading is not kept
    reading.catch(() => {
      if (this.#kept.peek(orgId) === reading) this.#kept.delete(orgId);
    });
    return reading;
  }

  drop(orgId: OrgId): void {
    this.#kept.delete(orgId);
  }
  dropAll(): void {
    this.#kept.clear();
  }
}
