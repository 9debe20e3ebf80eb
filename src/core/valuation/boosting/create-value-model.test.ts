import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../kernel/instant.ts';
import { dollarsToCents } from '../../kernel/money.ts';
import type { ValuationSubject } from '../valuation.ts';
import { camry, readSomeSales, trainSmallModel } from './boosting.testkit.ts';
import { createValueModel } from './create-value-model.ts';
import { median } from './measure-errors.ts';
import { decodeModel, encodeModel } from './model-file.ts';
import { leastSales, trainValueModel } from './train-value-model.ts';

const sales = readSomeSales();
const trained = trainSmallModel(sales);
const model = createValueModel(trained);

const predict = (subject: ValuationSubject) => {
  const prediction = model.predict(subject);
  if (prediction === undefined) throw new Error('no prediction');
  return prediction;
};
const percentiles = (subject: ValuationSubject) => {
  const { p10Cents, p50Cents, p90Cents } = predict(subject);
  return [p10Cents, p50Cents, p90Cents] as const;
};

/** Cars of the file, as they would be asked about, each with any part of it unknown. */
const anyCar = fc
  .record({
    sale: fc.constantFrom(...sales),
    hasVin: fc.boolean(),
    hasTrim: fc.boolean(),
    hasSeller: fc.boolean(),
    hasBook: fc.boolean(),
    asOfYear: fc.integer({ min: 2014, max: 2027 }),
  })
  .map(({ sale, hasVin, hasTrim, hasSeller, hasBook, asOfYear }): ValuationSubject => {
    const { vin, trim, ...vehicle } = sale.vehicle;
    return {
      vehicle: {
        ...vehicle,
        ...(hasVin && vin !== undefined ? { vin } : {}),
        ...(hasTrim && trim !== undefined ? { trim } : {}),
      },
      ...(hasSeller ? { sellerName: sale.facts.seller } : {}),
      ...(hasBook ? { book: { name: 'mmr', cents: dollarsToCents(Math.round(sale.priceDollars)) } } : {}),
      state: sale.facts.state,
      asOf: toInstant(`${asOfYear}-03-01T00:00:00Z`),
    };
  });
const miles = fc.integer({ min: 0, max: 400_000 });
const grade = fc.double({ min: 1, max: 5, noNaN: true });

describe('a trained value model', () => {
  it('prices a car of unknown color as one of the color that brings least', () => {
    fc.assert(
      fc.property(anyCar, miles, (car, odometerMiles) => {
        const painted = (color: string | undefined) => {
          const { color: _, ...vehicle } = car.vehicle;
          return percentiles({
            ...car,
            odometerMiles,
            vehicle: color === undefined ? vehicle : { ...vehicle, color },
          })[1];
        };
        const prices = ['black', 'white', 'silver', 'gray', 'blue', 'red', 'gold'].map(painted);
        // the trees, which see the color's effect beside all others, may turn the order by a little
        expect(painted(undefined)).toBeLessThanOrEqual(1.02 * Math.min(...prices));
      }),
      { numRuns: 300 },
    );
  });

  it('never prices a car higher for more miles', () => {
    fc.assert(
      fc.property(anyCar, miles, miles, fc.option(grade, { nil: undefined }), (car, a, b, g) => {
        const known = g === undefined ? car : { ...car, conditionGrade: g };
        const fewer = percentiles({ ...known, odometerMiles: Math.min(a, b) });
        const more = percentiles({ ...known, odometerMiles: Math.max(a, b) });
        for (const at of [0, 1, 2] as const) expect(more[at]).toBeLessThanOrEqual(fewer[at]);
      }),
      { numRuns: 1_500 },
    );
  });

  it('never prices a car higher for a worse grade, stated or estimated', () => {
    fc.assert(
      fc.property(anyCar, miles, grade, grade, fc.constantFrom(0, 0.4), (car, odometerMiles, a, b, sd) => {
        const at = (conditionGrade: number) =>
          percentiles({
            ...car,
            odometerMiles,
            conditionGrade,
            ...(sd > 0 ? { conditionGradeSd: sd } : {}),
          });
        const worse = at(Math.min(a, b));
        const better = at(Math.max(a, b));
        for (const which of [0, 1, 2] as const) expect(worse[which]).toBeLessThanOrEqual(better[which]);
      }),
      { numRuns: 1_500 },
    );
  });

  it('keeps percentiles in order and the explanation exact to the cent', () => {
    fc.assert(
      fc.property(anyCar, miles, (car, odometerMiles) => {
        const subject = { ...car, odometerMiles };
        const { p10Cents, p50Cents, p90Cents, unfamiliarity } = predict(subject);
        expect(p10Cents).toBeGreaterThan(0);
        expect(p10Cents).toBeLessThanOrEqual(p50Cents);
        expect(p50Cents).toBeLessThanOrEqual(p90Cents);
        const explained = model.explain(subject);
        const sum = explained?.contributions.reduce((total, { amountCents }) => total + amountCents, 0) ?? 0;
        expect((explained?.startCents ?? 0) + sum).toBe(p50Cents);
        expect(unfamiliarity).toBeGreaterThanOrEqual(0);
        expect(unfamiliarity).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('prices sales it learned from better than their median price by half', () => {
    const errorOf = (guess: (at: (typeof sales)[number]) => number) =>
      sales.reduce((sum, sale) => sum + Math.abs(guess(sale) - sale.priceDollars), 0);
    const middle = median(sales.map((sale) => sale.priceDollars));
    const ours = errorOf((sale) => {
      const { vehicle, facts } = sale;
      const subject = { vehicle, state: facts.state, asOf: toInstant(sale.soldDay * 86_400_000) };
      return predict({ ...subject, odometerMiles: facts.miles }).p50Cents / 100;
    });
    expect(ours).toBeLessThan(errorOf(() => middle) / 2);
  });

  it('knows a range less well without grade and seller', () => {
    const widths = (strip: boolean) =>
      sales.slice(0, 500).map(({ vehicle, facts, soldDay }) => {
        const subject = { vehicle, odometerMiles: facts.miles, asOf: toInstant(soldDay * 86_400_000) };
        const graded = Number.isNaN(facts.grade) ? {} : { conditionGrade: facts.grade };
        const [low, middle, high] = percentiles(
          strip ? subject : { ...subject, ...graded, sellerName: facts.seller },
        );
        return (high - low) / middle;
      });
    expect(median(widths(true))).toBeGreaterThan(median(widths(false)));
  });

  it('is no surer, in dollars or in percent, of a car without a grade than of one with any', () => {
    let narrower = 0;
    let count = 0;
    fc.assert(
      fc.property(anyCar, miles, grade, (car, odometerMiles, conditionGrade) => {
        const { book: _, ...unbooked } = car;
        const known = predict({ ...unbooked, odometerMiles, conditionGrade });
        const unknown = predict({ ...unbooked, odometerMiles });
        const dollars = (unknown.p90Cents - unknown.p10Cents) / (known.p90Cents - known.p10Cents);
        const percent = (dollars * known.p50Cents) / unknown.p50Cents;
        count += 1;
        if (Math.max(dollars, percent) < 0.97) narrower += 1;
      }),
      { numRuns: 1_000 },
    );
    expect(narrower / count).toBeLessThan(0.03);
  });

  it('is surer of a polished car than of a rough one, in percent', () => {
    const widthAt = (conditionGrade: number) => {
      const [low, middle, high] = percentiles({ ...camry, conditionGrade });
      return (high - low) / middle;
    };
    expect(widthAt(1.5)).toBeGreaterThan(widthAt(3));
    expect(widthAt(3)).toBeGreaterThanOrEqual(widthAt(4.5));
  });

  it('prices a car of which trim and body are not said as its VIN’s like', () => {
    const told = sales.find(
      ({ facts, vehicle }) =>
        facts.vin !== '' && facts.model === 'camry' && facts.trim === 'le' && vehicle.body,
    );
    if (told === undefined) throw new Error('no Camry LE');
    const { trim: _, body: __, ...bare } = told.vehicle;
    const priceOf = (vehicle: typeof bare) => predict({ ...camry, vehicle }).p50Cents;
    expect(Math.abs(priceOf(bare) / priceOf(told.vehicle) - 1)).toBeLessThan(0.02);
  });

  it('takes a seller that no sale knows for none', () => {
    const { sellerName: _, ...unsold } = camry;
    expect(predict({ ...unsold, sellerName: 'City of Nowhere' })).toEqual(predict(unsold));
  });

  it('widens the range for an estimated grade and moves nothing else', () => {
    const stated = predict(camry);
    const estimated = predict({ ...camry, conditionGradeSd: 0.6 });
    expect(estimated.p50Cents).toBe(stated.p50Cents);
    expect(estimated.p90Cents - estimated.p10Cents).toBeGreaterThan(stated.p90Cents - stated.p10Cents);
  });

  it('counts miles beyond the usual against a car, and miles short of it in its favor', () => {
    const lineOf = (odometerMiles: number) =>
      model.explain({ ...camry, odometerMiles })?.contributions.find(({ label }) => label.includes('miles,'));
    expect(lineOf(120_000)?.amountCents).toBeLessThan(0);
    expect(lineOf(8_000)?.amountCents).toBeGreaterThan(0);
    expect(lineOf(120_000)?.label).toMatch(/^120,000 miles, [\d,]+ above usual for its age$/);
  });

  it('uses a book value as evidence', () => {
    const book = (dollars: number) =>
      predict({ ...camry, book: { name: 'mmr', cents: dollarsToCents(dollars) } }).p50Cents;
    expect(book(20_000)).toBeGreaterThan(book(10_000) * 1.5);
  });

  it('prices a car of 2026 as one of the same age at the end of the training sales', () => {
    const years = 11;
    const then = percentiles({ ...camry, asOf: toInstant(`${model.anchorDay}T00:00:00Z`) });
    const later = toInstant(Date.parse(`${model.anchorDay}T00:00:00Z`) + years * 365.25 * 86_400_000);
    const now = percentiles({
      ...camry,
      vehicle: { ...camry.vehicle, year: (camry.vehicle.year ?? 0) + years },
      asOf: later,
    });
    for (const at of [0, 1, 2] as const) expect(Math.abs(now[at] / then[at] - 1)).toBeLessThan(0.02);
  });

  it('finds a model by another way of writing it', () => {
    const named = (make: string, name: string) =>
      predict({ ...camry, vehicle: { ...camry.vehicle, make, model: name } }).p50Cents;
    expect(named('TOYOTA', 'camry')).toBe(named('Toyota', 'Camry'));
    expect(named('Toyota', 'Camry Sport Sedan')).toBe(named('Toyota', 'Camry'));
  });

  it('falls back to the make, less sure of itself, for a model it never saw', () => {
    const unseen = predict({ ...camry, vehicle: { ...camry.vehicle, model: 'Zyzzyva' } });
    const seen = predict(camry);
    expect(unseen.unfamiliarity).toBeGreaterThan(seen.unfamiliarity + 0.3);
    const width = (value: typeof seen) => (value.p90Cents - value.p10Cents) / value.p50Cents;
    expect(width(unseen)).toBeGreaterThan(width(seen));
  });

  it.each([
    ['a make without sales', { ...camry.vehicle, make: 'Freightliner' }],
    ['a make named like a property of every object', { ...camry.vehicle, make: '__proto__' }],
    ['no make', { segment: 'other' as const, year: 2012, confidence: 0, provenance: {} }],
    ['no model year', { segment: 'other' as const, make: 'Toyota', confidence: 0, provenance: {} }],
    ['a motorcycle', { ...camry.vehicle, make: 'Honda', segment: 'motorcycle' as const }],
  ])('has nothing to say of %s', (_, vehicle) => {
    expect(model.predict({ ...camry, vehicle })).toBeUndefined();
  });

  it('stands any text in any field', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (a, b) => {
        const vehicle = {
          ...camry.vehicle,
          model: a,
          trim: b,
          body: a,
          color: b,
          vin: { vin: a, valid: false },
        };
        const prediction = predict({ ...camry, vehicle, sellerName: b, state: a });
        expect(Number.isSafeInteger(prediction.p50Cents)).toBe(true);
      }),
    );
  });

  it('refuses to train on too few sales', () => {
    const outcome = trainValueModel(sales.slice(0, leastSales - 1));
    expect(outcome).toMatchObject({ ok: false, code: 'too_few_sales' });
  });
});

describe('a model file', () => {
  const bytes = encodeModel(trained);

  it('prices exactly as the model that was written', () => {
    const decoded = decodeModel(bytes);
    if (!decoded.ok) throw new Error(decoded.error.reason);
    const copy = createValueModel(decoded.value);
    fc.assert(
      fc.property(anyCar, miles, (car, odometerMiles) => {
        const subject = { ...car, odometerMiles };
        expect(copy.predict(subject)).toEqual(model.predict(subject));
      }),
    );
  });

  it('is read from a Node buffer as from any bytes', () => {
    expect(decodeModel(Buffer.from(bytes)).ok).toBe(true);
  });

  it('is refused when any byte is changed or any part is missing', () => {
    const position = fc.integer({ min: 0, max: bytes.length - 1 });
    fc.assert(
      fc.property(position, fc.integer({ min: 1, max: 255 }), (at, change) => {
        const broken = bytes.slice();
        broken[at] = (broken[at] ?? 0) ^ change;
        expect(decodeModel(broken).ok).toBe(false);
      }),
      { numRuns: 40 },
    );
    fc.assert(
      fc.property(position, (length) => {
        expect(decodeModel(bytes.slice(0, length)).ok).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['not_a_model', 0],
    ['other_version', 4],
    ['other_features', 8],
    ['truncated', 16],
    ['bad_checksum', 200],
  ])('says %s when byte %i is wrong', (code, at) => {
    const broken = bytes.slice();
    broken[at] = (broken[at] ?? 0) ^ 1;
    expect(decodeModel(broken)).toMatchObject({ ok: false, error: { code } });
  });

  it('holds the training procedure’s own errors', () => {
    const all = trained.details.errors.filter((row) => row.band === 'all');
    expect(all.map((row) => row.track)).toEqual(['blind', 'graded', 'book']);
    for (const row of all) expect(row.coverage).toBeGreaterThan(0.7);
  });

  it('is the same for the same sales and seed', () => {
    expect(Buffer.compare(encodeModel(trainSmallModel(sales)), bytes)).toBe(0);
  }, 120_000);
});
