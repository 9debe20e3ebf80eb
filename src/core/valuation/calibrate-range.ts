import { fitEngine, PriceEngine } from './engine/price-engine.ts';
import type { PriceTable } from './evidence/price-table.ts';
import { carPointOfRow } from './fit/car-point-of-row.ts';
import { measureDoubt } from './range/doubt-of-subject.ts';
import { fitRangeTable, type HeldOutError, type RangeTable, scaleRangeTable } from './range/range-table.ts';
import { spreadOfValue } from './range/spread-of-value.ts';

/** An 80 % range should hold this share of prices left out: the excess is for drift between then and the day asked for. */
export const targetCoverage = 0.84;

/** Near enough to the full fit for measuring how far off it is, in half the time. */
const calibrationPasses = 4;
/** Ranges are learned from fully known cars, so that unknowns can widen them; from all where these are too few. */
const leastComplete = 100;

/**
 * Learns how wide ranges must be by leaving part of the evidence out: the curve is fitted without the rows that
 * `heldOut` names, and their true prices are compared with the values it then gives them.
 */
export function calibrateRange(
  table: PriceTable,
  used: Uint8Array,
  heldOut: (row: number) => boolean,
): RangeTable {
  const training = used.map((use, row) => (use === 1 && !heldOut(row) ? 1 : 0));
  const engine = new PriceEngine(table, training, fitEngine(table, training, calibrationPasses));
  const cars: { logDollars: number; error: number; complete: boolean; row: number }[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    if (used[row] !== 1 || training[row] === 1) continue;
    const point = carPointOfRow(table, row);
    const nearby = engine.nearbyEver(point.model, table.year[row] ?? 0, table.pricedAtMs[row] ?? 0);
    if (nearby.rows.length < 3) continue;
    const logDollars = engine.read(point) + nearby.shift;
    const complete = !Number.isNaN(point.odometerMiles) && !Number.isNaN(point.grade) && point.trim >= 0;
    cars.push({ logDollars, error: Math.exp((table.logPrice[row] ?? 0) - logDollars) - 1, complete, row });
  }
  const complete = cars.filter((car) => car.complete);
  const errors: HeldOutError[] = (complete.length >= leastComplete ? complete : cars).map(
    ({ logDollars, error, row }) => ({
      logDollars,
      logPrice: table.logPrice[row] ?? 0,
      error: error / engine.scatterOf(table.model[row] ?? -1, table.ageYears[row] ?? 0),
    }),
  );
  return widenToCoverage(fitRangeTable(errors, targetCoverage), (trial) => {
    let inside = 0;
    for (const { logDollars, error, row } of cars) {
      const point = carPointOfRow(table, row);
      const doubt = measureDoubt(engine.curve, point, undefined);
      const spread = spreadOfValue(
        trial,
        logDollars,
        doubt,
        1,
        engine.scatterOf(point.model, point.ageYears),
      );
      if (error >= -spread.below && error <= spread.above) inside++;
    }
    return cars.length === 0 ? targetCoverage : inside / cars.length;
  });
}

/** Scales the table by bisection until the held-out prices lie inside as often as asked. */
function widenToCoverage(table: RangeTable, coverageOf: (table: RangeTable) => number): RangeTable {
  let low = 0.5;
  let high = 2;
  for (let step = 0; step < 10; step++) {
    const middle = (low + high) / 2;
    if (coverageOf(scaleRangeTable(table, middle)) < targetCoverage) low = middle;
    else high = middle;
  }
  return scaleRangeTable(table, high);
}
