import { expect, test } from 'vitest';
import { toCloseCurve } from './close-curve.ts';

const close = { medianCents: 500_000, spreadBelow: 0.3, spreadAbove: 0.4, floorCents: 410_000 };

test('the chance rises with the price, is none under the floor and nearly sure at the end', () => {
  const curve = toCloseCurve(close, 600_000);
  for (let at = 1; at < curve.length; at++) {
    expect(curve[at]?.cents).toBeGreaterThan(curve[at - 1]?.cents ?? 0);
    expect(curve[at]?.chance).toBeGreaterThanOrEqual(curve[at - 1]?.chance ?? 1);
  }
  for (const { cents, chance } of curve) if (cents < close.floorCents) expect(chance).toBe(0);
  expect(curve.at(-1)?.chance).toBeGreaterThan(0.96);
});

test('a max bid beyond what is nearly sure is still in sight, one far beyond does not flatten the curve', () => {
  expect(toCloseCurve(close, 1_600_000).at(-1)?.cents).toBeGreaterThan(1_600_000);
  expect(toCloseCurve(close, 90_000_000).at(-1)?.cents).toBeLessThan(5_000_000);
});
