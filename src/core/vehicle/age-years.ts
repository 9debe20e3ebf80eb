import { type Instant, millisecondsPerDay, toEpochMs } from '../kernel/instant.ts';

const millisecondsPerYear = 365.25 * millisecondsPerDay;

/**
 * How old a car is in years, never below 0: the one age that values, costs and risks speak of. It runs from 1 July
 * before the model year, about when a model year's cars reach buyers, and by the day, so that no birthday is a cliff.
 * A convention, since no listing says when a car was built: 40 CFR 85.2304 lets a model year's production begin on
 * 2 January of the year before and has it end by 31 December of the year it is named for.
 */
export const ageYears = (modelYear: number, asOf: Instant): number => ageYearsAt(modelYear, toEpochMs(asOf));

/** The same for a moment in milliseconds since 1970. */
export const ageYearsAt = (modelYear: number, asOfMs: number): number =>
  Math.max(0, 1970.5 + asOfMs / millisecondsPerYear - modelYear);
