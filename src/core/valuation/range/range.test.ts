import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Unknown } from './doubt-of-subject.ts';
import { fitRangeTable, type HeldOutError, readRangeTable } from './range-table.ts';
import { spreadOfValue } from './spread-of-value.ts';

const errorsArbitrary = fc.array(
  fc.record({
    logDollars: fc.double({ min: 6, max: 11, noNaN: true }),
    logPrice: fc.double({ min: 6, max: 11, noNaN: true }),
    error: fc.double({ min: -0.9, max: 2, noNaN: true }),
  }),
  { minLength: 5, maxLength: 200 },
);
const logDollarsArbitrary = fc.double({ min: 5, max: 12, noNaN: true });

/** A plain table for the doubt tests: cheap cars scatter more. */
const errors: HeldOutError[] = Array.from({ length: 4_000 }, (_, i) => {
  const logDollars = 6.5 + (i % 80) / 20;
  const size = 0.6 - 0.12 * (logDollars - 6.5);
  return { logDollars, logPrice: logDollars, error: size * (((i * 37) % 101) / 50 - 1) };
});
const table = fitRangeTable(errors, 0.8);

describe('a range table', () => {
  it('holds about the share of errors that it was asked to hold', () => {
    const inside = errors.filter(({ logDollars, error }) => {
      const { below, above } = readRangeTable(table, logDollars);
      return error >= -below && error <= above;
    });
    expect(inside.length / errors.length).toBeGreaterThan(0.78);
    expect(inside.length / errors.length).toBeLessThan(0.86);
  });

  it('never gives a dearer car a wider range in percent, nor a narrower one in dollars', () => {
    fc.assert(
      fc.property(errorsArbitrary, logDollarsArbitrary, logDollarsArbitrary, (of, a, b) => {
        const fitted = fitRangeTable(of, 0.8);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const cheap = readRangeTable(fitted, low);
        const dear = readRangeTable(fitted, high);
        for (const side of ['below', 'above'] as const) {
          expect(dear[side]).toBeLessThanOrEqual(cheap[side] + 1e-9);
          expect(dear[side] * Math.exp(high)).toBeGreaterThanOrEqual(
            cheap[side] * Math.exp(low) * (1 - 1e-9),
          );
        }
      }),
    );
  });
});

describe('the range of a value', () => {
  const unknown = fc.record({
    variance: fc.double({ min: 0, max: 0.1, noNaN: true }),
    best: fc.double({ min: 0, max: 0.5, noNaN: true }),
    worst: fc.double({ min: -0.5, max: 0, noNaN: true }),
  });

  it('is never wider, in dollars or percent, for any filling of an unknown than for the unknown', () => {
    const filling = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        logDollarsArbitrary,
        fc.array(unknown, { maxLength: 3 }),
        unknown,
        filling,
        (log, others, dropped: Unknown, at) => {
          const effect = dropped.worst + at * (dropped.best - dropped.worst);
          const filled = spreadOfValue(table, log + effect, { variance: 0.001, unknowns: others }, 1, 1);
          const open = spreadOfValue(table, log, { variance: 0.001, unknowns: [dropped, ...others] }, 1, 1);
          const filledWidth = filled.below + filled.above;
          const openWidth = open.below + open.above;
          expect(openWidth).toBeGreaterThanOrEqual(filledWidth * (1 - 1e-9));
          expect(openWidth * Math.exp(log)).toBeGreaterThanOrEqual(
            filledWidth * Math.exp(log + effect) * (1 - 1e-9),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never reaches below nothing', () => {
    const wild = { variance: 4, unknowns: [] };
    expect(spreadOfValue(table, 6, wild, 1, 2).below).toBeLessThan(1);
  });
});
