import { expect, test } from 'vitest';
import { parseTyped, toTyped } from './figure-text.ts';

test('a stored figure comes back from what is typed for it', () => {
  for (const [unit, value, typed] of [
    ['cents', 50_000, '500'],
    ['cents', 27_550, '275.5'],
    ['cents_per_mile', 20, '0.2'],
    ['share', 0.0625, '6.25'],
    ['factor', 1.35, '1.35'],
    ['days', 21, '21'],
  ] as const) {
    expect(toTyped({ unit }, value)).toBe(typed);
    expect(parseTyped({ unit, most: 1e9 }, typed)).toBe(value);
  }
});

test('nothing typed is the standard, and what is no figure is refused', () => {
  const cents = { unit: 'cents', most: 10_000_000 } as const;
  expect(parseTyped(cents, '  ')).toBeNull();
  expect(parseTyped(cents, '$1,250.50')).toBe(125_050);
  for (const text of ['-5', '1.005', 'abc', '1e5', '100001']) expect(parseTyped(cents, text)).toBeUndefined();
  expect(parseTyped({ unit: 'share', most: 1 }, '101')).toBeUndefined();
  expect(parseTyped({ unit: 'days', most: 3_650 }, '0')).toBeUndefined();
});
