import { describe, expect, it } from 'vitest';
import { toInstant } from '../kernel/instant.ts';
import { sumCents, toCents } from '../kernel/money.ts';
import { buildWholesaleEvidence } from './build-evidence.ts';
import { CompsValuer } from './comps-valuer.ts';
import type { WholesaleSale } from './evidence/price-record.ts';
import { toPriceIndex } from './price-index.ts';
import type { ValuationSubject } from './valuation.ts';
import type { ValueModel } from './value-model.ts';

const index = toPriceIndex(
  'flat',
  Array.from({ length: 24 }, (_, i) => ({
    observedOn: `${2014 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`,
    level: 100,
  })),
);

/** A small market with a known rule: $20,000 less 12 % a year, 10 % less per grade below 4. */
const sales: WholesaleSale[] = Array.from({ length: 600 }, (_, i) => {
  const year = 2004 + (i % 11);
  const grade = 2 + (i % 3);
  return {
    market: 'wholesale',
    year,
    make: 'Toyota',
    model: i % 2 === 0 ? 'Camry' : 'Corolla',
    odometerMiles: (2015 - year) * 12_000 + (i % 7) * 1_000,
    conditionGrade: grade,
    hammerPriceCents: toCents(
      Math.round(2_000_000 * 0.88 ** (2015 - year) * 0.9 ** (4 - grade) * (i % 2 === 0 ? 1 : 0.7)),
    ),
    soldAt: toInstant(Date.parse('2014-12-01') + (i % 60) * 86_400_000),
    source: 'test market',
    vin: `VIN${i}`,
  };
});

const evidence = buildWholesaleEvidence(sales, index);
const valuer = new CompsValuer({ wholesale: evidence });
const subject: ValuationSubject = {
  vehicle: {
    year: 2010,
    make: 'toyota',
    model: 'CAMRY',
    segment: 'midsize_car',
    confidence: 1,
    provenance: {},
  },
  odometerMiles: 63_000,
  conditionGrade: 3,
  titleBrand: 'clean',
  asOf: toInstant('2015-02-15'),
};
const value = (of: CompsValuer, asked = subject) => {
  const valued = of.valueWholesale(asked);
  if (!valued.ok) expect.fail(valued.refusal.reason);
  return valued.value;
};

describe('values by comparables', () => {
  it('finds the rule of a market that has one', () => {
    const rule = 2_000_000 * 0.88 ** 5 * 0.9;
    expect(Math.abs(value(valuer).p50Cents / rule - 1)).toBeLessThan(0.03);
    expect(value(valuer).method).toBe('comps');
  });

  it('refuses retail where no asking prices are loaded, rather than deriving it from wholesale', () => {
    expect(valuer.valueRetail(subject)).toMatchObject({ ok: false, refusal: { code: 'no_retail_evidence' } });
  });

  it('throws without a single sale', () => {
    expect(() => buildWholesaleEvidence([], index)).toThrow(RangeError);
  });

  it('uses no sale of after the valuation date', () => {
    const early = value(valuer, { ...subject, asOf: toInstant('2014-12-20') });
    expect(early.evidence.count).toBeGreaterThan(0);
    for (const { soldAt } of early.comparables) expect(soldAt < '2014-12-20').toBe(true);
    expect(early.evidence.count).toBeLessThan(value(valuer).evidence.count);
  });

  it('reads impossible miles and grades as unknown rather than trusting them', () => {
    const odd = value(valuer, { ...subject, odometerMiles: Number.NaN, conditionGrade: Number.NaN });
    const { odometerMiles: _, conditionGrade: __, ...bare } = subject;
    expect(odd.p50Cents).toBe(value(valuer, bare).p50Cents);
  });
});

describe('a trained model in the blend', () => {
  const model = (unfamiliarity: number): ValueModel => ({
    version: 'fixed-1',
    anchorDay: '2030-01-01',
    followsUntil: '2030-01-01',
    predict: () => ({
      p10Cents: toCents(500_000),
      p50Cents: toCents(600_000),
      p90Cents: toCents(700_000),
      kindFactor: 1,
      unfamiliarity,
      evidenceCount: 50,
    }),
    explain: () => undefined,
  });

  it('moves the value toward the model, names it, and still adds up', () => {
    const own = value(valuer);
    const blended = value(new CompsValuer({ wholesale: evidence, model: model(0) }));
    expect(blended.method).toBe('blend');
    expect(blended.model).toContain('fixed-1');
    expect(blended.p50Cents).toBe(Math.round(0.03 * own.p50Cents + 0.97 * 600_000));
    expect(sumCents(blended.contributions.map(({ amountCents }) => amountCents))).toBe(
      blended.p50Cents - (blended.typicalCents ?? 0),
    );
    const shares = blended.comparables.reduce((total, { weight }) => total + weight, 0);
    expect(shares).toBeLessThanOrEqual(0.03);
  });

  it('leaves the value alone where the model has never seen the like, or has nothing to say', () => {
    const silent: ValueModel = {
      version: 'silent-1',
      anchorDay: '2030-01-01',
      followsUntil: '2030-01-01',
      predict: () => undefined,
      explain: () => undefined,
    };
    for (const of of [model(1), silent]) {
      const blended = value(new CompsValuer({ wholesale: evidence, model: of }));
      expect(blended).toEqual(value(valuer));
    }
  });
});
