import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toAxisTicks } from './axis-ticks.ts';

test('five even amounts from 0 that reach the greatest figure without leaving most of the axis empty', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 1e10 }), (maxCents) => {
      const ticks = toAxisTicks(maxCents);
      const end = ticks.at(-1) ?? 0;
      expect(ticks).toHaveLength(5);
      expect(ticks[0]).toBe(0);
      expect(end).toBeGreaterThanOrEqual(maxCents);
      expect(end).toBeLessThanOrEqual(maxCents * 2.5);
      expect(new Set(ticks).size).toBe(5);
    }),
    { seed: 2026, numRuns: 1000 },
  );
});
