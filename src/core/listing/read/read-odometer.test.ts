import { describe, expect, it } from 'vitest';
import { readOdometer } from './read-odometer.ts';
import { tokenizeText } from './tokenize-text.ts';

const milesIn = (text: string): number | undefined => readOdometer(tokenizeText(text))?.miles;

describe('miles in prose', () => {
  it.each([
    ['143,553 miles', 143_553],
    ['Mileage: 98k', 98_000],
    ['odometer reads 120,334', 120_334],
    ['Mileage-86997. State fleet vehicle', 86_997],
    ['Miles--320,262', 320_262],
    ['Last Odometer reading 106110', 106_110],
    ['Mileage is approximately 46,000', 46_000],
    ['Odometer: 153,222 km', 95_208],
    ['Kilometres: 120,000', 74_565],
    ['KM: 85,000', 52_817],
    ['98k km on the clock', 60_894],
    ['Km: 85,000 mi', 85_000],
    ['ODOMETER shows 209,151 miles', 209_151],
    ['Maintained every 5,000 miles. Has 112,000 miles.', 112_000],
    ['Odometer: 45,210 (5 digit odometer)', 45_210],
  ])('reads "%s" as %i', (text, miles) => {
    expect(milesIn(text)).toBe(miles);
  });

  it.each([
    'maintained every 6,000 miles',
    'Mileage 0',
    'Mileage: 999999',
    'Mileage: 2012',
    'Engine hours: 8,079',
    'Call 555-123-4567',
    'Located 35 miles from Dallas',
    'Pickup within 100 miles',
    'over 6 model years and 60,000 miles',
    'Fees $12,000 miles from here',
    'Mileage unknown',
    '',
  ])('reads no odometer in "%s"', (text) => {
    expect(milesIn(text)).toBeUndefined();
  });
});
