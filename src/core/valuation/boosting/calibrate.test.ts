import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyShift, fitShift, holdSlope } from './calibrate.ts';
import { calibrateRange } from './calibrate-range.ts';
import { createRandom } from './random.ts';

describe('a shift curve', () => {
  it('keeps higher prices higher, whatever shifts were asked for', () => {
    const shift = fc.double({ min: -2, max: 2, noNaN: true });
    const price = fc.double({ min: 3, max: 14, noNaN: true });
    fc.assert(
      fc.property(fc.array(shift, { minLength: 1, maxLength: 6 }), price, price, (shifts, a, b) => {
        const curve = holdSlope({ knots: shifts.map((_, at) => 6 + at * 0.7), shifts });
        expect(applyShift(curve, Math.max(a, b))).toBeGreaterThanOrEqual(applyShift(curve, Math.min(a, b)));
      }),
    );
  });

  it('moves a quantile that is off to where it belongs', () => {
    const random = createRandom(1);
    const predicted = Float64Array.from({ length: 4_000 }, () => Math.log(2_000 + 30_000 * random()));
    const actual = predicted.map((value) => value + random() - 0.2);
    const curve = fitShift(predicted, actual, new Float64Array(4_000).fill(1), 0.1);
    const under = predicted.filter((value, at) => (actual[at] ?? 0) <= applyShift(curve, value)).length;
    expect(under / 4_000).toBeGreaterThan(0.08);
    expect(under / 4_000).toBeLessThan(0.12);
  });

  it('shifts nothing where there is nothing to learn from', () => {
    const none = new Float64Array(0);
    expect(applyShift(fitShift(none, none, none, 0.9), 9)).toBe(9);
  });
});

describe('calibrateRange', () => {
  it('makes a range that was too narrow hold 80 % overall and nearly so in each price band', () => {
    const random = createRandom(2);
    const sales = Array.from({ length: 3_000 }, () => {
      const middle = Math.log(1_500 + 30_000 * random());
      const error = (random() + random() - 1) * 0.5;
      const priceDollars = Math.exp(middle + error);
      return {
        priceDollars,
        soldDay: 0,
        middle,
        low: middle - 0.05,
        high: middle + 0.05,
        isCommon: true,
        isLater: false,
        polish: 0,
      };
    });
    const { low, high } = calibrateRange(sales, 'graded');
    const inside = sales.filter((sale) => {
      const price = Math.log(sale.priceDollars);
      return price >= applyShift(low, sale.low) && price <= applyShift(high, sale.high);
    });
    expect(inside.length / sales.length).toBeGreaterThan(0.78);
    expect(inside.length / sales.length).toBeLessThan(0.84);
    const cheap = (sale: { priceDollars: number }) => sale.priceDollars < 3_000;
    expect(inside.filter(cheap).length / sales.filter(cheap).length).toBeGreaterThan(0.75);
  });
});
