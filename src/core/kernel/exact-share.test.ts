import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactShare, greatestAmountCents, sharesOf } from './exact-share.ts';
import { shareOf, toCents, toRatio } from './money.ts';

it('agrees with shareOf to the cent for every amount and ratio', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_000_000 }),
      fc.oneof(
        fc.integer({ min: 0, max: 1_000_000 }).map((millionths) => millionths / 1e6),
        fc.double({ min: 0, max: 3, noNaN: true }),
      ),
      (amount, share) => {
        expect(exactShare(toRatio(share))(amount)).toBe(shareOf(toCents(amount), toRatio(share)));
      },
    ),
    { numRuns: 2_000 },
  );
});

it('stays exact at the greatest amount', () => {
  expect(exactShare(toRatio(0.999999))(greatestAmountCents)).toBe(4_999_995_000);
  expect(exactShare(toRatio(0.125))(greatestAmountCents)).toBe(625_000_000);
});

it('rounds half a cent up', () => {
  expect(exactShare(toRatio(0.005))(100)).toBe(1);
  expect(exactShare(toRatio(0.005))(99)).toBe(0);
});

it('takes shares of one amount as shareOf does, at the edges of a cent too', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.oneof(
        fc.double({ min: 0, max: 1, noNaN: true }),
        // half a cent exactly, or as near as a double comes
        fc.integer({ min: 0, max: 5_000 }).map((at) => (at + 0.5) / 5_001),
        fc.integer({ min: 0, max: 10_000 }).map((parts) => parts / 10_000),
      ),
      (amount, share) => {
        expect(sharesOf(toCents(amount))(share)).toBe(shareOf(toCents(amount), toRatio(share)));
      },
    ),
    { numRuns: 5_000 },
  );
});
