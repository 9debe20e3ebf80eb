import { ageYearsAt } from '../../vehicle/age-years.ts';
import type { PriceTable } from '../evidence/price-table.ts';
import { weightedQuantile } from '../fit/order-statistics.ts';

/** What priced cars of the same model and about the same age say beside the price curve. */
export interface NearbyPrices {
  /** Log shift that they ask for, already held back by how few they are. */
  readonly shift: number;
  /** Rows used, heaviest first, and their shares (sum 1). At most 400; those that carry no weight to speak of are left out. */
  readonly rows: Int32Array;
  readonly shares: Float64Array;
  /** How many full-weight cars of about that age they amount to. */
  readonly effectiveCount: number;
}

/** Half a bell of a year of age either side; other model years count less. */
const ageWidthYears = 1;
const mostRows = 400;
/** Cars' worth of doubt that keeps the shift near the curve. */
const doubt = 3;
const recencyDays = 60;
/** The heaviest cars that carry this much of the weight count as evidence; the faint rest is left out. */
const tellingShare = 0.97;

/**
 * Weighs the model's priced cars by nearness in age, model year and time; never by miles or grade, so that no change
 * of those can swap one set of comparables for another. Only rows priced before `beforeMs` count;
 * the car's age is that at `atMs`.
 */
export function findNearbyPrices(
  table: PriceTable,
  used: Uint8Array,
  residual: Float64Array,
  car: { readonly model: number; readonly year: number; readonly atMs: number; readonly beforeMs: number },
): NearbyPrices {
  const candidates = table.rowsOfModel[car.model] ?? new Int32Array(0);
  const age = ageYearsAt(car.year, car.atMs);
  const weights = new Float64Array(candidates.length);
  let near = 0;
  let whole = 0;
  let count = 0;
  for (let i = 0; i < candidates.length; i++) {
    const row = candidates[i] ?? 0;
    const soldMs = table.pricedAtMs[row] ?? 0;
    if (soldMs >= car.beforeMs) break;
    if (used[row] !== 1) continue;
    const apart = Math.abs((table.ageYears[row] ?? 0) - age);
    const byAge =
      apart > 6 ? 0.001 / (1 + apart) : Math.exp(-0.5 * (apart / ageWidthYears) ** 2) + 0.001 / (1 + apart);
    const years = (table.year[row] ?? 0) - car.year;
    const recency = Math.exp((soldMs - table.baseMs) / (recencyDays * 86_400_000));
    const weight = (byAge * (0.02 + recency)) / (1 + 2 * years * years);
    weights[i] = weight;
    near += byAge;
    whole += weight;
    count++;
  }
  if (count === 0)
    return { shift: 0, rows: new Int32Array(0), shares: new Float64Array(0), effectiveCount: 0 };
  const least = count > mostRows ? (weights.toSorted()[weights.length - mostRows] ?? 0) : 0;
  const heavy: number[] = [];
  for (let i = 0; i < weights.length; i++)
    if ((weights[i] ?? 0) > 0 && (weights[i] ?? 0) >= least) heavy.push(i);
  const order = heavy.sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b).slice(0, mostRows);
  let carried = 0;
  const kept = order.filter((i) => {
    const telling = carried < tellingShare * whole;
    carried += weights[i] ?? 0;
    return telling;
  });
  let total = 0;
  let squares = 0;
  for (const i of kept) {
    total += weights[i] ?? 0;
    squares += (weights[i] ?? 0) ** 2;
  }
  const keptWeights = Float64Array.from(kept, (i) => (weights[i] ?? 0) / total);
  const keptRows = Int32Array.from(kept, (i) => candidates[i] ?? 0);
  const effectiveCount = Math.min(near, (total * total) / squares);
  const median = weightedQuantile(
    Float64Array.from(keptRows, (row) => residual[row] ?? 0),
    keptWeights,
    0.5,
  );
  return {
    shift: Math.max(-0.6, Math.min(0.6, (median * effectiveCount) / (effectiveCount + doubt))),
    rows: keptRows,
    shares: keptWeights,
    effectiveCount,
  };
}
