import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segments } from '../vehicle/vehicle.ts';
import { decodeLemonModel } from './decode-lemon-model.ts';
import { auctionHouses } from './lemon-groups.ts';
import { trainSmallModel } from './lemon-model.testkit.ts';
import type { LemonModel } from './lemon-model.ts';
import { isHighLemonRisk, lemonProbability, lemonRisk } from './lemon-risk.ts';
import type { LemonSubject } from './lemon-subject.ts';

function shippedModel(): LemonModel {
  const file = path.join(import.meta.dirname, '../../../data/models/lemon-2010.json');
  const decoded = decodeLemonModel(readFileSync(file, 'utf8'));
  if (!decoded.ok) throw new Error(decoded.error.reason);
  return decoded.value;
}

const anySubject: fc.Arbitrary<LemonSubject> = fc.record(
  {
    ageYears: fc.double({ min: -1, max: 40, noNaN: true }),
    odometerMiles: fc.integer({ min: 0, max: 400_000 }),
    make: fc.constantFrom('Ford', 'Chevrolet', 'Toyota', 'Kia', 'Jeep', 'Ram', 'Tesla', '__proto__', ''),
    segment: fc.constantFrom(...segments),
    state: fc.constantFrom('TX', 'FL', 'OH', 'Texas', '', 'constructor'),
    auctionHouse: fc.constantFrom(...auctionHouses),
    priceToValue: fc.double({ min: 0.01, max: 5, noNaN: true }),
    wholesaleValueCentsOf2010: fc.integer({ min: 1, max: 20_000_000 }),
  },
  { requiredKeys: [] },
);

describe.each([
  ['the shipped model', shippedModel()],
  ['a small model', trainSmallModel()],
])('lemonRisk with %s', (_, model) => {
  it('never falls as the miles rise', () => {
    fc.assert(
      fc.property(anySubject, fc.nat(400_000), fc.nat(400_000), (subject, a, b) => {
        const at = (odometerMiles: number) => lemonRisk({ ...subject, odometerMiles }, model).probability;
        expect(at(Math.max(a, b))).toBeGreaterThanOrEqual(at(Math.min(a, b)));
      }),
      { numRuns: 500 },
    );
  });

  it('never falls as the car ages', () => {
    const age = fc.double({ min: 0, max: 40, noNaN: true });
    fc.assert(
      fc.property(anySubject, age, age, (subject, a, b) => {
        const at = (ageYears: number) => lemonRisk({ ...subject, ageYears }, model).probability;
        expect(at(Math.max(a, b))).toBeGreaterThanOrEqual(at(Math.min(a, b)));
      }),
      { numRuns: 500 },
    );
  });

  it('never rises with the value of the car, nor with the price paid for it', () => {
    fc.assert(
      fc.property(
        anySubject,
        fc.integer({ min: 1, max: 5_000_000 }),
        fc.nat(5_000_000),
        (subject, cents, more) => {
          const worth = (wholesaleValueCentsOf2010: number) =>
            lemonRisk({ ...subject, wholesaleValueCentsOf2010 }, model).probability;
          const paid = (priceToValue: number) => lemonRisk({ ...subject, priceToValue }, model).probability;
          expect(worth(cents + more)).toBeLessThanOrEqual(worth(cents));
          expect(paid((cents + more) / 1e6)).toBeLessThanOrEqual(paid(cents / 1e6));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is a probability, and its drivers lead from the base rate to it', () => {
    fc.assert(
      fc.property(anySubject, (subject) => {
        const { probability, baseRate, drivers } = lemonRisk(subject, model);
        expect(probability).toBeGreaterThan(0);
        expect(probability).toBeLessThan(1);
        const led = drivers.reduce((sum, { delta }) => sum + delta, baseRate as number);
        expect(led).toBeCloseTo(probability, 12);
        expect(drivers.every(({ label }) => label.length > 0 && !/undefined|NaN/.test(label))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same answer for the same subject, with and without drivers', () => {
    fc.assert(
      fc.property(anySubject, (subject) => {
        expect(lemonRisk({ ...subject }, model)).toEqual(lemonRisk(subject, model));
        expect(lemonProbability(subject, model)).toBe(lemonRisk(subject, model).probability);
      }),
    );
  });

  it('answers the base rate when nothing is known', () => {
    const risk = lemonRisk({}, model);
    expect(risk.probability).toBe(model.baseRate);
    expect(risk.drivers).toEqual([]);
    expect(isHighLemonRisk(risk)).toBe(false);
  });

  it('counts what cannot be right as unknown', () => {
    const wrong: LemonSubject[] = [
      { odometerMiles: -5 },
      { odometerMiles: Number.NaN },
      { odometerMiles: Number.POSITIVE_INFINITY },
      { ageYears: -3 },
      { make: 'Tesla' },
      { make: '__proto__' },
      { segment: 'motorcycle' },
      { state: 'Texas' },
      { priceToValue: 0 },
      { wholesaleValueCentsOf2010: 0 },
    ];
    for (const subject of wrong)
      expect(lemonRisk(subject, model), JSON.stringify(subject)).toEqual(lemonRisk({}, model));
  });

  it('stays what it is at the edge of the records, and says which inputs lie beyond', () => {
    const [age, miles] = model.ranges;
    const edge = lemonRisk({ ageYears: age?.greatest, odometerMiles: miles?.greatest }, model);
    const beyond = lemonRisk({ ageYears: 25, odometerMiles: 350_000 }, model);
    expect(beyond.probability).toBe(edge.probability);
    expect(edge.beyondRecords).toEqual([]);
    expect(beyond.beyondRecords).toEqual(['ageYears', 'odometerMiles']);
  });
});

describe('lemonRisk with the shipped model', () => {
  const model = shippedModel();

  it('tells an old, worn Ford from a young Chevrolet', () => {
    const old = lemonRisk(
      { ageYears: 8, odometerMiles: 98_000, make: 'Ford', segment: 'midsize_suv' },
      model,
    );
    const young = lemonRisk(
      { ageYears: 2, odometerMiles: 35_000, make: 'Chevrolet', segment: 'fullsize_car' },
      model,
    );
    expect(isHighLemonRisk(old)).toBe(true);
    expect(young.probability).toBeLessThan(model.baseRate * 0.6);
    expect(old.drivers.map(({ label }) => label)).toEqual([
      '8 years old',
      '98,000 miles',
      'made by Ford',
      'midsize suv',
    ]);
  });

  it('strays less from the base rate, on average, the less it knows', () => {
    const stray = (hide: (keyof LemonSubject)[]): number => {
      let total = 0;
      for (let age = 0; age <= 9; age += 1)
        for (const make of ['Ford', 'Chevrolet', 'Kia'])
          for (let miles = 20_000; miles <= 110_000; miles += 15_000) {
            const subject: LemonSubject = {
              ageYears: age,
              odometerMiles: miles,
              make,
              segment: 'compact_car',
            };
            const known = Object.fromEntries(
              Object.entries(subject).filter(([key]) => !hide.some((h) => h === key)),
            );
            total += Math.abs(lemonRisk(known, model).probability - model.baseRate);
          }
      return total;
    };
    const all = stray([]);
    const noAge = stray(['ageYears']);
    const milesOnly = stray(['ageYears', 'make', 'segment']);
    expect(noAge).toBeLessThan(all);
    expect(milesOnly).toBeLessThan(noAge);
    expect(stray(['ageYears', 'odometerMiles', 'make', 'segment'])).toBe(0);
  });
});
