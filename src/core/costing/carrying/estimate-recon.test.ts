import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../kernel/instant.ts';
import { toCents } from '../../kernel/money.ts';
import { findingCodes } from '../../listing/finding.ts';
import type { CostSubject } from '../cost.ts';
import { finding, profile, subject, vehicle, without } from '../costing.testkit.ts';
import { estimateRecon } from './estimate-recon.ts';

const total = (of: CostSubject, exit: 'wholesale' | 'retail' = 'retail'): number =>
  estimateRecon(of, profile({ exit })).reduce((sum, line) => sum + line.amountCents, 0);
const plain = (year: number, odometerMiles: number, conditionGrade: number): CostSubject =>
  subject({ vehicle: vehicle(year), odometerMiles, conditionGrade, findings: [] });

describe('reconditioning', () => {
  it('comes to the common $1,500 for a typical car and to about $500 for a nearly new one', () => {
    const typical = { ...plain(2018, 100_000, 3), asOf: toInstant('2025-07-01T00:00:00Z') };
    expect(Math.abs(total(typical) - 150_000)).toBeLessThan(100);
    const nearlyNew = { ...plain(2025, 15_000, 4.5), asOf: toInstant('2025-07-01T00:00:00Z') };
    expect(Math.abs(total(nearlyNew) - 50_500)).toBeLessThan(100);
    expect(Math.abs(total(typical, 'wholesale') - 50_000)).toBeLessThan(100);
  });
  it('never falls for an older car, more miles, a worse grade or one more defect', () => {
    const facts = {
      year: fc.integer({ min: 1990, max: 2026 }),
      miles: fc.integer({ min: 0, max: 400_000 }),
      grade: fc.double({ min: 1, max: 5, noNaN: true }),
    };
    fc.assert(
      fc.property(
        facts.year,
        facts.miles,
        facts.grade,
        fc.nat(10),
        fc.nat(50_000),
        fc.double({ min: 0, max: 4, noNaN: true }),
        fc.subarray([...findingCodes]),
        fc.constantFrom(...findingCodes),
        (year, miles, grade, years, more, worse, codes, extra) => {
          const car = {
            ...plain(year, miles, grade),
            findings: codes.map((code) =>
              finding(code, ['runs', 'drives', 'starts', 'keys'].includes(code) ? 'absent' : 'present'),
            ),
          };
          const cents = total(car);
          expect(total({ ...car, vehicle: vehicle(year - years) })).toBeGreaterThanOrEqual(cents);
          expect(total({ ...car, odometerMiles: miles + more })).toBeGreaterThanOrEqual(cents);
          expect(total({ ...car, conditionGrade: Math.max(1, grade - worse) })).toBeGreaterThanOrEqual(cents);
          const defect = finding(
            extra,
            ['runs', 'drives', 'starts', 'keys'].includes(extra) ? 'absent' : 'present',
          );
          expect(total({ ...car, findings: [...car.findings, defect] })).toBeGreaterThanOrEqual(cents);
        },
      ),
    );
  });
  it('Promise 4: takes an unknown year, odometer or grade as the worst of its scale', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1990, max: 2026 }),
        fc.nat(400_000),
        fc.double({ min: 1, max: 5, noNaN: true }),
        (year, miles, grade) => {
          const car = plain(year, miles, grade);
          const yearless = {
            ...car,
            vehicle: { segment: 'midsize_car', confidence: 0, provenance: {} },
          } as const;
          for (const less of [without(car, 'odometerMiles'), without(car, 'conditionGrade'), yearless])
            expect(total(less)).toBeGreaterThanOrEqual(total(car));
        },
      ),
    );
  });
  it('Lesson 11: has no cliff at 50,001 miles or anywhere: a mile or a day adds at most a few cents', () => {
    for (let miles = 0; miles < 250_000; miles += 997)
      expect(total(plain(2013, miles + 1, 3)) - total(plain(2013, miles, 3))).toBeLessThanOrEqual(1);
    for (let day = 1; day <= 28; day++) {
      const on = (at: number) => ({
        ...plain(2013, 90_000, 3),
        asOf: toInstant(Date.UTC(2026, 0, at) - 7 * 86_400_000),
      });
      expect(total(on(day + 1)) - total(on(day))).toBeLessThanOrEqual(12);
    }
  });
  it('charges the dearest of several words for one trouble', () => {
    const car = plain(2013, 90_000, 3);
    const stuck = {
      ...car,
      findings: [finding('runs', 'absent'), finding('starts', 'absent'), finding('battery_dead')],
    };
    expect(total(stuck) - total(car)).toBe(150_000);
    expect(total({ ...car, findings: [finding('keys', 'absent'), finding('rust')] }) - total(car)).toBe(
      75_000,
    );
  });
  it('charges nothing for a defect that is denied or unknown', () => {
    const car = plain(2013, 90_000, 3);
    expect(
      total({
        ...car,
        findings: [finding('engine_problem', 'absent'), finding('runs', 'unknown'), finding('as_is')],
      }),
    ).toBe(total(car));
  });
  it("takes the buyer's own figure in its place", () => {
    expect(estimateRecon(subject(), profile({ reconCents: toCents(80_000) }))).toMatchObject([
      { kind: 'recon', amountCents: 80_000 },
    ]);
  });
});
