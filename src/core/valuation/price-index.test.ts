import { describe, expect, it } from 'vitest';
import {
  lastIndexMonth,
  logTimeFactor,
  logTimeSd,
  modelYearDriftPerYear,
  toPriceIndex,
} from './price-index.ts';

const index = toPriceIndex('test', [
  { observedOn: '2014-11-01', level: 100 },
  { observedOn: '2014-12-01', level: 110 },
  { observedOn: '2015-01-01', level: 121 },
]);
const at = (day: string): number => Date.parse(day);

describe('a price index', () => {
  it('moves a price by the levels of the months before the two days', () => {
    const factor = logTimeFactor(index, at('2014-12-15'), at('2015-02-15'));
    const drift = (modelYearDriftPerYear * 62) / 365.25;
    expect(factor - drift).toBeCloseTo(Math.log(1.21), 10);
  });

  it('holds the last level beyond its last month, and says less the further off', () => {
    const after = logTimeFactor(index, at('2015-02-15'), at('2016-02-15'));
    expect(after).toBeCloseTo(modelYearDriftPerYear * (365 / 365.25), 10);
    expect(logTimeSd(index, at('2015-02-15'), at('2018-02-15'))).toBeGreaterThan(
      logTimeSd(index, at('2015-02-15'), at('2016-02-15')),
    );
    expect(logTimeSd(index, at('2014-12-15'), at('2014-12-15'))).toBe(0);
    expect(lastIndexMonth(index)).toBe('2015-01');
  });

  it('goes there and back without loss', () => {
    const there = logTimeFactor(index, at('2014-12-15'), at('2015-02-15'));
    expect(logTimeFactor(index, at('2015-02-15'), at('2014-12-15'))).toBeCloseTo(-there, 12);
  });

  it.each([
    [
      'a gap',
      [
        { observedOn: '2014-11-01', level: 1 },
        { observedOn: '2015-01-01', level: 1 },
      ],
    ],
    ['a level of nothing', [{ observedOn: '2014-11-01', level: 0 }]],
    ['a level that is no number', [{ observedOn: '2014-11-01', level: Number.NaN }]],
    ['no months', []],
  ])('refuses %s', (_, rows) => {
    expect(() => toPriceIndex('test', rows)).toThrow(RangeError);
  });
});
