import type { PriceTable } from '../evidence/price-table.ts';
import { hatPoint, readCurve } from '../fit/hat-basis.ts';

const ageKnots = [1, 4, 8, 13];
/** Sales' worth of doubt that keeps a model's scatter near the average model's. */
const doubt = 12;

/**
 * How much more (or less) each model's prices scatter than other models' of the same age: mean size of its residuals
 * over that of the average model, each model counted alike, between 0.5 and 2. `models × ageKnots`.
 * Residuals beyond 1.2 (log) are errors of the record and count as 1.2.
 */
export function measureModelScatter(
  table: PriceTable,
  used: Uint8Array,
  residual: Float64Array,
): Float64Array {
  const width = ageKnots.length;
  const sum = new Float64Array(table.models.names.length * width);
  const count = new Float64Array(sum.length);
  for (let row = 0; row < residual.length; row++) {
    if (used[row] !== 1) continue;
    const { slot, share } = hatPoint(ageKnots, table.ageYears[row] ?? 0);
    const size = Math.min(1.2, Math.abs(residual[row] ?? 0));
    for (const [at, weight] of [
      [slot, 1 - share],
      [slot + 1, share],
    ] as const) {
      const cell = (table.model[row] ?? 0) * width + at;
      sum[cell] = (sum[cell] ?? 0) + weight * size;
      count[cell] = (count[cell] ?? 0) + weight;
    }
  }
  const usual = ageKnots.map((_, age) => {
    let total = 0;
    let models = 0;
    for (let cell = age; cell < sum.length; cell += width) {
      if ((count[cell] ?? 0) < doubt) continue;
      total += (sum[cell] ?? 0) / (count[cell] ?? 1);
      models++;
    }
    return models === 0 ? 0.15 : total / models;
  });
  return sum.map((total, cell) => {
    const expected = usual[cell % width] ?? 0.15;
    const scatter = (total / expected + doubt) / ((count[cell] ?? 0) + doubt);
    return Math.max(0.5, Math.min(2, scatter));
  });
}

export const readModelScatter = (scatter: Float64Array, model: number, ageYears: number): number =>
  model < 0 ? 1 : readCurve(scatter, hatPoint(ageKnots, ageYears), model * ageKnots.length);
