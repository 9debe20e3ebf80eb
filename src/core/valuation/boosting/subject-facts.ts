import { toEpochMs } from '../../kernel/instant.ts';
import type { ValuationSubject } from '../valuation.ts';
import { ageOn, bodyKey, type LotFacts, makeKey, nameKey, vinKey, wordsKey } from './lot-facts.ts';
import { clampToWindow, type MarketWindow } from './market-window.ts';
import { type ModelNames, matchModelName } from './model-names.ts';

/**
 * The car to be valued in the model's terms; undefined without model year and make. When `asOf` lies after the training
 * sales the car is priced as one of the same age would have been at their end: the model year moves back by the years
 * between, the age stays, and the caller adjusts for the market since.
 */
export function toLotFacts(
  subject: ValuationSubject,
  window: MarketWindow,
  names: ModelNames,
): LotFacts | undefined {
  const { vehicle } = subject;
  const stated = vehicle.vin?.decoded;
  const year = vehicle.year ?? stated?.year;
  const make = makeKey(vehicle.make ?? stated?.make);
  if (year === undefined || make === '') return undefined;
  const day = toEpochMs(subject.asOf) / 86_400_000;
  const yearsLater = Math.max(0, (day - window.lastDay) / 365.25);
  const vin = vehicle.vin === undefined || vehicle.vin.agrees === false ? '' : vinKey(vehicle.vin.vin);
  return {
    // within a model year of the sales' end a car still is of its own model year
    year: yearsLater < 1 ? year : Math.round(year - yearsLater),
    age: ageOn(day, year),
    make,
    model: matchModelName(names, make, nameKey(vehicle.model ?? stated?.model), vin),
    trim: wordsKey(vehicle.trim),
    body: bodyKey(vehicle.body),
    transmission: nameKey(vehicle.transmission),
    vin,
    miles: subject.odometerMiles ?? Number.NaN,
    grade: subject.conditionGrade ?? Number.NaN,
    color: nameKey(vehicle.color),
    seller: wordsKey(subject.sellerName),
    state: (subject.state ?? '').trim().toUpperCase(),
    marketDay: clampToWindow(day, window),
    bookDollars: subject.book === undefined ? Number.NaN : subject.book.cents / 100,
  };
}
