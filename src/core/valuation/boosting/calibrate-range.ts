import { applyShift, fitShift, holdSlope, type ShiftCurve, stretchOf } from './calibrate.ts';
import type { Track } from './effect-terms.ts';
import { bandName, type PricedSale } from './measure-errors.ts';
import type { Calibration } from './trained-model.ts';

export type RangeShifts = Pick<Calibration, 'low' | 'high' | 'roughness'>;

/** Rows of the sales, and the share of them that should at least be within. */
interface Group {
  readonly rows: readonly number[];
  readonly least: number;
}

interface Coverage {
  /** Share of sales that should fall within p10–p90. */
  readonly overall: number;
  /**
   * A price band, of common models, of others or of later sales, that falls short of its share is what the search mends
   * first; so are all later sales and all others. The cheapest and dearest bands scatter most, or were seen least.
   */
  readonly outerBands: number;
  readonly innerBands: number;
  readonly others: number;
}
/** Less without a grade and a seller: what widens those ranges for not knowing them comes on top. */
const coverages: Readonly<Record<Track, Coverage>> = {
  blind: { overall: 0.77, outerBands: 0.82, innerBands: 0.76, others: 0.77 },
  graded: { overall: 0.8, outerBands: 0.83, innerBands: 0.78, others: 0.8 },
  book: { overall: 0.8, outerBands: 0.8, innerBands: 0.83, others: 0.8 },
};
const leastSalesPerBand = 100;
const outerBands = [0, 3_000, 25_000].map(bandName);
const innerBands = [8_000, 15_000].map(bandName);

function leastOf(group: string, coverage: Coverage): number {
  if (outerBands.some((band) => group.startsWith(band))) return coverage.outerBands;
  return innerBands.some((band) => group.startsWith(band)) ? coverage.innerBands : coverage.others;
}

/** Log price by which a market moves between training and use; a book value brings most of that movement along. */
const driftAllowances: Readonly<Record<Track, number>> = { blind: 0.007, graded: 0.009, book: 0.009 };

/**
 * Shifts for the 10th and 90th percentile. Starts from the conformal shift per band of predicted price, then searches
 * knot by knot for shifts that also hold per band of the price the car brought: cheap sales are partly cars expected to
 * bring more, which a calibration by prediction alone misses. What the track's market may drift is then added on either
 * side for the time between training and use.
 */
export function calibrateRange(sales: readonly PricedSale[], track: Track): RangeShifts {
  const driftAllowance = driftAllowances[track];
  const { overall } = coverages[track];
  const roughness = chooseRoughness(sales);
  const actual = unstretch(sales, roughness);
  const { low, high } = fitEnds(sales, actual);
  const bands = new Map<string, number[]>();
  for (const [row, sale] of sales.entries()) {
    const band = bandName(sale.priceDollars);
    const names = [`${band}, ${sale.isCommon ? 'common' : 'other'} model`, sale.isLater ? 'later' : 'among'];
    if (sale.isLater) names.push(`${band}, later`);
    names.push(band);
    for (const name of names) {
      const rows = bands.get(name) ?? [];
      rows.push(row);
      bands.set(name, rows);
    }
  }
  const groups = [...bands].flatMap(([name, rows]): Group[] =>
    rows.length < leastSalesPerBand ? [] : [{ rows, least: leastOf(name, coverages[track]) }],
  );
  let best: RangeShifts = { low, high, roughness };
  let bestLoss = loss(sales, actual, groups, overall, best);
  for (let step = 0.08; step > 0.004; step /= 2)
    for (let sweep = 0; sweep < 4; sweep++) {
      const before = bestLoss;
      for (const side of ['low', 'high'] as const)
        for (let knot = 0; knot < best[side].knots.length; knot++)
          for (const move of [step, -step]) {
            const candidate = { ...best, [side]: moveKnot(best[side], knot, move) };
            const candidateLoss = loss(sales, actual, groups, overall, candidate);
            if (candidateLoss >= bestLoss) continue;
            best = candidate;
            bestLoss = candidateLoss;
          }
      if (bestLoss >= before) break;
    }
  return {
    roughness,
    low: { knots: best.low.knots, shifts: best.low.shifts.map((shift) => shift - driftAllowance) },
    high: { knots: best.high.knots, shifts: best.high.shifts.map((shift) => shift + driftAllowance) },
  };
}

/** At most 1: with more, a rough car's range could be the wider one in dollars, see `stretchOf`. */
const roughnesses = [0, 0.25, 0.5, 0.75, 1] as const;

/** That of the given ones whose ends are off least, by the pinball loss. */
function chooseRoughness(sales: readonly PricedSale[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const roughness of roughnesses) {
    const actual = unstretch(sales, roughness);
    const { low, high } = fitEnds(sales, actual);
    let loss = 0;
    for (const [row, sale] of sales.entries()) {
      const below = (actual[row] as number) - applyShift(low, sale.low);
      const above = (actual[row] as number) - applyShift(high, sale.high);
      const missed = below * (below > 0 ? 0.1 : -0.9) + above * (above > 0 ? 0.9 : -0.1);
      loss += missed * stretchOf(roughness, sale.polish);
    }
    if (loss >= least) continue;
    least = loss;
    best = roughness;
  }
  return best;
}

/** Log prices as they would be seen if every range were as wide as at grade 3. */
const unstretch = (sales: readonly PricedSale[], roughness: number): Float64Array =>
  Float64Array.from(
    sales,
    (sale) => sale.middle + (Math.log(sale.priceDollars) - sale.middle) / stretchOf(roughness, sale.polish),
  );

function fitEnds(
  sales: readonly PricedSale[],
  actual: Float64Array,
): { readonly low: ShiftCurve; readonly high: ShiftCurve } {
  const weights = new Float64Array(sales.length).fill(1);
  const end = (which: 'low' | 'high', quantile: number) =>
    fitShift(
      Float64Array.from(sales, (sale) => sale[which]),
      actual,
      weights,
      quantile,
    );
  return { low: end('low', 0.1), high: end('high', 0.9) };
}

/** The same range wherever it reaches beyond `inner`, and `inner` where it does not. */
export function holdOutside(range: RangeShifts, inner: RangeShifts): RangeShifts {
  const join = (a: ShiftCurve, b: ShiftCurve, outer: (x: number, y: number) => number): ShiftCurve => {
    const knots = [...new Set([...a.knots, ...b.knots])].sort((x, y) => x - y);
    const shiftOf = (curve: ShiftCurve, knot: number) => applyShift(curve, knot) - knot;
    return holdSlope({ knots, shifts: knots.map((knot) => outer(shiftOf(a, knot), shiftOf(b, knot))) });
  };
  return {
    low: join(range.low, inner.low, Math.min),
    high: join(range.high, inner.high, Math.max),
    roughness: range.roughness,
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
  wanted: number,
  calibration: RangeShifts,
): number {
  const covered = new Uint8Array(sales.length);
  let width = 0;
  let below = 0;
  let above = 0;
  for (const [row, sale] of sales.entries()) {
    const stretch = stretchOf(calibration.roughness, sale.polish);
    const low = Math.min(sale.middle, applyShift(calibration.low, sale.low));
    const high = Math.max(sale.middle, applyShift(calibration.high, sale.high));
    width += (high - low) * stretch;
    const price = actual[row] as number;
    if (price < low) below++;
    else if (price > high) above++;
    else covered[row] = 1;
  }
  const count = sales.length || 1;
  const inside = 1 - (below + above) / count;
  let cost = width / count + 400 * (inside - wanted) ** 2 + 20 * ((below - above) / count) ** 2;
  for (const { rows, least } of groups) {
    let inside = 0;
    for (const row of rows) inside += covered[row] as number;
    cost += 100 * Math.max(0, least - inside / rows.length) ** 2;
  }
  return cost;
}
