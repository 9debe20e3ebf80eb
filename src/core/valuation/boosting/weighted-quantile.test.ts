import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightedQuantile } from './weighted-quantile.ts';

function bySorting(values: readonly number[], weights: readonly number[], share: number): number {
  const order = values
    .map((value, at) => ({ value, weight: weights[at] ?? 0 }))
    .sort((a, b) => a.value - b.value);
  const total = order.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  for (const { value, weight } of order) {
    sum += weight;
    if (sum >= total * share - 1e-9) return value;
  }
  return order.at(-1)?.value ?? 0;
}

describe('weightedQuantile', () => {
  it('agrees with sorting for any values and weights', () => {
    const item = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        (items, tenth) => {
          const values = items.map(([value]) => value);
          const weights = items.map(([, weight]) => weight);
          const found = weightedQuantile(
            Float64Array.from(values),
            Float64Array.from(weights),
            items.length,
            tenth / 10,
          );
          expect(found).toBe(bySorting(values, weights, tenth / 10));
        },
      ),
    );
  });

  it('answers 0 for nothing', () => {
    expect(weightedQuantile(new Float64Array(0), new Float64Array(0), 0, 0.5)).toBe(0);
  });
});
