import { expect, test } from 'vitest';
import { describeRule, toTierRows } from './fee-words.ts';

test('a rule reads as a price list would say it', () => {
  expect(describeRule({ kind: 'flat', amountCents: 9_500 })).toBe('$95.00');
  expect(describeRule({ kind: 'flat', amountCents: 0 })).toBe('none');
  expect(describeRule({ kind: 'percent', ratio: 0.125 })).toBe('12.5% of the price');
  expect(describeRule({ kind: 'percent', ratio: 0.0725, minimumCents: 100, capCents: 50_000 })).toBe(
    '7.25% of the price, at least $1.00, at most $500.00',
  );
  expect(describeRule({ kind: 'marginal_tiers', tiers: [{ fromCents: 0, ratio: 0.09 }] })).toBe(
    '1 tier, each on its part of the price',
  );
});

test('a tier ends a cent under the next one, and the last has no end', () => {
  expect(
    toTierRows({
      kind: 'whole_amount_tiers',
      tiers: [
        { fromCents: 0, amountCents: 2_500 },
        { fromCents: 5_000, ratio: 0.1 },
      ],
    }),
  ).toEqual([
    { fromCents: 0, toCents: 4_999, fee: '$25.00' },
    { fromCents: 5_000, toCents: undefined, fee: '10%' },
  ]);
  expect(toTierRows({ kind: 'flat', amountCents: 1 })).toEqual([]);
});
