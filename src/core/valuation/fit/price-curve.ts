import { hatPoint, readCurve } from './hat-basis.ts';

/** A car as the price curve sees it. Ids are those of the price table; −1 and NaN mean unknown. */
export interface CarPoint {
  readonly segment: number;
  readonly make: number;
  readonly model: number;
  readonly trim: number;
  /** `trim` is what the model's name alone says, no trim being stated: the rest of it is not known. */
  readonly trimIsPart?: boolean;
  readonly body: number;
  readonly ageYears: number;
  readonly odometerMiles: number;
  readonly grade: number;
  /** 0 dealer or auction, 1 private seller. */
  readonly channel: number;
}

export const ageKnots = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 19, 25] as const;
export const milesAgeKnots = [0.5, 3, 6, 10, 15] as const;
export const gradeAgeKnots = [1, 4, 8, 13] as const;
export const gradeKnots = [1, 1.9, 2.3, 2.7, 3, 3.4, 3.8, 4.2, 4.6, 5] as const;
/** Miles count as log((miles + 8,000) / (typical for the age + 8,000)), held within these bounds. */
export const milesBounds = { least: -1.1, most: 1.0, offsetMiles: 8_000 } as const;

/** Log-price effects, all additive. Learned by `fitPriceCurve`; reading it is pure arithmetic. */
export interface PriceCurve {
  readonly base: number;
  readonly segment: Float64Array;
  readonly age: Float64Array;
  /** `segment × ageKnots` departures from the shared age curve. */
  readonly segmentAge: Float64Array;
  readonly make: Float64Array;
  readonly model: Float64Array;
  /** Log price per year of age, on top of the curve, around the model's own mean age. */
  readonly modelAge: Float64Array;
  readonly modelMeanAge: Float64Array;
  readonly trim: Float64Array;
  readonly body: Float64Array;
  readonly channel: number;
  /** Per `milesAgeKnots`, all ≤ 0. */
  readonly miles: Float64Array;
  /** Per model on top of it; the sum is held at or below −0.02. */
  readonly modelMiles: Float64Array;
  /** `gradeAgeKnots × gradeKnots`, each row non-decreasing. */
  readonly grade: Float64Array;
  /** Mean effect and spread of graded cars per `gradeAgeKnots`: what an unknown grade stands for. */
  readonly gradeMean: Float64Array;
  readonly gradeSd: Float64Array;
  /** Typical odometer reading at each whole year of age. */
  readonly typicalMiles: Float64Array;
  /** Standard deviation of the log miles ratio. */
  readonly milesSd: number;
  /** How far makes, models within make, trims and bodies differ: what not knowing them costs. */
  readonly spread: {
    readonly make: number;
    readonly model: number;
    readonly trim: number;
    readonly body: number;
  };
  readonly modelCount: Float64Array;
  readonly makeCount: Float64Array;
  /** Least and greatest trim and body effect per model. */
  readonly trimRange: { readonly least: Float64Array; readonly most: Float64Array };
  readonly bodyRange: { readonly least: Float64Array; readonly most: Float64Array };
}

export function typicalMilesAt(curve: PriceCurve, ageYears: number): number {
  const ages = curve.typicalMiles;
  const at = Math.min(Math.max(ageYears, 0), ages.length - 1);
  const low = Math.floor(at);
  const start = ages[low] ?? 0;
  return start + ((ages[low + 1] ?? start) - start) * (at - low);
}

export function milesRatio(curve: PriceCurve, ageYears: number, odometerMiles: number): number {
  const { offsetMiles, least, most } = milesBounds;
  const ratio = Math.log((odometerMiles + offsetMiles) / (typicalMilesAt(curve, ageYears) + offsetMiles));
  return Math.min(most, Math.max(least, ratio));
}

export function milesSlope(curve: PriceCurve, model: number, ageYears: number): number {
  const shared = readCurve(curve.miles, hatPoint(milesAgeKnots, ageYears));
  return Math.min(-0.02, shared + (model < 0 ? 0 : (curve.modelMiles[model] ?? 0)));
}

export const milesEffect = (curve: PriceCurve, car: CarPoint): number =>
  Number.isNaN(car.odometerMiles)
    ? 0
    : milesSlope(curve, car.model, car.ageYears) * milesRatio(curve, car.ageYears, car.odometerMiles);

/** Effect of a grade at an age; NaN stands for the average graded car of that age. */
export function gradeEffect(curve: PriceCurve, ageYears: number, grade: number): number {
  const age = hatPoint(gradeAgeKnots, ageYears);
  if (Number.isNaN(grade)) return readCurve(curve.gradeMean, age);
  const at = hatPoint(gradeKnots, grade);
  const width = gradeKnots.length;
  const low = readCurve(curve.grade, at, age.slot * width);
  return age.share === 0 ? low : low + (readCurve(curve.grade, at, (age.slot + 1) * width) - low) * age.share;
}

export function ageEffect(curve: PriceCurve, segment: number, ageYears: number): number {
  const at = hatPoint(ageKnots, ageYears);
  return readCurve(curve.age, at) + readCurve(curve.segmentAge, at, segment * ageKnots.length);
}

export const makeAndModelEffect = (curve: PriceCurve, car: CarPoint): number =>
  (car.make < 0 ? 0 : (curve.make[car.make] ?? 0)) +
  (car.model < 0
    ? 0
    : (curve.model[car.model] ?? 0) +
      (curve.modelAge[car.model] ?? 0) * boundedAge(car.ageYears - (curve.modelMeanAge[car.model] ?? 0)));

/** A model's own slope is trusted five years either side of where its sales lie. */
const boundedAge = (years: number): number => Math.max(-5, Math.min(5, years));

export const trimEffect = (curve: PriceCurve, car: CarPoint): number =>
  car.trim < 0 ? 0 : (curve.trim[car.trim] ?? 0);

/** No trim is stated, or none that is known. */
export const isTrimOpen = (car: CarPoint): boolean => car.trim < 0 || car.trimIsPart === true;

export const bodyEffect = (curve: PriceCurve, car: CarPoint): number =>
  car.body < 0 ? 0 : (curve.body[car.body] ?? 0);

/** Natural log of dollars in the table's base money, before what nearby sales say. */
export const readPriceCurve = (curve: PriceCurve, car: CarPoint): number =>
  curve.base +
  (curve.segment[car.segment] ?? 0) +
  ageEffect(curve, car.segment, car.ageYears) +
  makeAndModelEffect(curve, car) +
  trimEffect(curve, car) +
  bodyEffect(curve, car) +
  milesEffect(curve, car) +
  gradeEffect(curve, car.ageYears, car.grade) +
  (car.channel === 1 ? curve.channel : 0);
