import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatCeiling,
  formatDelta,
  formatDollars,
  formatExact,
  formatShare,
  formatShort,
} from './format-money.ts';

const readDollars = (text: string): number => Number(text.replaceAll(/[$,+]/g, ''));
const amounts = fc.integer({ min: -1e11, max: 1e11 });

describe('formatCeiling', () => {
  test('never shows more than the amount, and less than a dollar below it', () => {
    fc.assert(
      fc.property(amounts, (cents) => {
        const shownCents = readDollars(formatCeiling(cents)) * 100;
        expect(shownCents).toBeLessThanOrEqual(cents);
        expect(cents - shownCents).toBeLessThan(100);
      }),
      { seed: 2026, numRuns: 1000 },
    );
  });
});

describe('formatDollars', () => {
  test('is within half a dollar of the amount', () => {
    fc.assert(
      fc.property(amounts, (cents) => {
        expect(Math.abs(readDollars(formatDollars(cents)) * 100 - cents)).toBeLessThanOrEqual(50);
      }),
      { seed: 2026, numRuns: 1000 },
    );
  });

  test('writes a small loss as $0, without a sign', () => {
    expect(formatDollars(-20)).toBe('$0');
    expect(formatDollars(-123_456)).toBe('-$1,235');
  });
});

test('formatExact keeps every cent', () => {
  fc.assert(
    fc.property(amounts, (cents) => {
      expect(Math.round(readDollars(formatExact(cents)) * 100)).toBe(cents);
    }),
    { seed: 2026, numRuns: 1000 },
  );
});

test('formatDelta says which way', () => {
  expect(formatDelta(120_000)).toBe('+$1,200');
  expect(formatDelta(-120_000)).toBe('-$1,200');
  expect(formatDelta(0)).toBe('$0');
});

test('formatShort fits the label of an axis', () => {
  expect(formatShort(86_400)).toBe('$864');
  expect(formatShort(1_000_000)).toBe('$10k');
  expect(formatShort(824_900)).toBe('$8.2k');
});

test('formatShare never claims certainty that the share does not have', () => {
  expect(formatShare(0.9999)).toBe('>99%');
  expect(formatShare(0.0001)).toBe('<1%');
  expect(formatShare(1)).toBe('100%');
  expect(formatShare(0)).toBe('0%');
  expect(formatShare(0.568)).toBe('57%');
});
