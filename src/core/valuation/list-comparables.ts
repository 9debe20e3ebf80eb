import { type Cents, roundToCents, toCents } from '../kernel/money.ts';
import type { LocatedCar } from './engine/locate-car.ts';
import type { NearbyPrices } from './engine/nearby-prices.ts';
import type { PriceEngine } from './engine/price-engine.ts';
import { recordAt, saleIdAt } from './evidence/price-table.ts';
import { carPointOfRow } from './fit/car-point-of-row.ts';
import {
  ageEffect,
  bodyEffect,
  type CarPoint,
  gradeEffect,
  makeAndModelEffect,
  milesEffect,
  type PriceCurve,
  trimEffect,
} from './fit/price-curve.ts';
import { logTimeFactor } from './price-index.ts';
import type { Comparable } from './valuation.ts';

const mostComparables = 12;
/** The most telling are picked among this many of the heaviest. */
const shortlist = 60;

/** Ways from a priced car to the subject, each a log step; the title's factor is one number for all. */
export interface ComparableContext {
  readonly engine: PriceEngine;
  readonly car: LocatedCar;
  readonly nearby: NearbyPrices;
  readonly titleFactor: number;
  /** Share of the value that rests on comparables at all (the rest on a model or a book). */
  readonly share: number;
  /** What of a price counts: 1 for a hammer price, 1 − the discount for an asking price. */
  readonly priceFactor: number;
}

/** The priced cars that say most of the subject, at most 12, each moved to it line by line. Deterministic. */
export function listComparables(context: ComparableContext): Comparable[] {
  const { nearby, engine, car } = context;
  const closeness = (slot: number): number => {
    const row = nearby.rows[slot] ?? 0;
    const odometerMiles = engine.table.odometerMiles[row] ?? Number.NaN;
    const grade = engine.table.grade[row] ?? Number.NaN;
    const trim = engine.table.trim[row] ?? -1;
    const miles =
      Number.isNaN(car.odometerMiles) || Number.isNaN(odometerMiles)
        ? 0.5
        : Math.exp(-Math.abs(odometerMiles - car.odometerMiles) / 30_000);
    const condition =
      Number.isNaN(car.grade) || Number.isNaN(grade) ? 0.5 : Math.exp(-Math.abs(grade - car.grade));
    return (
      (nearby.shares[slot] ?? 0) *
      (0.2 + miles) *
      (0.2 + condition) *
      (trim >= 0 && trim === car.trim ? 2 : 1)
    );
  };
  return Array.from({ length: Math.min(shortlist, nearby.rows.length) }, (_, slot) => ({
    slot,
    near: closeness(slot),
  }))
    .sort((a, b) => b.near - a.near || a.slot - b.slot)
    .slice(0, mostComparables)
    .map(({ slot }) => adjustToSubject(context, nearby.rows[slot] ?? 0, nearby.shares[slot] ?? 0));
}

function adjustToSubject(context: ComparableContext, row: number, share: number): Comparable {
  const { engine, car } = context;
  const { curve, table } = engine;
  const record = recordAt(table, row);
  const comp = carPointOfRow(table, row);
  const steps = [
    ['time', logTimeFactor(table.index, table.pricedAtMs[row] ?? 0, car.asOfMs)],
    ['age', ageAndName(curve, car) - ageAndName(curve, comp)],
    ['miles', milesEffect(curve, car) - milesEffect(curve, comp)],
    ['grade', gradeBesideAge(curve, car) - gradeBesideAge(curve, comp)],
    ['trim', trimAndBody(curve, car) - trimAndBody(curve, comp)],
    ['title', Math.log(context.titleFactor)],
  ] as const;
  const priceCents = roundToCents(record.priceCents * context.priceFactor);
  const channelFactor = comp.channel === 1 ? Math.exp(-curve.channel) : 1;
  const startCents = roundToCents(priceCents * channelFactor);
  let log = 0;
  let reached: number = startCents;
  const adjustments: { kind: (typeof steps)[number][0]; amountCents: Cents }[] = [];
  for (const [kind, step] of steps) {
    log += step;
    const next = roundToCents(startCents * Math.exp(log));
    if (next !== reached) adjustments.push({ kind, amountCents: toCents(next - reached) });
    reached = next;
  }
  return {
    saleId: saleIdAt(table, row),
    soldAt: record.pricedAt,
    hammerPriceCents: startCents,
    year: record.year,
    make: record.make,
    model: record.model,
    ...(record.trim !== undefined && { trim: record.trim }),
    ...(record.odometerMiles !== undefined && { odometerMiles: record.odometerMiles }),
    ...(record.conditionGrade !== undefined && { conditionGrade: record.conditionGrade }),
    ...(record.state !== undefined && { state: record.state }),
    adjustments,
    adjustedCents: toCents(reached),
    weight: share * context.share,
  };
}

const gradeBesideAge = (curve: PriceCurve, car: CarPoint): number =>
  gradeEffect(curve, car.ageYears, car.grade) - gradeEffect(curve, car.ageYears, Number.NaN);

const ageAndName = (curve: PriceCurve, car: CarPoint): number =>
  ageEffect(curve, car.segment, car.ageYears) +
  makeAndModelEffect(curve, car) +
  gradeEffect(curve, car.ageYears, Number.NaN);

const trimAndBody = (curve: PriceCurve, car: CarPoint): number =>
  trimEffect(curve, car) + bodyEffect(curve, car);
