import { applyShift, fitShift, holdSlope, type ShiftCurve } from './calibrate.ts';
import type { Track } from './effect-terms.ts';
import { bandName, type PricedSale } from './measure-errors.ts';
import type { Calibration } from './trained-model.ts';

type Range = Pick<Calibration, 'low' | 'high'>;

/** Rows of the sales, and the share of them that should at least be within. */
interface Group {
  readonly rows: readonly number[];
  readonly least: number;
}

/** Share of sales that should fall within p10…p90. */
const wantedCoverage = 0.8;
/**
 * A price band, of common models, of others or of later sales, that falls short of this is what the search mends first;
 * so are all later sales and all others.
 */
const leastBandCoverage = 0.8;
/** The same for the cheapest band, where prices scatter most and a few cars more or less decide. */
const leastCheapCoverage = 0.83;
const leastSalesPerBand = 100;
const cheapestBand = bandName(0);

/** Log price by which a market moves between training and use; a book value brings most of that movement along. */
export const driftAllowances: Readonly<Record<Track, number>> = { blind: 0.006, graded: 0.006, book: 0.003 };

/**
 * Shifts for the 10th and 90th percentile. Starts from the conformal shift per band of predicted price, then searches
 * knot by knot for shifts that also hold per band of the price the car brought: cheap sales are partly cars expected to
 * bring more, which a calibration by prediction alone misses. `driftAllowance`, in log price, is then added on either
 * side for the time between training and use.
 */
export function calibrateRange(sales: readonly PricedSale[], driftAllowance: number): Range {
  const actual = Float64Array.from(sales, (sale) => Math.log(sale.priceDollars));
  const weights = new Float64Array(sales.length).fill(1);
  const low = fitShift(
    Float64Array.from(sales, (sale) => sale.low),
    actual,
    weights,
    0.1,
  );
  const high = fitShift(
    Float64Array.from(sales, (sale) => sale.high),
    actual,
    weights,
    0.9,
  );
  const bands = new Map<string, number[]>();
  for (const [row, sale] of sales.entries()) {
    const band = bandName(sale.priceDollars);
    const names = [`${band}, ${sale.isCommon ? 'common' : 'other'} model`, sale.isLater ? 'later' : 'among'];
    if (sale.isLater) names.push(`${band}, later`);
    for (const name of names) {
      const rows = bands.get(name) ?? [];
      rows.push(row);
      bands.set(name, rows);
    }
  }
  const groups = [...bands].flatMap(([name, rows]): Group[] =>
    rows.length < leastSalesPerBand
      ? []
      : [{ rows, least: name.startsWith(cheapestBand) ? leastCheapCoverage : leastBandCoverage }],
  );
  let best: Range = { low, high };
  let bestLoss = loss(sales, actual, groups, best);
  for (let step = 0.08; step > 0.004; step /= 2)
    for (let sweep = 0; sweep < 4; sweep++) {
      const before = bestLoss;
      for (const side of ['low', 'high'] as const)
        for (let knot = 0; knot < best[side].knots.length; knot++)
          for (const move of [step, -step]) {
            const candidate = { ...best, [side]: moveKnot(best[side], knot, move) };
            const candidateLoss = loss(sales, actual, groups, candidate);
            if (candidateLoss >= bestLoss) continue;
            best = candidate;
            bestLoss = candidateLoss;
          }
      if (bestLoss >= before) break;
    }
  return {
    low: { knots: best.low.knots, shifts: best.low.shifts.map((shift) => shift - driftAllowance) },
    high: { knots: best.high.knots, shifts: best.high.shifts.map((shift) => shift + driftAllowance) },
  };
}

function moveKnot(curve: ShiftCurve, knot: number, move: number): ShiftCurve {
  return holdSlope({
    knots: curve.knots,
    shifts: curve.shifts.map((shift, at) => (at === knot ? shift + move : shift)),
  });
}

/** Mean width in log price, plus what coverage short of the goal costs, overall and per band, and lopsided misses. */
function loss(
  sales: readonly PricedSale[],
  actual: Float64Array,
  groups: readonly Group[],
  calibration: Range,
): number {
  const covered = new Uint8Array(sales.length);
  let width = 0;
  let below = 0;
  let above = 0;
  for (const [row, sale] of sales.entries()) {
    const low = Math.min(sale.middle, applyShift(calibration.low, sale.low));
    const high = Math.max(sale.middle, applyShift(calibration.high, sale.high));
    width += high - low;
    const price = actual[row] as number;
    if (price < low) below++;
    else if (price > high) above++;
    else covered[row] = 1;
  }
  const count = sales.length || 1;
  const overall = 1 - (below + above) / count;
  let cost = width / count + 400 * (overall - wantedCoverage) ** 2 + 20 * ((below - above) / count) ** 2;
  for (const { rows, least } of groups) {
    let inside = 0;
    for (const row of rows) inside += covered[row] as number;
    cost += 100 * Math.max(0, least - inside / rows.length) ** 2;
  }
  return cost;
}
