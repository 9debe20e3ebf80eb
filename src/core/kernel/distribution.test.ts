import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cdf, distributionOf, expectedPositivePart, quantile, toMoneyRange } from './distribution.ts';
import { toCents } from './money.ts';
import { normalCdf, normalQuantile } from './normal.ts';

const ranges = fc
  .tuple(
    fc.integer({ min: 1_000, max: 5_000_000 }),
    fc.double({ min: 0.05, max: 0.97, noNaN: true }),
    fc.double({ min: 1.03, max: 3, noNaN: true }),
  )
  .map(([median, low, high]) => ({
    p10Cents: toCents(Math.floor(median * low)),
    p50Cents: toCents(median),
    p90Cents: toCents(Math.ceil(median * high)),
  }));
const floored = fc
  .tuple(ranges, fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([range, share]) => distributionOf(range, Math.round(range.p50Cents * share)));

describe('normal distribution', () => {
  it('knows published values of the distribution function', () => {
    expect(normalCdf(0)).toBeCloseTo(0.5, 15);
    expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 14);
    expect(normalCdf(-3)).toBeCloseTo(0.0013498980316301, 14);
    expect(normalCdf(-10) / 7.61985302416e-24).toBeCloseTo(1, 8);
  });
  it('inverts itself', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-9, noNaN: true }), (p) => {
        expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(1e-12 + p * 1e-11);
      }),
    );
  });
  it('answers NaN outside 0…1 and infinities at the ends', () => {
    expect(normalQuantile(-0.1)).toBeNaN();
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('money distribution', () => {
  it('passes exactly through its three quantiles', () => {
    fc.assert(
      fc.property(ranges, (range) => {
        expect(toMoneyRange(distributionOf(range))).toEqual(range);
      }),
    );
  });
  it('has a quantile that inverts its cdf, floor or no floor', () => {
    fc.assert(
      fc.property(floored, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (d, p) => {
        expect(Math.abs(cdf(d, quantile(d, p)) - p)).toBeLessThan(1e-9);
      }),
    );
  });
  it('never gives probability to amounts below the floor', () => {
    fc.assert(
      fc.property(floored, (d) => {
        expect(quantile(d, 0.001)).toBeGreaterThanOrEqual(d.floorCents);
        if (d.floorCents > 0) expect(cdf(d, d.floorCents - 1)).toBe(0);
      }),
    );
  });
  it('computes E[(limit − X)⁺] as the integral of its cdf', () => {
    fc.assert(
      fc.property(floored, fc.double({ min: 0.2, max: 2.5, noNaN: true }), (d, share) => {
        const limit = d.medianCents * share;
        // E[(m − X)+] = ∫₀ᵐ F(x) dx; Simpson over the log of x resolves the narrow side too
        const from = Math.max(d.floorCents, quantile({ ...d, floorCents: 0 }, 1e-12));
        let integral = 0;
        if (limit > from) {
          const edges = [from, Math.min(limit, Math.max(from, d.medianCents)), limit];
          for (const [start, end] of [
            [edges[0] ?? 0, edges[1] ?? 0],
            [edges[1] ?? 0, edges[2] ?? 0],
          ] as const) {
            const steps = 2_000;
            const h = Math.log(end / start) / steps;
            if (!(h > 0)) continue;
            for (let i = 0; i <= steps; i++) {
              const x = start * Math.exp(i * h);
              integral += ((i === 0 || i === steps ? 1 : i % 2 ? 4 : 2) * cdf(d, x) * x * h) / 3;
            }
          }
        }
        expect(Math.abs(expectedPositivePart(d, limit) - integral)).toBeLessThan(1e-3 + d.medianCents * 1e-6);
      }),
      { numRuns: 60 },
    );
  });
  it('copes with a certain amount and with zero', () => {
    const certain = distributionOf({
      p10Cents: toCents(500),
      p50Cents: toCents(500),
      p90Cents: toCents(500),
    });
    expect(cdf(certain, 499)).toBe(0);
    expect(cdf(certain, 501)).toBe(1);
    expect(expectedPositivePart(certain, 600)).toBeCloseTo(100, 2);
    const worthless = distributionOf({ p10Cents: toCents(0), p50Cents: toCents(0), p90Cents: toCents(0) });
    expect(cdf(worthless, 10)).toBe(1);
    expect(expectedPositivePart(worthless, 0)).toBe(0);
  });
});
