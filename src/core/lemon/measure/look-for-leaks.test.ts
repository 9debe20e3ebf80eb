import { describe, expect, it } from 'vitest';
import { purchaseCells } from '../lemon-model.testkit.ts';
import { type LemonPurchase, parseLemonPurchase } from '../train/parse-lemon-purchase.ts';
import { scatter } from '../train/training-table.ts';
import { lookForLeaks } from './look-for-leaks.ts';

const made = (cellsOf: (i: number) => Record<string, number>): LemonPurchase[] =>
  Array.from({ length: 2000 }, (_, i) =>
    parseLemonPurchase(purchaseCells({ RefId: i + 1, ...cellsOf(i) })),
  ).flatMap((parsed) => (parsed.ok ? [parsed.value] : []));

describe('lookForLeaks', () => {
  it('finds nothing where warranty follows from the car, and bad buys fall anywhere', () => {
    const signs = lookForLeaks(
      made((i) => ({
        IsBadBuy: scatter(i, 1) < 0.2 ? 1 : 0,
        ageAtSale: i % 9,
        odomRead: 20_000 + 10_000 * (i % 7),
        warrantyCost: 500 + 100 * (i % 9) + 50 * (i % 7),
      })),
    );
    expect(signs.warrantyExplained).toBeCloseTo(1, 6);
    expect(Math.abs(signs.badAfterBad - signs.badAfterGood)).toBeLessThan(0.08);
  });

  it('finds bad buys that lie side by side, and a warranty cost that knows them', () => {
    const signs = lookForLeaks(
      made((i) => {
        const isBad = i % 100 < 20 ? 1 : 0;
        return { IsBadBuy: isBad, warrantyCost: isBad === 1 ? 1200 : 1000 };
      }),
    );
    expect(signs.badAfterBad).toBeGreaterThan(0.9);
    expect(signs.badAfterGood).toBeLessThan(0.05);
    expect(signs.warrantyExplained).toBeLessThan(0.01);
    expect(signs.warrantyRestArea).toBe(1);
  });
});
