import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaStandardError, areaUnderCurve, type Judged } from './area-under-curve.ts';
import { brierScore, calibrationError, reliabilityBins } from './reliability.ts';

const judged = (pairs: readonly (readonly [number, 0 | 1])[]): Judged[] =>
  pairs.map(([probability, bad]) => ({ probability, badBuy: bad === 1 }));

describe('areaUnderCurve', () => {
  it('is 1 for a perfect order, 0 for a reversed one, ½ for all the same', () => {
    expect(
      areaUnderCurve(
        judged([
          [0.1, 0],
          [0.2, 0],
          [0.8, 1],
        ]),
      ),
    ).toBe(1);
    expect(
      areaUnderCurve(
        judged([
          [0.9, 0],
          [0.2, 1],
          [0.1, 1],
        ]),
      ),
    ).toBe(0);
    expect(
      areaUnderCurve(
        judged([
          [0.5, 0],
          [0.5, 1],
          [0.5, 0],
        ]),
      ),
    ).toBe(0.5);
  });

  it('is the share of pairs in the right order, ties counting half', () => {
    const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean()), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(some, (cars) => {
        const list = cars.map(([p, badBuy]) => ({ probability: p / 6, badBuy }));
        const bad = list.filter(({ badBuy }) => badBuy);
        const good = list.filter(({ badBuy }) => !badBuy);
        fc.pre(bad.length > 0 && good.length > 0);
        let right = 0;
        for (const b of bad)
          for (const g of good)
            right += b.probability > g.probability ? 1 : b.probability === g.probability ? 0.5 : 0;
        expect(areaUnderCurve(list)).toBeCloseTo(right / (bad.length * good.length), 12);
      }),
    );
  });

  it('has a standard error that shrinks with the number of cars', () => {
    expect(areaStandardError(0.66, 1800, 12_800)).toBeLessThan(areaStandardError(0.66, 180, 1280));
  });
});

describe('reliability', () => {
  it('puts the same number of cars in each bin, and finds the gap between said and happened', () => {
    const cars = judged(
      Array.from({ length: 200 }, (_, i) => [i < 100 ? 0.1 : 0.6, i % 2 === 0 ? 1 : 0] as const),
    );
    const bins = reliabilityBins(cars);
    expect(bins.map(({ cars: count }) => count)).toEqual(Array.from({ length: 10 }, () => 20));
    expect(calibrationError(bins)).toBeCloseTo((0.4 + 0.1) / 2, 10);
  });

  it('has no error where the share that happened is what was said', () => {
    const cars = judged(Array.from({ length: 100 }, (_, i) => [0.2, i % 5 === 0 ? 1 : 0] as const));
    expect(calibrationError(reliabilityBins(cars))).toBeCloseTo(0, 10);
  });

  it('scores a sure and right answer 0, a sure and wrong one 1', () => {
    expect(
      brierScore(
        judged([
          [1, 1],
          [0, 0],
        ]),
      ),
    ).toBe(0);
    expect(
      brierScore(
        judged([
          [1, 0],
          [0, 1],
        ]),
      ),
    ).toBe(1);
  });
});
