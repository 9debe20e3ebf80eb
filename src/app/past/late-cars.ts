import type { PricedCar } from '../../core/appraisal.ts';
import type { Readable } from '../../store/connection.ts';
import { findStatesBeforeEnd } from '../../store/last-looks.reader.ts';
import type { Engine } from '../engine/engine.ts';
import { readCarsEach } from '../engine/read-cars-each.ts';
import { inRows } from '../in-rows.ts';
import { toCarInput } from '../market/stored-lot.ts';

/** A lot as it was last seen before its end. */
export interface LateLot {
  readonly observedAt: string;
  /** Absent where it cannot be read. */
  readonly car?: PricedCar;
}

/** Lots that have been seen since they ended, as they were before: each is fetched and read once for all dealerships. */
export class LateCars {
  readonly #engine: Engine;
  /** By row: a dealership's own version of a lot is another row. */
  readonly #known = new Map<number, LateLot | undefined>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** By row; a lot that was never seen before its end is not in the answer. */
  async read(
    scoped: Readable,
    lots: readonly { readonly row: number; readonly id: string; readonly endsAt: string }[],
  ): Promise<ReadonlyMap<number, LateLot>> {
    const missing = lots.filter(({ row }) => !this.#known.has(row));
    const states = missing.length === 0 ? [] : await findStatesBeforeEnd(scoped, missing);
    const cars = await inRows(states, (some) => readCarsEach(some.map(toCarInput), this.#engine.tools));
    const read = new Map(states.map((state, at) => [state.id, toLateLot(state.observed_at, cars[at])]));
    for (const { row, id } of missing) this.#known.set(row, read.get(id));
    return new Map(
      lots.flatMap(({ row }) => {
        const lot = this.#known.get(row);
        return lot ? [[row, lot] as const] : [];
      }),
    );
  }
}

const toLateLot = (observedAt: string, car: PricedCar | Error | undefined): LateLot => ({
  observedAt,
  ...(car && !(car instanceof Error) && { car }),
});
