import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hatPoint, readCurve } from './hat-basis.ts';
import { quantile, toNonDecreasing, weightedQuantile } from './order-statistics.ts';
import { solveRidge } from './solve-ridge.ts';

describe('solveRidge', () => {
  it('solves two equations', () => {
    const x = solveRidge(Float64Array.from([4, 1, 1, 3]), Float64Array.from([1, 2]), 0);
    expect(x[0]).toBeCloseTo(1 / 11, 9);
    expect(x[1]).toBeCloseTo(7 / 11, 9);
  });

  it('pulls toward zero as the ridge grows', () => {
    const at = (ridge: number): number =>
      Math.abs(solveRidge(Float64Array.from([2]), Float64Array.from([3]), ridge)[0] ?? 0);
    expect(at(10)).toBeLessThan(at(1));
  });
});

describe('order statistics', () => {
  it('finds medians with and without weights', () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(weightedQuantile([1, 100], [99, 1], 0.4)).toBe(1);
    expect(weightedQuantile([1, 2], [0, 0], 0.5)).toBeNaN();
  });

  it('keeps quantiles in order and within the values', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(
        values,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (of, a, b) => {
          const low = quantile(of, Math.min(a, b));
          expect(low).toBeLessThanOrEqual(quantile(of, Math.max(a, b)) + 1e-9);
          expect(low).toBeGreaterThanOrEqual(Math.min(...of) - 1e-9);
        },
      ),
    );
  });

  it('makes any sequence non-decreasing and leaves one that is alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 })), (values) => {
        const rising = toNonDecreasing(
          values,
          values.map(() => 1),
        );
        for (let i = 1; i < rising.length; i++)
          expect(rising[i]).toBeGreaterThanOrEqual((rising[i - 1] ?? 0) - 1e-9);
        const sorted = values.toSorted((a, b) => a - b);
        expect(
          toNonDecreasing(
            sorted,
            sorted.map(() => 1),
          ),
        ).toEqual(sorted);
      }),
    );
  });
});

describe('a piecewise-linear curve', () => {
  it('passes through its knots and holds beyond them', () => {
    const knots = [0, 10, 20];
    const curve = [1, 3, 2];
    const read = (value: number): number => readCurve(curve, hatPoint(knots, value));
    expect([-5, 0, 5, 10, 15, 20, 99].map(read)).toEqual([1, 1, 2, 3, 2.5, 2, 2]);
  });
});
