import { toEpochMs } from '../../kernel/instant.ts';
import type { Vehicle } from '../../vehicle/vehicle.ts';
import type { ValuationSubject } from '../valuation.ts';
import { type FactFills, fillFacts } from './fill-facts.ts';
import { ageOn, bodyKey, type LotFacts, makeKey, nameKey, vinKey, wordsKey } from './lot-facts.ts';
import { clampToWindow, type MarketWindow } from './market-window.ts';
import { type ModelNames, matchModelName } from './model-names.ts';

/** What the identified vehicle tells the model, for training sales and cars to be valued alike. */
export function describeVehicle(
  vehicle: Vehicle,
): Pick<
  LotFacts,
  | 'make'
  | 'model'
  | 'trim'
  | 'body'
  | 'transmission'
  | 'segment'
  | 'drive'
  | 'engine'
  | 'cylinders'
  | 'fuel'
  | 'vin'
  | 'color'
> {
  const stated = vehicle.vin?.decoded;
  return {
    make: makeKey(vehicle.make ?? stated?.make),
    model: nameKey(vehicle.model ?? stated?.model),
    trim: wordsKey(vehicle.trim),
    body: bodyKey(vehicle.body),
    transmission: nameKey(vehicle.transmission),
    segment: vehicle.segment === 'other' ? '' : vehicle.segment,
    drive: vehicle.drive ?? '',
    engine: vehicle.engineLiters === undefined ? '' : vehicle.engineLiters.toFixed(1),
    cylinders: vehicle.engineCylinders === undefined ? '' : String(vehicle.engineCylinders),
    fuel: vehicle.fuel ?? '',
    vin: vehicle.vin === undefined || vehicle.vin.agrees === false ? '' : vinKey(vehicle.vin.vin),
    color: nameKey(vehicle.color),
  };
}

/**
 * The car to be valued in the model's terms; undefined without model year and make. When `asOf` lies after the training
 * sales the car is priced as one of the same age would have been at their end: the model year moves back by the years
 * between, the age stays, and the caller adjusts for the market since.
 */
export function toLotFacts(
  subject: ValuationSubject,
  window: MarketWindow,
  names: ModelNames,
  fills: FactFills,
): LotFacts | undefined {
  const { vehicle } = subject;
  const year = vehicle.year ?? vehicle.vin?.decoded?.year;
  const described = describeVehicle(vehicle);
  if (year === undefined || described.make === '') return undefined;
  const day = toEpochMs(subject.asOf) / 86_400_000;
  const yearsLater = Math.max(0, (day - window.lastDay) / 365.25);
  return fillFacts(fills, {
    ...described,
    model: matchModelName(names, described.make, described.model, described.vin),
    // within a year of the sales' end a car still is of its own model year
    year: yearsLater < 1 ? year : Math.round(year - yearsLater),
    age: ageOn(day, year),
    miles: subject.odometerMiles ?? Number.NaN,
    grade: subject.conditionGrade ?? Number.NaN,
    seller: wordsKey(subject.sellerName),
    state: (subject.state ?? '').trim().toUpperCase(),
    marketDay: clampToWindow(day, window),
    day,
    guessed: [],
    bookDollars: subject.book === undefined ? Number.NaN : subject.book.cents / 100,
  });
}
