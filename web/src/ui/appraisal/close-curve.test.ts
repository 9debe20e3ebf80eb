import { expect, test } from 'vitest';
import { toCloseCurve } from './close-curve.ts';

const close = { medianCents: 500_000, spreadBelow: 0.3, spreadAbove: 0.4, floorCents: 410_000 };

test('the curve never goes under the floor, rises in cents and holds nearly all of the chance', () => {
  const curve = toCloseCurve(close, 600_000);
  expect(curve[0]?.cents).toBeGreaterThanOrEqual(close.floorCents);
  let held = 0;
  for (let at = 1; at < curve.length; at++) {
    const [before, here] = [curve[at - 1], curve[at]];
    if (!before || !here) throw new Error('a gap');
    expect(here.cents).toBeGreaterThan(before.cents);
    held += (here.cents - before.cents) * ((before.density + here.density) / 2);
  }
  expect(held).toBeGreaterThan(0.93);
  expect(held).toBeLessThan(1.02);
});

test('a max bid beyond the curve is still in sight, and a price that is certain has no curve', () => {
  const seen = toCloseCurve(close, 1_100_000).at(-1)?.cents ?? 0;
  expect(seen).toBeGreaterThan(1_100_000);
  expect(toCloseCurve({ ...close, spreadBelow: 0, spreadAbove: 0 }, 0).length).toBeLessThanOrEqual(121);
});
