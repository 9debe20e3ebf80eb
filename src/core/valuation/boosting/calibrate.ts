import { weightedQuantile } from './weighted-quantile.ts';

/**
 * A shift in log price as a function of the log price it is applied to, linear between knots and flat beyond them. Its
 * slope is never under −0.6, so that a higher price stays higher after the shift and monotone promises survive.
 */
export interface ShiftCurve {
  readonly knots: readonly number[];
  readonly shifts: readonly number[];
}

export const noShift: ShiftCurve = { knots: [0], shifts: [0] };

/** Upper ends of the price bands in dollars; the last band is open. */
export const priceBandEnds = [3_000, 8_000, 15_000, 25_000] as const;
const leastSalesPerBand = 80;
const steepestFall = -0.6;

/** Rough cars' ranges grow to at most, polished cars' shrink to at least, this much. */
const stretchBounds = { least: 0.6, most: 1.5 } as const;

/**
 * By how much the range of a car is wider than that of one of grade 3, whose price its grade moves by `polish` logs. A
 * worse grade takes at least as much off the price as the range grows by, so that it is never wider in dollars.
 */
export const stretchOf = (roughness: number, polish: number): number =>
  Math.min(stretchBounds.most, Math.max(stretchBounds.least, 1 - roughness * polish));

export function applyShift(curve: ShiftCurve, logPrice: number): number {
  const { knots, shifts } = curve;
  let upper = 0;
  while (upper < knots.length && logPrice > (knots[upper] as number)) upper++;
  if (upper === 0) return logPrice + (shifts[0] ?? 0);
  if (upper === knots.length) return logPrice + (shifts[upper - 1] ?? 0);
  const from = knots[upper - 1] as number;
  const to = knots[upper] as number;
  const low = shifts[upper - 1] as number;
  const high = shifts[upper] as number;
  return logPrice + low + ((high - low) * (logPrice - from)) / (to - from);
}

/**
 * Conformal shift per price band: after it, a share of `quantile` of the calibration sales in each band lie at or under
 * the shifted prediction. Bands with fewer than 80 sales join the band below (the lowest: above).
 */
export function fitShift(
  predicted: Float64Array,
  actual: Float64Array,
  weights: Float64Array,
  quantile: number,
): ShiftCurve {
  const bands: number[][] = priceBandEnds.map(() => []);
  bands.push([]);
  for (let row = 0; row < predicted.length; row++) {
    const price = Math.exp(predicted[row] as number);
    const band = priceBandEnds.findIndex((end) => price < end);
    bands[band < 0 ? priceBandEnds.length : band]?.push(row);
  }
  const knots: number[] = [];
  const shifts: number[] = [];
  let pending: number[] = [];
  for (const [index, band] of bands.entries()) {
    pending = pending.concat(band);
    const rest = bands.slice(index + 1).reduce((sum, later) => sum + later.length, 0);
    if (pending.length === 0 || (pending.length < leastSalesPerBand && rest > 0)) continue;
    if (rest > 0 && rest < leastSalesPerBand) continue;
    knots.push(median(pending.map((row) => predicted[row] as number)));
    shifts.push(
      weightedQuantile(
        Float64Array.from(pending, (row) => (actual[row] as number) - (predicted[row] as number)),
        Float64Array.from(pending, (row) => weights[row] as number),
        pending.length,
        quantile,
      ),
    );
    pending = [];
  }
  if (knots.length === 0) return noShift;
  return holdSlope({ knots, shifts });
}

/** The same curve with no stretch steeper than −0.6. */
export function holdSlope(curve: ShiftCurve): ShiftCurve {
  const shifts = [...curve.shifts];
  for (let i = 1; i < shifts.length; i++) {
    const run = (curve.knots[i] as number) - (curve.knots[i - 1] as number);
    shifts[i] = Math.max(shifts[i] as number, (shifts[i - 1] as number) + steepestFall * run);
  }
  return { knots: curve.knots, shifts };
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1] ?? 0;
}
