import { hashNumber, hashText, joinHashes } from './hash-key.ts';
import type { LotFacts } from './lot-facts.ts';

/** A car's facts as hashes (0 = unknown) and numbers, worked out once and shared by all effect terms. */
export interface LotHashes {
  readonly make: number;
  /** Make and model together, as every further name that joins them. */
  readonly model: number;
  readonly modelFirstWord: number;
  readonly trim: number;
  readonly trimWords: readonly [number, number, number];
  readonly body: number;
  readonly transmission: number;
  readonly segment: number;
  readonly drive: number;
  readonly engine: number;
  readonly cylinders: number;
  readonly fuel: number;
  readonly year: number;
  /** Age in whole years. */
  readonly ageYears: number;
  /** Age in two-year steps. */
  readonly ageStep: number;
  /** First n characters of the VIN, n = 3, 5, 6, 7, 8. */
  readonly vin3: number;
  readonly vin5: number;
  readonly vin6: number;
  readonly vin7: number;
  readonly vin8: number;
  /** VIN characters 4–8 one by one, and the plant's. */
  readonly vinAt4: number;
  readonly vinAt5: number;
  readonly vinAt6: number;
  readonly vinAt7: number;
  readonly vinAt8: number;
  readonly plant: number;
  readonly state: number;
  readonly color: number;
  readonly seller: number;
  readonly sellerFirstWord: number;
  readonly sellerTwoWords: number;
  readonly gradeKnown: number;
  /** Age in years on the day of sale, 0.1–35. */
  readonly age: number;
  /** Miles usual for that age: the point that mileage effects are counted from. */
  readonly usualMiles: number;
  /** As read, within what is credible for the age; usual miles where unknown. */
  readonly miles: number;
  /** 1–5; 3 where unknown. */
  readonly grade: number;
  /** Months (30 days) from 2015-01-01 to the market day. */
  readonly months: number;
  /** Natural logarithm of the book value over $9,897; 0 where there is none. */
  readonly bookLog: number;
}

/** Effects of mileage are measured against this: 12,000 miles a year, the usual round figure of the trade. */
export const usualMilesPerYear = 12_000;
const mostMiles = 300_000;
const leastMilesPerYear = 1_000;
const epochDay2015 = 16_436;
const bookLogCentre = 9.2;

export function hashLot(facts: LotFacts): LotHashes {
  const make = hashText(facts.make);
  const { age } = facts;
  const usualMiles = Math.min(mostMiles, usualMilesPerYear * age);
  const miles = Number.isNaN(facts.miles)
    ? usualMiles
    : Math.min(mostMiles, Math.max(facts.miles, leastMilesPerYear * age));
  const vin = facts.vin;
  const trimWords = facts.trim.split(' ');
  const sellerWords = facts.seller.split(' ');
  const vinAt = (index: number) => (vin === '' ? 0 : vin.charCodeAt(index));
  return {
    make,
    model: joinHashes(make, hashText(facts.model)),
    modelFirstWord: joinHashes(make, hashText(/^[a-z]+|^[0-9]+/.exec(facts.model)?.[0] ?? '')),
    trim: hashText(facts.trim),
    trimWords: [hashText(trimWords[0] ?? ''), hashText(trimWords[1] ?? ''), hashText(trimWords[2] ?? '')],
    body: hashText(facts.body),
    transmission: hashText(facts.transmission),
    segment: hashText(facts.segment),
    drive: hashText(facts.drive),
    engine: hashText(facts.engine),
    cylinders: hashText(facts.cylinders),
    fuel: hashText(facts.fuel),
    year: hashNumber(facts.year),
    ageYears: hashNumber(Math.round(age)),
    ageStep: hashNumber(Math.min(9, Math.round(age / 2))),
    vin3: hashText(vin.slice(0, 3)),
    vin5: hashText(vin.slice(0, 5)),
    vin6: hashText(vin.slice(0, 6)),
    vin7: hashText(vin.slice(0, 7)),
    vin8: hashText(vin.slice(0, 8)),
    vinAt4: vinAt(3),
    vinAt5: vinAt(4),
    vinAt6: vinAt(5),
    vinAt7: vinAt(6),
    vinAt8: vinAt(7),
    plant: vinAt(10),
    state: hashText(facts.state),
    color: hashText(facts.color),
    seller: hashText(facts.seller),
    sellerFirstWord: hashText(sellerWords[0] ?? ''),
    sellerTwoWords: sellerWords.length > 1 ? hashText(`${sellerWords[0]} ${sellerWords[1]}`) : 0,
    gradeKnown: Number.isNaN(facts.grade) ? 2 : 1,
    age,
    usualMiles,
    miles,
    grade: Number.isNaN(facts.grade) ? 3 : Math.min(5, Math.max(1, facts.grade)),
    months: (facts.marketDay - epochDay2015) / 30,
    bookLog: facts.bookDollars > 0 ? Math.log(facts.bookDollars) - bookLogCentre : 0,
  };
}
