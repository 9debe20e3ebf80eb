import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeLemonModel } from '../encode-lemon-model.ts';
import { madeRows, purchaseCells, trainSmallModel } from '../lemon-model.testkit.ts';
import { lemonInputs } from '../lemon-subject.ts';
import { areaUnderCurve } from '../measure/area-under-curve.ts';
import { scoreRow } from '../measure/score-row.ts';
import { decodePriceCode } from './decode-price-code.ts';
import { fitLogistic } from './fit-logistic.ts';
import { parseLemonPurchase } from './parse-lemon-purchase.ts';
import { fifthOf, trainLemonModel } from './train-lemon-model.ts';

describe('trainLemonModel', () => {
  it('gives the same bytes for the same rows', () => {
    expect(encodeLemonModel(trainSmallModel(1200))).toBe(encodeLemonModel(trainSmallModel(1200)));
  });

  it('learns what the rows hold: on rows it has not seen it ranks far better than guessing', () => {
    const rows = madeRows(6000);
    const model = trainLemonModel(rows.slice(0, 4000), { name: 'made-up', heldOutRows: 2000 });
    const judged = rows.slice(4000).map(({ values, badBuy }) => ({
      probability: scoreRow(model, { values }),
      badBuy,
    }));
    expect(areaUnderCurve(judged)).toBeGreaterThan(0.62);
    const shuffled = judged.map(({ probability }, i) => ({
      probability,
      badBuy: judged[(i + 997) % judged.length]?.badBuy ?? false,
    }));
    expect(Math.abs(areaUnderCurve(shuffled) - 0.5)).toBeLessThan(0.04);
  });

  it('refuses rows without a good buy or without a bad one', () => {
    const rows = madeRows(200);
    for (const badBuy of [true, false])
      expect(() =>
        trainLemonModel(
          rows.map((row) => ({ ...row, badBuy })),
          { name: 'x', heldOutRows: 0 },
        ),
      ).toThrow(RangeError);
  });
});

describe('fitLogistic', () => {
  it('finds the log-odds of a single 0/1 group', () => {
    const definitions = [{ name: 'makeGroup', kind: 'group', direction: 0, knownFrom: 'car' }] as const;
    const rows = Array.from({ length: 4000 }, (_, i) => ({
      values: [i % 2 === 0 ? 'ford' : 'import'],
      badBuy: i % 2 === 0 ? i % 10 === 0 : i % 20 === 1,
    }));
    const predict = fitLogistic(definitions, rows);
    expect(predict({ values: ['ford'], badBuy: false })).toBeCloseTo(0.2, 2);
    expect(predict({ values: ['import'], badBuy: false })).toBeCloseTo(0.1, 2);
  });

  it('ranks better than guessing on all inputs', () => {
    const rows = madeRows(3000);
    const predict = fitLogistic(lemonInputs, rows);
    const judged = madeRows(5000)
      .slice(3000)
      .map((row) => ({ probability: predict(row), badBuy: row.badBuy }));
    expect(areaUnderCurve(judged)).toBeGreaterThan(0.62);
  });
});

describe('parseLemonPurchase', () => {
  it('reads a record into groups, cents and miles', () => {
    const cells = purchaseCells({
      RefId: 73011,
      makeEqChevrolet: 1,
      AmericanMade: 1,
      sizeEqMedium: 1,
      aucEqAdesa: 1,
    });
    const parsed = parseLemonPurchase(cells);
    expect(parsed.ok && parsed.value).toMatchObject({
      refId: 73011,
      badBuy: false,
      inputs: {
        ageYears: 4,
        odometerMiles: 70_000,
        makeGroup: 'chevrolet',
        sizeClass: 'medium',
        stateGroup: 'other',
        auctionHouse: 'adesa',
        wholesaleValueCentsOf2010: 641_800,
        priceToValue: 6400 / 6418,
      },
      studied: { wheels: 'neither_recorded', hammerPriceCents: 640_000 },
    });
  });

  it('rejects ragged rows and cells that are not numbers', () => {
    const code = (cells: string[]): string | undefined => {
      const parsed = parseLemonPurchase(cells);
      return parsed.ok ? undefined : parsed.error.code;
    };
    expect(code([])).toBe('ragged_row');
    expect(code([...purchaseCells(), '1'])).toBe('ragged_row');
    for (const cell of ['', ' ', 'NULL', 'NaN', 'Infinity', '-1'])
      expect(code(purchaseCells({ odomRead: cell })), cell).toBe('bad_number');
  });
});

describe('decodePriceCode', () => {
  it('gives the dollars that the competition prints for the first and last records', () => {
    // code, market price, price paid, by RefId: 1, 2, 3, 5, 73011, 73012, 73013, 73014
    const printed = [
      [8592, 8155, 7100],
      [7297, 6854, 7600],
      [3645, 3202, 4900],
      [4359, 3913, 4000],
      [6863, 6418, 6200],
      [8981, 8545, 8200],
      [6865, 6420, 7000],
      [7975, 7535, 8000],
    ] as const;
    for (const [code, dollars, paid] of printed) {
      const decoded = decodePriceCode(code, paid);
      expect(decoded?.exact).toBe(true);
      expect(Math.abs((decoded?.dollars ?? 0) - dollars)).toBeLessThanOrEqual(3);
    }
    // RefId 4 and 73010: $1,893 and $1,996
    expect(decodePriceCode(2385, 4100)).toEqual({ dollars: 1999, exact: false });
    expect(decodePriceCode(2470, 4200)).toEqual({ dollars: 1999, exact: false });
  });

  it('knows no dollars for the texts 0 and NULL, and only a bound for five figures', () => {
    expect(decodePriceCode(1, 6000)).toBeUndefined();
    expect(decodePriceCode(10_343, 6000)).toBeUndefined();
    expect(decodePriceCode(Number.NaN, 6000)).toBeUndefined();
    expect(decodePriceCode(500, 9000)).toEqual({ dollars: 10_000, exact: false });
    expect(decodePriceCode(4021, 35_900)).toEqual({ dollars: 10_000, exact: false });
  });

  it('rises with the code from $2,000 to $9,999', () => {
    const code = fc.integer({ min: 2475, max: 10_342 });
    fc.assert(
      fc.property(code, code, (a, b) => {
        const at = (c: number) => decodePriceCode(c, 5000)?.dollars ?? Number.NaN;
        expect(at(Math.max(a, b))).toBeGreaterThanOrEqual(at(Math.min(a, b)));
        expect(at(a)).toBeGreaterThanOrEqual(2000);
        expect(at(a)).toBeLessThanOrEqual(9999);
      }),
    );
  });
});

describe('fifthOf', () => {
  it('deals records into five nearly equal parts', () => {
    const counts = [0, 0, 0, 0, 0];
    for (let refId = 1; refId <= 10_000; refId += 1) {
      const parsed = parseLemonPurchase(purchaseCells({ RefId: refId }));
      if (parsed.ok) counts[fifthOf(parsed.value)] = (counts[fifthOf(parsed.value)] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });
});
