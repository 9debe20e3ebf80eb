import { describe, expect, it } from 'vitest';
import { toInstant } from '../kernel/instant.ts';
import { ageYears } from './age-years.ts';

describe('ageYears', () => {
  it('counts from 1 July before the model year, by the day', () => {
    expect(ageYears(2013, toInstant('2012-07-01'))).toBeCloseTo(0, 2);
    expect(ageYears(2013, toInstant('2026-07-01'))).toBeCloseTo(14, 2);
    expect(ageYears(2013, toInstant('2026-11-23'))).toBeCloseTo(14.4, 1);
  });
  it('has no cliff at a new year', () => {
    const apart = ageYears(2013, toInstant('2027-01-01')) - ageYears(2013, toInstant('2026-12-31'));
    expect(apart).toBeCloseTo(1 / 365.25, 6);
  });
  it('is never below nothing', () => {
    expect(ageYears(2027, toInstant('2025-11-23'))).toBe(0);
  });
});
