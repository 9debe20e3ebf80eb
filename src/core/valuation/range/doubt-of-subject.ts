import { hatPoint, readCurve } from '../fit/hat-basis.ts';
import type { CarPoint, PriceCurve } from '../fit/price-curve.ts';
import {
  gradeAgeKnots,
  gradeEffect,
  isTrimOpen,
  milesBounds,
  milesSlope,
  trimEffect,
} from '../fit/price-curve.ts';

/** One fact that is not known: log-price variance, and how far the price would move with it at its best and worst. */
export interface Unknown {
  readonly variance: number;
  /** ≥ 0 */
  readonly best: number;
  /** ≤ 0 */
  readonly worst: number;
}

/** Doubt of a car: variance that is there whatever is stated, and the facts that are not stated. */
export interface Doubt {
  readonly variance: number;
  readonly unknowns: readonly Unknown[];
}

/** Grade uncertainty at which a stated grade is worth no more than none. */
const uselessGradeSd = 1;
/** Doubt of a model or make seen n times is spread × √(k / (n + k)). */
const familiarity = { make: 2, model: 1 } as const;

/** None of it depends on the miles, grade or title themselves, only on whether they are known. */
export function measureDoubt(curve: PriceCurve, car: CarPoint, conditionGradeSd: number | undefined): Doubt {
  const unknowns: Unknown[] = [];
  if (Number.isNaN(car.odometerMiles)) {
    const slope = milesSlope(curve, car.model, car.ageYears);
    unknowns.push({
      variance: (slope * curve.milesSd) ** 2,
      best: slope * milesBounds.least,
      worst: slope * milesBounds.most,
    });
  }
  const unsure = Number.isNaN(car.grade)
    ? 1
    : Math.min(1, Math.max(0, (conditionGradeSd ?? 0) / uselessGradeSd));
  if (unsure > 0) {
    const here = gradeEffect(curve, car.ageYears, car.grade);
    unknowns.push({
      variance: (unsure * readCurve(curve.gradeSd, hatPoint(gradeAgeKnots, car.ageYears))) ** 2,
      best: unsure * (gradeEffect(curve, car.ageYears, 5) - here),
      worst: unsure * (gradeEffect(curve, car.ageYears, 1) - here),
    });
  }
  if (car.model >= 0 && isTrimOpen(car)) {
    const here = trimEffect(curve, car);
    unknowns.push({
      variance: curve.spread.trim ** 2,
      best: Math.max(0, (curve.trimRange.most[car.model] ?? 0) - here),
      worst: Math.min(0, (curve.trimRange.least[car.model] ?? 0) - here),
    });
  }
  if (car.model >= 0 && car.body < 0)
    unknowns.push({
      variance: (0.5 * curve.spread.body) ** 2,
      best: curve.bodyRange.most[car.model] ?? 0,
      worst: curve.bodyRange.least[car.model] ?? 0,
    });
  const models = car.model < 0 ? 0 : (curve.modelCount[car.model] ?? 0);
  const makes = car.make < 0 ? 0 : (curve.makeCount[car.make] ?? 0);
  const variance =
    (curve.spread.model ** 2 * familiarity.model) / (models + familiarity.model) +
    (curve.spread.make ** 2 * familiarity.make) / (makes + familiarity.make);
  return { variance, unknowns };
}
