import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SaleId } from '../../kernel/ids.ts';
import { toInstant } from '../../kernel/instant.ts';
import { roundToCents, toCents } from '../../kernel/money.ts';
import type { ValuationSubject, Valued, Valuer, WholesaleValue } from '../valuation.ts';
import type { OwnSale } from './own-sale.ts';
import { OwnSalesValuer } from './own-sales-valuer.ts';

/** Values by a formula, so that what own sales add can be told apart: falls with age and miles, rises with grade. */
const formula: Valuer = {
  version: 'formula',
  valueRetail: () => ({
    ok: false,
    refusal: { stage: 'retail', code: 'no_retail_evidence', reason: 'None.', missing: [] },
  }),
  valueWholesale(subject): Valued<WholesaleValue> {
    const { vehicle, odometerMiles = 60_000, conditionGrade = 3, asOf } = subject;
    const age = Number(asOf.slice(0, 4)) - (vehicle.year ?? 2010);
    const dollars = 20_000 * 0.9 ** age * Math.exp(-odometerMiles / 300_000 + (conditionGrade - 3) / 20);
    const p50Cents = roundToCents(dollars * 100);
    return {
      ok: true,
      value: {
        market: 'wholesale',
        p10Cents: roundToCents(dollars * 85),
        p50Cents,
        p90Cents: roundToCents(dollars * 115),
        asOf,
        method: 'blend',
        model: 'formula',
        evidence: { count: 10, sales: [] },
        comparables: [],
        contributions: [],
        typicalCents: p50Cents,
        confidence: 0.5,
        notes: [],
      },
    };
  },
};

const car = (asOf: string, more: Partial<ValuationSubject> = {}): ValuationSubject => ({
  vehicle: {
    year: 2012,
    make: 'Ford',
    model: 'Fusion',
    segment: 'midsize_car',
    confidence: 1,
    provenance: {},
  },
  odometerMiles: 70_000,
  conditionGrade: 3,
  asOf: toInstant(asOf),
  ...more,
});
const wholesaleOf = (valuer: Valuer, subject: ValuationSubject): WholesaleValue => {
  const valued = valuer.valueWholesale(subject);
  if (!valued.ok) throw new Error(valued.refusal.reason);
  return valued.value;
};
/** `ratio` of what the formula says. */
const sold = (asOf: string, ratio: number, id = asOf, more: Partial<ValuationSubject> = {}): OwnSale => {
  const subject = car(asOf, more);
  return {
    saleId: `sal_${id}` as SaleId,
    subject,
    hammerPriceCents: toCents(Math.round(ratio * wholesaleOf(formula, subject).p50Cents)),
  };
};

describe('OwnSalesValuer', () => {
  const today = car('2026-06-01T00:00:00Z');
  const plain = wholesaleOf(formula, today);

  it('moves a value half the way to one own sale of just now, and further to three', () => {
    const shiftOf = (sales: readonly OwnSale[]) =>
      Math.log(wholesaleOf(new OwnSalesValuer(formula, sales), today).p50Cents / plain.p50Cents) /
      Math.log(1.2);
    expect(shiftOf([sold('2026-05-31T00:00:00Z', 1.2)])).toBeCloseTo(0.5, 2);
    const three = ['2026-05-30', '2026-05-29', '2026-05-28'].map((day) => sold(`${day}T00:00:00Z`, 1.2));
    expect(shiftOf(three)).toBeCloseTo(0.75, 2);
  });

  it('leaves values of other models and of before the sale as they were', () => {
    const valuer = new OwnSalesValuer(formula, [sold('2026-05-31T00:00:00Z', 1.2)]);
    const other = car('2026-06-01T00:00:00Z', { vehicle: { ...today.vehicle, model: 'Focus' } });
    expect(wholesaleOf(valuer, other)).toEqual(wholesaleOf(formula, other));
    const before = car('2026-05-31T00:00:00Z');
    expect(wholesaleOf(valuer, before)).toEqual(wholesaleOf(formula, before));
  });

  it('says it where own sales and the rest disagree, and holds both in the range', () => {
    const value = wholesaleOf(new OwnSalesValuer(formula, [sold('2026-05-31T00:00:00Z', 1.6)]), today);
    expect(value.notes.join(' ')).toMatch(/Own sales of this model say/);
    expect(value.p90Cents).toBeGreaterThan(1.6 * plain.p50Cents);
    expect(value.p10Cents).toBeLessThan(value.p50Cents);
  });

  it('adjusts each own sale line by line, and its contribution adds up', () => {
    const other = { ...today.vehicle, year: 2013 };
    const sale = sold('2025-11-01T00:00:00Z', 1.1, 'other', { vehicle: other, odometerMiles: 30_000 });
    const value = wholesaleOf(new OwnSalesValuer(formula, [sale]), today);
    const [comparable] = value.comparables;
    const lines =
      comparable?.adjustments.reduce((sum, { amountCents }) => sum + amountCents, 0) ?? Number.NaN;
    expect(comparable?.adjustedCents).toBe(sale.hammerPriceCents + lines);
    expect(Math.abs((comparable?.adjustedCents ?? 0) / plain.p50Cents - 1.1)).toBeLessThan(0.001);
    const told = value.contributions.reduce((sum, { amountCents }) => sum + amountCents, 0);
    expect((value.typicalCents ?? 0) + told).toBe(value.p50Cents);
    expect(value.evidence).toEqual({ count: 11, sales: [sale.saleId] });
  });

  it('never lets more miles or a worse grade raise any end of the range', () => {
    const ratio = fc.double({ min: 0.3, max: 3, noNaN: true });
    const miles = fc.integer({ min: 0, max: 300_000 });
    const grade = fc.double({ min: 1, max: 5, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(ratio, { minLength: 1, maxLength: 6 }),
        miles,
        miles,
        grade,
        grade,
        (ratios, a, b, g, h) => {
          const sales = ratios.map((of, at) => sold(`2026-05-${10 + at}T00:00:00Z`, of));
          const valuer = new OwnSalesValuer(formula, sales);
          const at = (odometerMiles: number, conditionGrade: number) =>
            wholesaleOf(valuer, car('2026-06-01T00:00:00Z', { odometerMiles, conditionGrade }));
          const better = at(Math.min(a, b), Math.max(g, h));
          const worse = at(Math.max(a, b), Math.min(g, h));
          for (const end of ['p10Cents', 'p50Cents', 'p90Cents'] as const)
            expect(worse[end]).toBeLessThanOrEqual(better[end]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
