import { LRUCache } from 'lru-cache';
import type { PricedCar } from '../../core/appraisal.ts';
import type { OrgId } from '../../core/kernel/ids.ts';
import { type Database, readTenant } from '../../store/connection.ts';
import { findDeals, type StoredDeal } from '../../store/deals.reader.ts';
import type { Engine } from '../engine/engine.ts';
import { readCarsEach } from '../engine/read-cars-each.ts';
import { inRows } from '../in-rows.ts';
import { summarizeLot } from './deal-summary.ts';
import { toCarInput } from './stored-lot.ts';

/** A lot as lists show it: the part of its row that is the same for everybody, and its car as one engine reads it. */
export interface ShownLot {
  readonly id: string;
  readonly version: number;
  readonly engineVersion: string;
  readonly endsAtMs: number | undefined;
  readonly row: Omit<StoredDeal, 'facts'>;
  /** The shared part of the row, without its last brace. */
  readonly openJson: string;
  /** Absent for what is no road vehicle, and for a lot that cannot be read. */
  readonly car?: PricedCar;
  /** Why a road vehicle has no car. */
  readonly failure?: string;
}

/** Some 8 kB each. */
const mostLots = 2_000;

/** The lots that were shown last, so that showing them again to anybody costs no query and no reading. */
export class LotShelf {
  readonly #db: Database;
  readonly #lots = new LRUCache<string, ShownLot>({ max: mostLots });

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * These lots as the dealership sees them, by id. A kept one is good from the version asked for on; what is missing is
   * fetched in one round trip. A lot that is gone is not in the answer.
   */
  async find(
    lots: readonly { readonly id: string; readonly version: number }[],
    orgId: OrgId,
    engine: Engine,
  ): Promise<ReadonlyMap<string, ShownLot>> {
    const found = new Map<string, ShownLot>();
    const missing: string[] = [];
    for (const { id, version } of lots) {
      const kept = this.#lots.get(id);
      if (kept && kept.version >= version && kept.engineVersion === engine.version) found.set(id, kept);
      else missing.push(id);
    }
    if (missing.length === 0) return found;
    const rows = await readTenant(this.#db, orgId, (scoped) => findDeals(scoped, missing));
    for (const lot of await showLots(rows, engine)) {
      this.#lots.set(lot.id, lot);
      found.set(lot.id, lot);
    }
    return found;
  }
}

/** Reads the cars of these lots, a few at a time; one that cannot be read says so and stops no other. */
async function showLots(rows: readonly StoredDeal[], engine: Engine): Promise<readonly ShownLot[]> {
  const vehicles = rows.filter(({ kind }) => kind === 'road_vehicle');
  const cars = await inRows(vehicles, (some) =>
    readCarsEach(some.map(toCarInput), engine.tools).map(toReadCar),
  );
  const carOf = new Map(vehicles.map((vehicle, at) => [vehicle.id, cars[at] as ReadCar]));
  return rows.map(({ facts: _facts, ...row }) => ({
    id: row.id,
    version: row.version,
    engineVersion: engine.version,
    endsAtMs: row.ends_at === null ? undefined : Date.parse(row.ends_at),
    row,
    openJson: JSON.stringify(summarizeLot(row)).slice(0, -1),
    ...carOf.get(row.id),
  }));
}

type ReadCar = Pick<ShownLot, 'car' | 'failure'>;

const toReadCar = (car: PricedCar | Error): ReadCar =>
  car instanceof Error ? { failure: `This lot could not be read: ${car.message}` } : { car };
