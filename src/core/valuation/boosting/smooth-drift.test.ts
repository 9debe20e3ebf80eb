import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fadingDays, moveDrift, noDrift, readDrift } from './market-drift.ts';
import { createRandom } from './random.ts';
import { type DriftObservation, smoothDrift } from './smooth-drift.ts';

const fromDay = 16_500;

/** Some sales a day whose guide values lie where `market` says, up to ordinary scatter. */
function observe(market: (day: number) => number, days: number, perDay: number): DriftObservation[] {
  const random = createRandom(4);
  return Array.from({ length: days * perDay }, (_, at) => {
    const day = fromDay + at / perDay;
    const scatter = (random() + random() + random() - 1.5) * 0.04;
    return { day, miss: market(day) + scatter, sd: 0.02 };
  });
}

describe('smoothing what guide values say of the market', () => {
  it('follows a market that rises and falls to within half a percent', () => {
    const market = (day: number) => 0.03 * Math.sin((day - fromDay) / 25);
    const drift = smoothDrift(observe(market, 100, 20), fromDay);
    for (let day = fromDay + 7; day < fromDay + 90; day += 5)
      expect(Math.abs(readDrift(drift, day) - market(day))).toBeLessThan(0.005);
  });

  it('is not led astray by a week of a few absurd values', () => {
    const calm = observe(() => 0.01, 60, 3);
    const absurd = calm.map((each) => {
      const week = Math.floor((each.day - fromDay) / 7);
      return week === 5 ? { ...each, miss: 0.5 } : each;
    });
    const difference = (day: number) =>
      Math.abs(readDrift(smoothDrift(absurd, fromDay), day) - readDrift(smoothDrift(calm, fromDay), day));
    for (let day = fromDay; day < fromDay + 60; day += 1) expect(difference(day)).toBeLessThan(0.02);
  });

  it('begins where the price is and says nothing of days before', () => {
    const drift = smoothDrift(
      observe(() => 0.02, 40, 10),
      fromDay,
    );
    expect(readDrift(drift, fromDay)).toBe(0);
    expect(readDrift(drift, fromDay - 1)).toBe(0);
    expect(readDrift(drift, fromDay + 30)).toBeGreaterThan(0.012);
  });

  it('knows nothing without later sales', () => {
    expect(smoothDrift([], fromDay)).toEqual(noDrift);
    expect(smoothDrift([{ day: fromDay - 3, miss: 0.2, sd: 0.02 }], fromDay)).toEqual(noDrift);
  });

  it('ends with the last week that is well known', () => {
    const known = observe(() => 0.02, 28, 10);
    const stray = { day: fromDay + 200, miss: 0.02, sd: 0.05 };
    const lastDay = smoothDrift([...known, stray], fromDay).days.at(-1) ?? 0;
    expect(lastDay).toBeGreaterThan(fromDay + 21);
    expect(lastDay).toBeLessThan(fromDay + 60);
  });
});

describe('reading a drift', () => {
  const drift = { days: [100, 110, 120], shifts: [0, 0.02, -0.04] };

  it('is linear between its days and fades after them', () => {
    expect(readDrift(drift, 105)).toBeCloseTo(0.01);
    expect(readDrift(drift, 115)).toBeCloseTo(-0.01);
    expect(readDrift(drift, 120 + fadingDays)).toBeCloseTo(-0.04 / Math.E);
    expect(Math.abs(readDrift(drift, 120 + 3650))).toBeLessThan(1e-6);
  });

  it('is continuous wherever it is known', () => {
    fc.assert(
      fc.property(fc.double({ min: 100, max: 400, noNaN: true }), (day) => {
        expect(Math.abs(readDrift(drift, day + 0.01) - readDrift(drift, day))).toBeLessThan(1e-4);
      }),
    );
  });

  it('moves as a whole', () => {
    expect(moveDrift(drift, 0.01).shifts[1]).toBeCloseTo(0.03);
    expect(readDrift(noDrift, 100)).toBe(0);
  });
});
