import { joinHashes } from './hash-key.ts';
import type { LotHashes } from './lot-hashes.ts';

/**
 * Which way of knowing a car a fit is for: `blind` without condition grade and seller (a government listing), `graded`
 * with them, `book` on top of another firm's guide value.
 */
export type Track = 'blind' | 'graded' | 'book';
export const tracks: readonly Track[] = ['blind', 'graded', 'book'];

/** Effects are summed per block: the blocks become features of the trees and lines of the explanation. */
export const blocks = [
  'vehicle',
  'trim',
  'vin',
  'age',
  'miles',
  'grade',
  'seller',
  'place',
  'color',
  'market',
  'book',
] as const;
export type Block = (typeof blocks)[number];

/** Knots of the piecewise linear effect of miles. */
export const milesKnots = [0, 10_000, 25_000, 45_000, 70_000, 100_000, 140_000, 200_000, 400_000] as const;
export const gradeKnots = [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5] as const;
const ageKnots = [0, 1, 2, 3, 4, 5, 7, 9, 12, 16, 22, 35] as const;
/** Logarithms of book value less the centre: $500 … $200,000. */
const bookKnots = [-2.99, -1.89, -1.19, -0.68, -0.21, 0.19, 0.54, 0.93, 1.4, 3.01] as const;

/**
 * What a term's coefficient multiplies. `miles` and `milesAboveUsual` are in 20,000 miles, `grade` in grades above 3;
 * a segment is that stretch of the knots alone, in the same units.
 */
export type Basis =
  | { readonly of: 'one' | 'miles' | 'milesAboveUsual' | 'grade' }
  | { readonly of: 'milesSegment' | 'gradeSegment'; readonly segment: number };

export interface EffectTerm {
  readonly name: string;
  readonly block: Block;
  readonly basis: Basis;
  /** Ridge penalty on each coefficient, against squared log-price errors of weight about 1. */
  readonly penalty: Readonly<Record<Track, number>>;
  /** Which coefficient applies to this car; 0 = none (unknown). */
  readonly key: (lot: LotHashes) => number;
  /** Further factor; must not depend on miles or grade, or the monotone promise falls. */
  readonly factor: ((lot: LotHashes) => number) | undefined;
}

type Key = (lot: LotHashes) => number;
const j = joinHashes;
const everyCar: Key = () => 1;
const ageSlope = (lot: LotHashes) => (lot.age - 5) / 4;
const months = (lot: LotHashes) => lot.months;
const bookLog = (lot: LotHashes) => lot.bookLog;
const one: Basis = { of: 'one' };
const miles: Basis = { of: 'miles' };
const above: Basis = { of: 'milesAboveUsual' };
const grade: Basis = { of: 'grade' };

/** Length of `at` within the stretch `from`…`to`. */
export const withinStretch = (at: number, from: number, to: number): number =>
  Math.min(Math.max(at - from, 0), to - from);

/** Penalties in the order blind, graded, book; `undefined` leaves the term out of that track. */
type Penalties = readonly [number | undefined, number | undefined, number | undefined];

/**
 * All penalties of a track are multiplied by this: they were chosen for effects that stand alone, and trees that follow
 * do better on effects that claim less.
 */
const firmness: Readonly<Record<Track, number>> = { blind: 2.5, graded: 2.5, book: 15 };

function term(
  block: Block,
  name: string,
  penalties: Penalties,
  key: Key,
  basis: Basis = one,
  factor?: (lot: LotHashes) => number,
): EffectTerm {
  const [blind, graded, book] = penalties.map((penalty) => penalty ?? Number.POSITIVE_INFINITY) as [
    number,
    number,
    number,
  ];
  const penalty = {
    blind: blind * firmness.blind,
    graded: graded * firmness.graded,
    book: book * firmness.book,
  };
  return { name, block, basis, penalty, key, factor };
}

const everywhere = (penalty: number): Penalties => [penalty, penalty, penalty];
const conditionKnown = (penalty: number): Penalties => [undefined, penalty, penalty];
const bookKnown = (penalty: number): Penalties => [undefined, undefined, penalty];

function segmentTerms(): EffectTerm[] {
  const terms: EffectTerm[] = [];
  for (let segment = 0; segment + 1 < milesKnots.length; segment++)
    terms.push(
      term('miles', `miles ${segment}`, everywhere(0.01), everyCar, { of: 'milesSegment', segment }),
    );
  for (let i = 0; i + 1 < ageKnots.length; i++) {
    const factor = (lot: LotHashes) => withinStretch(lot.age, ageKnots[i] ?? 0, ageKnots[i + 1] ?? 0);
    terms.push(term('age', `age ${i}`, everywhere(0.01), everyCar, one, factor));
    terms.push(term('age', `age ${i} of make`, everywhere(1.5), (l) => l.make, one, factor));
    terms.push(term('age', `age ${i} of model`, everywhere(30), (l) => l.model, one, factor));
    terms.push(term('age', `age ${i} of segment`, everywhere(3), (l) => l.segment, one, factor));
  }
  for (let segment = 0; segment + 1 < gradeKnots.length; segment++) {
    const basis: Basis = { of: 'gradeSegment', segment };
    terms.push(term('grade', `grade ${segment}`, conditionKnown(0.1), everyCar, basis));
    terms.push(term('grade', `grade ${segment} at age`, conditionKnown(1.2), (l) => l.ageStep, basis));
  }
  for (let i = 0; i + 1 < bookKnots.length; i++) {
    const from = bookKnots[i] ?? 0;
    const to = bookKnots[i + 1] ?? 0;
    terms.push(
      term('book', `book ${i}`, bookKnown(0.1), everyCar, one, (l) => withinStretch(l.bookLog, from, to)),
    );
  }
  return terms;
}

/**
 * Every effect the price may have, most general first. Penalties were chosen by coordinate search on an inner split of
 * the training sales; the bench prints what they achieve on sales held back.
 */
export const effectTerms: readonly EffectTerm[] = [
  ...segmentTerms(),
  term('miles', 'miles of model', everywhere(7.1), (l) => l.model, miles),
  term('miles', 'miles of make', everywhere(13), (l) => l.make, miles),
  term('miles', 'miles at age', everywhere(8.3), (l) => l.ageYears, miles),
  term('miles', 'miles of model and year', everywhere(10), (l) => j(l.model, l.year), above),
  term('miles', 'miles of body', everywhere(0.89), (l) => l.body, miles),
  term('miles', 'miles of VIN 1-8', everywhere(35), (l) => l.vin8, above),
  term('miles', 'miles of trim', everywhere(80), (l) => j(l.model, l.trim), above),
  term('miles', 'miles in state', everywhere(40), (l) => l.state, miles),
  term('vehicle', 'make', everywhere(0.15), (l) => l.make),
  term('vehicle', 'model', everywhere(0.17), (l) => l.model),
  term('vehicle', 'model year of model', everywhere(5.7), (l) => j(l.model, l.year)),
  term('vehicle', 'model year of make', everywhere(6), (l) => j(l.make, l.year)),
  term('vehicle', 'model year', everywhere(0.71), (l) => l.year),
  term('vehicle', 'body and year', everywhere(1.5), (l) => j(l.body, l.year)),
  term('vehicle', 'make and body', everywhere(4), (l) => j(l.make, l.body)),
  term('vehicle', 'make, body, year', everywhere(79), (l) => j(j(l.make, l.body), l.year)),
  term('vehicle', 'model and body', everywhere(2.8), (l) => j(l.model, l.body)),
  term('vehicle', 'body', everywhere(2.8), (l) => l.body),
  term('vehicle', 'model and transmission', everywhere(9.5), (l) => j(l.model, l.transmission)),
  term('vehicle', 'transmission', everywhere(1.5), (l) => l.transmission),
  term('vehicle', 'make and transmission', everywhere(4.2), (l) => j(l.make, l.transmission)),
  term('vehicle', 'first word of model', everywhere(4), (l) => l.modelFirstWord),
  term('vehicle', 'segment', everywhere(1), (l) => l.segment),
  term('vehicle', 'segment and year', everywhere(3), (l) => j(l.segment, l.year)),
  term('vehicle', 'make and segment', everywhere(3), (l) => j(l.make, l.segment)),
  term('vehicle', 'drive of segment', everywhere(2), (l) => j(l.segment, l.drive)),
  term('vehicle', 'drive of make', everywhere(3), (l) => j(l.make, l.drive)),
  term('vehicle', 'drive of model', everywhere(3), (l) => j(l.model, l.drive)),
  term('vehicle', 'engine of segment', everywhere(2), (l) => j(l.segment, l.engine)),
  term('vehicle', 'engine of make', everywhere(3), (l) => j(l.make, l.engine)),
  term('vehicle', 'engine of model', everywhere(3), (l) => j(l.model, l.engine)),
  term('vehicle', 'engine of model and year', everywhere(10), (l) => j(j(l.model, l.year), l.engine)),
  term('vehicle', 'engine of model and trim', everywhere(5), (l) => j(j(l.model, l.trim), l.engine)),
  term('vehicle', 'cylinders of make', everywhere(3), (l) => j(l.make, l.cylinders)),
  term('vehicle', 'cylinders of model', everywhere(3), (l) => j(l.model, l.cylinders)),
  term('vehicle', 'fuel of segment', everywhere(2), (l) => j(l.segment, l.fuel)),
  term('vehicle', 'fuel of model', everywhere(3), (l) => j(l.model, l.fuel)),
  term('age', 'age of fuel', everywhere(3), (l) => l.fuel, one, ageSlope),
  term('age', 'age of drive', everywhere(3), (l) => j(l.segment, l.drive), one, ageSlope),
  term('miles', 'miles of segment', everywhere(1), (l) => l.segment, miles),
  term('miles', 'miles of fuel', everywhere(3), (l) => l.fuel, miles),
  term('trim', 'trim of model', everywhere(0.84), (l) => j(l.model, l.trim)),
  term('trim', 'trim of model and year', everywhere(6), (l) => j(j(l.model, l.trim), l.year)),
  term('trim', 'trim', everywhere(7), (l) => l.trim),
  term('trim', 'trim of make', everywhere(1.5), (l) => j(l.make, l.trim)),
  term('trim', 'trim of make and year', everywhere(8), (l) => j(j(l.make, l.trim), l.year)),
  term('trim', 'age of trim', everywhere(10), (l) => j(l.model, l.trim), one, ageSlope),
  term('trim', 'trim and body', everywhere(17), (l) => j(j(l.model, l.trim), l.body)),
  term('trim', 'first trim word', everywhere(39), (l) => l.trimWords[0]),
  term('trim', 'first trim word of make', everywhere(0.62), (l) => j(l.make, l.trimWords[0])),
  term('trim', 'first trim word of model', everywhere(3), (l) => j(l.model, l.trimWords[0])),
  term('trim', 'second trim word', everywhere(10), (l) => l.trimWords[1]),
  term('trim', 'second trim word of make', everywhere(7.1), (l) => j(l.make, l.trimWords[1])),
  term('trim', 'second trim word of model', everywhere(19), (l) => j(l.model, l.trimWords[1])),
  term('trim', 'third trim word', everywhere(3.5), (l) => l.trimWords[2]),
  term('trim', 'third trim word of make', everywhere(12), (l) => j(l.make, l.trimWords[2])),
  term('trim', 'third trim word of model', everywhere(13), (l) => j(l.model, l.trimWords[2])),
  term('vin', 'VIN 1-3', everywhere(8), (l) => l.vin3),
  term('vin', 'VIN 1-5', everywhere(2.8), (l) => l.vin5),
  term('vin', 'VIN 1-6', everywhere(35), (l) => l.vin6),
  term('vin', 'VIN 1-7', everywhere(24), (l) => l.vin7),
  term('vin', 'VIN 1-8', everywhere(2.8), (l) => l.vin8),
  term('vin', 'VIN 1-8 and year', everywhere(42), (l) => j(l.vin8, l.year)),
  term('vin', 'VIN 1-8 and trim', everywhere(95), (l) => j(l.vin8, l.trim)),
  term('vin', 'VIN 1-5 and year', everywhere(6), (l) => j(l.vin5, l.year)),
  term('vin', 'VIN 1-7 and year', everywhere(6.6), (l) => j(l.vin7, l.year)),
  term('vin', 'VIN 1-8, year, trim', everywhere(10), (l) => j(j(l.vin8, l.year), l.trim)),
  term('vin', 'VIN 4 of model', everywhere(1.5), (l) => j(l.model, l.vinAt4)),
  term('vin', 'VIN 4 of make', everywhere(7.1), (l) => j(l.make, l.vinAt4)),
  term('vin', 'VIN 4 of model and year', everywhere(10), (l) => j(j(l.model, l.year), l.vinAt4)),
  term('vin', 'VIN 5 of model', everywhere(2.1), (l) => j(l.model, l.vinAt5)),
  term('vin', 'VIN 5 of make', everywhere(0.75), (l) => j(l.make, l.vinAt5)),
  term('vin', 'VIN 5 of model and year', everywhere(10), (l) => j(j(l.model, l.year), l.vinAt5)),
  term('vin', 'VIN 6 of model', everywhere(5.2), (l) => j(l.model, l.vinAt6)),
  term('vin', 'VIN 6 of make', everywhere(3), (l) => j(l.make, l.vinAt6)),
  term('vin', 'VIN 6 of model and year', everywhere(10), (l) => j(j(l.model, l.year), l.vinAt6)),
  term('vin', 'VIN 7 of model', everywhere(42), (l) => j(l.model, l.vinAt7)),
  term('vin', 'VIN 7 of make', everywhere(3), (l) => j(l.make, l.vinAt7)),
  term('vin', 'VIN 7 of model and year', everywhere(10), (l) => j(j(l.model, l.year), l.vinAt7)),
  term('vin', 'VIN 8 of model', everywhere(4.2), (l) => j(l.model, l.vinAt8)),
  term('vin', 'VIN 8 of make', everywhere(6), (l) => j(l.make, l.vinAt8)),
  term('vin', 'VIN 8 of model and year', everywhere(10), (l) => j(j(l.model, l.year), l.vinAt8)),
  term('vin', 'age of VIN 1-8', everywhere(8.2), (l) => l.vin8, one, ageSlope),
  term('vin', 'age of VIN 8', everywhere(33), (l) => j(l.model, l.vinAt8), one, ageSlope),
  term('vin', 'plant', everywhere(20), (l) => j(l.model, l.plant)),
  term('place', 'state', everywhere(2.1), (l) => l.state),
  term('place', 'state and make', everywhere(5), (l) => j(l.make, l.state)),
  term('place', 'state and model', everywhere(14), (l) => j(l.model, l.state)),
  term('place', 'state and body', everywhere(28), (l) => j(l.body, l.state)),
  term('place', 'state and year', everywhere(14), (l) => j(l.state, l.year)),
  term('place', 'age of state', everywhere(10), (l) => l.state, one, ageSlope),
  term('place', 'age of state and model', everywhere(20), (l) => j(l.model, l.state), one, ageSlope),
  term('color', 'color', everywhere(9.2), (l) => l.color),
  term('color', 'color of model', everywhere(28), (l) => j(l.model, l.color)),
  term('color', 'color of make', everywhere(20), (l) => j(l.make, l.color)),
  term('color', 'color of body', everywhere(5), (l) => j(l.body, l.color)),
  term('color', 'color at age', everywhere(10), (l) => l.color, one, ageSlope),
  term('market', 'month', everywhere(10), everyCar, one, months),
  term('market', 'month of model', everywhere(71), (l) => l.model, one, months),
  term('market', 'month of make', everywhere(50), (l) => l.make, one, months),
  term('market', 'month of body', everywhere(170), (l) => l.body, one, months),
  term('market', 'month at age', everywhere(120), (l) => l.ageYears, one, months),
  term('grade', 'graded or not', conditionKnown(1.6), (l) => l.gradeKnown),
  term('grade', 'graded or not at age', conditionKnown(1.9), (l) => j(l.ageYears, l.gradeKnown)),
  term('grade', 'grade of model', conditionKnown(16), (l) => l.model, grade),
  term('grade', 'grade of make', conditionKnown(1.6), (l) => l.make, grade),
  term('grade', 'grade at age', conditionKnown(13), (l) => l.ageYears, grade),
  term('grade', 'grade in state', conditionKnown(25), (l) => l.state, grade),
  term('grade', 'grade of seller', conditionKnown(10), (l) => l.seller, grade),
  term('grade', 'graded or not by seller', conditionKnown(10), (l) => j(l.seller, l.gradeKnown)),
  term('seller', 'seller', conditionKnown(3.8), (l) => l.seller),
  term('seller', 'seller and make', conditionKnown(63), (l) => j(l.seller, l.make)),
  term('seller', 'age of seller', conditionKnown(6.3), (l) => l.seller, one, ageSlope),
  term('seller', 'seller and model', conditionKnown(25), (l) => j(l.seller, l.model)),
  term('seller', 'seller and year', conditionKnown(16), (l) => j(l.seller, l.year)),
  term('seller', 'seller and body', conditionKnown(16), (l) => j(l.seller, l.body)),
  term('seller', 'seller, first word', conditionKnown(38), (l) => l.sellerFirstWord),
  term('seller', 'seller, two words', conditionKnown(6), (l) => l.sellerTwoWords),
  term('seller', 'seller and state', conditionKnown(10), (l) => j(l.seller, l.state)),
  term('seller', 'seller and trim', conditionKnown(120), (l) => j(l.seller, l.trim)),
  term('book', 'book of model', bookKnown(2.5), (l) => l.model, one, bookLog),
  term('book', 'book of make', bookKnown(10), (l) => l.make, one, bookLog),
  term('book', 'book at age', bookKnown(5), (l) => l.ageYears, one, bookLog),
  term('book', 'book of seller', bookKnown(10), (l) => l.seller, one, bookLog),
  term('grade', 'grade at book', bookKnown(1), everyCar, grade, bookLog),
  term('grade', 'grade at age and book', bookKnown(20), (l) => l.ageYears, grade, bookLog),
];
