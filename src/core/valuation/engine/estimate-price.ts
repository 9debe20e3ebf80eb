import type { Refusal } from '../../kernel/refusal.ts';
import {
  ageEffect,
  bodyEffect,
  gradeEffect,
  isTrimOpen,
  makeAndModelEffect,
  milesEffect,
  trimEffect,
} from '../fit/price-curve.ts';
import { logTimeFactor, logTimeSd } from '../price-index.ts';
import { measureDoubt } from '../range/doubt-of-subject.ts';
import { type RangeTable, readRangeTable, type Spread } from '../range/range-table.ts';
import { spreadOfValue } from '../range/spread-of-value.ts';
import { titleBrandFactor } from '../title-brand-factor.ts';
import type { ValuationSubject } from '../valuation.ts';
import { isElectricOnly } from './is-electric-only.ts';
import type { LocatedCar } from './locate-car.ts';
import type { NearbyPrices } from './nearby-prices.ts';
import type { PriceEngine } from './price-engine.ts';

/** Log effects in the order in which they are told; their sum is the log of the middle value in dollars. */
export interface PriceSteps {
  readonly typical: number;
  readonly age: number;
  readonly makeAndModel: number;
  readonly body: number;
  readonly trim: number;
  readonly miles: number;
  readonly grade: number;
  readonly nearby: number;
  readonly title: number;
}

export interface PriceEstimate {
  readonly car: LocatedCar;
  readonly steps: PriceSteps;
  /** Dollars on the valuation date, before any rounding. */
  readonly middle: number;
  readonly below: number;
  readonly above: number;
  /** Spread of the same car were all of it known, by its price in dollars of the valuation date, clean title. */
  readonly knownAt: (dollars: number) => Spread;
  readonly timeSd: number;
  readonly nearby: NearbyPrices;
  /**
   * What speaks for it: like cars of about its age; the model at other ages; the curve, which knows the model from
   * sales of after the valuation date while its kind alone was sold before; or its kind and make alone.
   */
  readonly level: 'near_age' | 'same_model' | 'curve' | 'segment';
  readonly evidenceCount: number;
  /** Rows of the price table behind it, most telling first. */
  readonly evidenceRows: Int32Array;
  readonly confidence: number;
}

type Estimated =
  | { readonly ok: true; readonly estimate: PriceEstimate }
  | { readonly ok: false; readonly refusal: Refusal };

/** A model is known by at least this many priced cars; else its segment and make speak for it. */
const leastOfModel = 3;
/** A segment speaks for a car only with this many of about its age. */
const leastOfSegment = 30;
/** Knowing that a title is clean, rather than not knowing, takes 2 % off the width of the range (assumption). */
const cleanTitleFactor = 0.98;

/** Middle value and range of one car from one body of evidence. Pure; monotone in miles, grade and title brand. */
export function estimatePrice(
  engine: PriceEngine,
  table: RangeTable,
  stage: 'wholesale' | 'retail',
  subject: ValuationSubject,
  car: LocatedCar,
): Estimated {
  const { curve } = engine;
  const nearby = engine.nearby(car.model, car.year, car.asOfMs);
  const knownToCurve = car.model >= 0 && (curve.modelCount[car.model] ?? 0) >= leastOfModel;
  const level =
    nearby.rows.length >= leastOfModel
      ? nearby.effectiveCount >= 3
        ? 'near_age'
        : 'same_model'
      : knownToCurve
        ? 'curve'
        : 'segment';
  const ofSegment =
    level === 'near_age' ? undefined : engine.ofSegment(car.segment, car.ageYears, car.asOfMs);
  const countOfSegment = ofSegment?.count ?? 0;
  // the curve is of one version and may know the model from later sales; a value still needs a sale from before
  if (level === 'curve' && countOfSegment === 0) return tooThin(stage, 0);
  if (level === 'segment' && isElectricOnly(subject.vehicle)) return burnsNoFuel(stage, subject);
  if (level === 'segment' && countOfSegment < leastOfSegment) return tooThin(stage, countOfSegment);
  if (level === 'same_model' && countOfSegment < leastOfSegment && nearby.effectiveCount < 0.5)
    return tooThin(stage, countOfSegment);
  const gradeOfAge = gradeEffect(curve, car.ageYears, Number.NaN);
  const inMoneyOf = logTimeFactor(engine.table.index, engine.table.baseMs, car.asOfMs);
  const typical = engine.segmentTypical(car.segment) + inMoneyOf;
  const atAge =
    curve.base +
    (curve.segment[car.segment] ?? 0) +
    ageEffect(curve, car.segment, car.ageYears) +
    gradeOfAge +
    inMoneyOf;
  const titleFactor = titleBrandFactor(subject.titleBrand);
  const steps: PriceSteps = {
    typical,
    age: atAge - typical,
    makeAndModel: makeAndModelEffect(curve, car),
    body: bodyEffect(curve, car),
    trim: trimEffect(curve, car),
    miles: milesEffect(curve, car),
    grade: gradeEffect(curve, car.ageYears, car.grade) - gradeOfAge,
    nearby: nearby.shift,
    title: Math.log(titleFactor),
  };
  const logUntitled =
    typical +
    steps.age +
    steps.makeAndModel +
    steps.body +
    steps.trim +
    steps.miles +
    steps.grade +
    steps.nearby;
  const untitled = Math.exp(logUntitled);
  const timeSd = logTimeSd(engine.table.index, engine.newestBefore(car.asOfMs), car.asOfMs);
  const ownDoubt = measureDoubt(curve, car, subject.conditionGradeSd);
  // without sales of before the date nothing says how far this model then lay from the curve: as for one never seen
  const unseen = level === 'curve' ? curve.spread.model ** 2 : 0;
  const doubt = { ...ownDoubt, variance: ownDoubt.variance + unseen + timeSd ** 2 };
  const factor =
    (subject.titleBrand === 'clean' ? cleanTitleFactor : 1) *
    (1 + 0.5 * (1 - clampShare(subject.vehicle.confidence)));
  const scatter = engine.scatterOf(car.model, car.ageYears);
  const spread = spreadOfValue(table, logUntitled - inMoneyOf, doubt, factor, scatter);
  const middle = untitled * titleFactor;
  // a branded title costs an uncertain share: the range keeps the width in dollars that the car had without it
  const low = Math.min(0.92 * middle, untitled * spread.below);
  const byKind = level === 'segment' || level === 'curve';
  const evidenceCount = byKind ? countOfSegment : nearby.rows.length;
  return {
    ok: true,
    estimate: {
      car,
      steps,
      middle,
      below: low,
      above: untitled * spread.above,
      knownAt: (dollars) => {
        const known = readRangeTable(table, Math.log(dollars) - inMoneyOf);
        const scale = scatter * cleanTitleFactor;
        return { below: known.below * scale, above: known.above * scale };
      },
      timeSd,
      nearby,
      level,
      evidenceCount,
      evidenceRows: byKind ? (ofSegment?.nearest ?? nearby.rows) : nearby.rows,
      confidence: confidenceOf(spread, nearby.effectiveCount, timeSd, subject, car),
    },
  };
}

/**
 * 0…1. Falls with the width of the range, with how few like cars stand behind it, with the time between them and the
 * valuation date, and with each unknown; nothing else moves it.
 */
function confidenceOf(
  spread: Spread,
  effectiveCount: number,
  timeSd: number,
  subject: ValuationSubject,
  car: LocatedCar,
): number {
  const evidence = 0.5 + (0.5 * effectiveCount) / (effectiveCount + 3);
  const unknowns =
    (Number.isNaN(car.odometerMiles) ? 0.9 : 1) *
    (Number.isNaN(car.grade) ? 0.94 : 1 - 0.06 * Math.min(1, Math.max(0, subject.conditionGradeSd ?? 0))) *
    (isTrimOpen(car) ? 0.97 : 1) *
    (car.body < 0 ? 0.99 : 1) *
    (subject.titleBrand === undefined ? 0.97 : 1);
  const width = Math.exp(-0.5 * (spread.below + spread.above));
  return width * evidence * Math.exp(-2 * timeSd) * unknowns * clampShare(subject.vehicle.confidence);
}

const clampShare = (share: number): number => Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));

const burnsNoFuel = (stage: 'wholesale' | 'retail', { vehicle }: ValuationSubject): Estimated => ({
  ok: false,
  refusal: {
    stage,
    code: 'segment_not_covered',
    reason: `Cars that burn fuel say nothing of what an electric ${vehicle.make ?? ''} ${vehicle.model ?? ''} is worth, and too few of it were priced.`,
    missing: [],
  },
});

const tooThin = (stage: 'wholesale' | 'retail', count: number): Estimated => ({
  ok: false,
  refusal: {
    stage,
    code: 'no_comparable_sales',
    reason: `Only ${count} ${stage === 'wholesale' ? 'sales' : 'asking prices'} of comparable cars are known for that date; a value would be a guess.`,
    missing: [],
  },
});
