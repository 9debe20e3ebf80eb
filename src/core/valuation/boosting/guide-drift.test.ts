import { describe, expect, it } from 'vitest';
import { readSomeSales } from './boosting.testkit.ts';
import { measureGuideDrift } from './guide-drift.ts';
import { readDrift } from './market-drift.ts';
import { findMarketWindow, placeInWindow } from './market-window.ts';

const options = { seed: 1, folds: 2 };
const sales = readSomeSales();
const days = sales.map(({ soldDay }) => soldDay).sort((a, b) => a - b);
const fromDay = days[Math.floor(days.length * 0.9)] ?? 0;
const before = sales.filter(({ soldDay }) => soldDay <= fromDay);
const after = sales.filter(({ soldDay }) => soldDay > fromDay);
const window = findMarketWindow(before);

const measure = (factor: number) =>
  measureGuideDrift(
    {
      kept: placeInWindow(before, window),
      others: placeInWindow(after, window).map((sale) => ({
        ...sale,
        facts: { ...sale.facts, bookDollars: sale.facts.bookDollars * factor },
      })),
      fromDay,
    },
    options,
    () => {},
  );

describe('the market after the sales, by their guide values', () => {
  it('is as far up as later guide values are', () => {
    const [asTheyAre, dearer] = [measure(1), measure(1.03)];
    const at = fromDay + 10;
    expect(Math.abs(readDrift(asTheyAre, at))).toBeLessThan(0.03);
    const rise = readDrift(dearer, at) - readDrift(asTheyAre, at);
    // a market that moves 3 % overnight is believed in most, not in all
    expect(rise).toBeGreaterThan(0.015);
    expect(rise).toBeLessThan(0.033);
  });

  it('is unknown where a file states no guide values', () => {
    const kept = before.map((sale) => ({ ...sale, facts: { ...sale.facts, bookDollars: Number.NaN } }));
    expect(measureGuideDrift({ kept, others: [], fromDay }, options, () => {}).days).toEqual([]);
  });
});
