import { segments } from '../../vehicle/vehicle.ts';
import type { PriceTable } from '../evidence/price-table.ts';
import { Backfit, type Mutable, shrinkage } from './backfit.ts';
import { quantile, toNonDecreasing } from './order-statistics.ts';
import { ageKnots, gradeAgeKnots, gradeKnots, milesAgeKnots, type PriceCurve } from './price-curve.ts';

/** Passes over all blocks; the effects settle within about seven. */
export const fullPasses = 7;
const trimCap = 0.5;

/**
 * Learns the price curve from the rows where `used` is 1: ridge regression of log price by backfitting, weighted by
 * how noisy cars of that age are and with far-off prices held back (Huber). Deterministic: fixed passes, fixed order.
 */
export function fitPriceCurve(table: PriceTable, used: Uint8Array, passes: number = fullPasses): PriceCurve {
  const rows: number[] = [];
  for (let row = 0; row < table.rowCount; row++) if (used[row] === 1) rows.push(row);
  const curve = startCurve(table, rows);
  const fit = new Backfit(table, rows, curve);
  for (let pass = 0; pass < passes; pass++) {
    if (pass > 0) fit.holdBackOutliers();
    fit.fitBase();
    fit.fitGroups(table.segment, curve.segment, 3);
    fit.fitAge();
    fit.fitSegmentAge();
    fit.fitGroups(table.make, curve.make, shrinkage.make);
    fit.fitGroups(table.model, curve.model, shrinkage.model);
    fit.fitModelAge();
    fit.fitMiles();
    fit.fitModelMiles();
    fit.fitGrade();
    fit.fitGroups(table.trim, curve.trim, shrinkage.trim, trimCap);
    fit.fitGroups(table.body, curve.body, shrinkage.body, trimCap);
    fit.fitChannel();
    fit.refreshResiduals();
  }
  fit.summarize();
  return curve;
}

function startCurve(table: PriceTable, rows: readonly number[]): Mutable<PriceCurve> {
  const models = table.models.names.length;
  const makes = table.makes.names.length;
  const modelCount = new Float64Array(models);
  const makeCount = new Float64Array(makes);
  const modelMeanAge = new Float64Array(models);
  const milesByAge: number[][] = Array.from({ length: 26 }, () => []);
  for (const row of rows) {
    const model = table.model[row] ?? 0;
    const make = table.make[row] ?? 0;
    modelCount[model] = (modelCount[model] ?? 0) + 1;
    makeCount[make] = (makeCount[make] ?? 0) + 1;
    modelMeanAge[model] = (modelMeanAge[model] ?? 0) + (table.ageYears[row] ?? 0);
    const miles = table.odometerMiles[row] ?? Number.NaN;
    if (!Number.isNaN(miles)) milesByAge[Math.min(25, Math.round(table.ageYears[row] ?? 0))]?.push(miles);
  }
  for (let model = 0; model < models; model++)
    modelMeanAge[model] = (modelMeanAge[model] ?? 0) / Math.max(1, modelCount[model] ?? 0);
  // 12,000 miles a year stands in for ages with fewer than five readings
  const medians = milesByAge.map((miles, age) =>
    miles.length < 5 ? 12_000 * Math.max(age, 0.5) : quantile(miles, 0.5),
  );
  const zeros = (n: number): Float64Array => new Float64Array(n);
  return {
    base: 0,
    segment: zeros(segments.length),
    age: zeros(ageKnots.length),
    segmentAge: zeros(segments.length * ageKnots.length),
    make: zeros(makes),
    model: zeros(models),
    modelAge: zeros(models),
    modelMeanAge,
    trim: zeros(table.trims.names.length),
    body: zeros(table.bodies.names.length),
    channel: 0,
    miles: zeros(milesAgeKnots.length).fill(-0.15),
    modelMiles: zeros(models),
    grade: zeros(gradeAgeKnots.length * gradeKnots.length),
    gradeMean: zeros(gradeAgeKnots.length),
    gradeSd: zeros(gradeAgeKnots.length),
    typicalMiles: Float64Array.from(
      toNonDecreasing(
        medians,
        milesByAge.map((miles) => miles.length + 1),
      ),
    ),
    milesSd: 0.45,
    spread: { make: 0.3, model: 0.3, trim: 0.1, body: 0.1 },
    modelCount,
    makeCount,
    trimRange: { least: zeros(models), most: zeros(models) },
    bodyRange: { least: zeros(models), most: zeros(models) },
  };
}
