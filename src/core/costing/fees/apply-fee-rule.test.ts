import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dollarsToCents, shareOf, toCents, toRatio } from '../../kernel/money.ts';
import { applyFeeRule } from './apply-fee-rule.ts';
import type { FeeRule } from './fee-schedule.ts';

const amount = (rule: FeeRule, dollars: number): number =>
  applyFeeRule(rule).amountAt(dollarsToCents(dollars)) / 100;

describe('fee rules', () => {
  it('charges a flat fee at any price', () => {
    const rule: FeeRule = { kind: 'flat', amountCents: toCents(7_900) };
    expect([amount(rule, 0), amount(rule, 1_000_000)]).toEqual([79, 79]);
  });
  it('charges a percentage between its minimum and its cap', () => {
    const rule: FeeRule = {
      kind: 'percent',
      ratio: toRatio(0.1),
      minimumCents: toCents(100),
      capCents: toCents(50_000),
    };
    expect([0, 9.99, 10, 10.1, 4_999.99, 5_000, 5_000.1].map((price) => amount(rule, price))).toEqual([
      1, 1, 1, 1.01, 500, 500, 500,
    ]);
  });
  it('says when the minimum or the cap decides', () => {
    const applied = applyFeeRule({
      kind: 'percent',
      ratio: toRatio(0.1),
      minimumCents: toCents(100),
      capCents: toCents(50_000),
    });
    expect(applied.explainAt(500)).toBe('minimum $1.00 (10 % of the hammer price)');
    expect(applied.explainAt(600_000)).toBe('cap $500.00 (10 % of the hammer price)');
    expect(applied.explainAt(200_000)).toBe('10 % of the hammer price');
  });
  it('taxes only the part in each marginal tier, so the fee never jumps or falls', () => {
    const applied = applyFeeRule({
      kind: 'marginal_tiers',
      tiers: [
        { fromCents: toCents(0), ratio: toRatio(0.09) },
        { fromCents: toCents(10_000), ratio: toRatio(0.02) },
        { fromCents: toCents(20_000), ratio: toRatio(0.05) },
      ],
    });
    expect(applied.stepsCents).toEqual([]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (cents) => {
        const rise = applied.amountAt(cents + 1) - applied.amountAt(cents);
        expect(rise === 0 || rise === 1).toBe(true);
      }),
    );
  });
  it('charges the whole price by the tier it falls in, to the cent at the edge', () => {
    const applied = applyFeeRule({
      kind: 'whole_amount_tiers',
      tiers: [
        { fromCents: toCents(0), amountCents: toCents(2_500) },
        { fromCents: toCents(10_000), amountCents: toCents(8_000) },
        { fromCents: toCents(50_000), ratio: toRatio(0.1) },
      ],
    });
    expect([9_999, 10_000, 10_001].map(applied.amountAt)).toEqual([2_500, 8_000, 8_000]);
    // a whole-amount tier may fall at its edge
    expect([49_999, 50_000, 50_001].map(applied.amountAt)).toEqual([8_000, 5_000, 5_000]);
    expect(applied.stepsCents).toEqual([10_000, 50_000]);
    expect(applied.explainAt(49_999)).toBe('tier $100.00 to $499.99: $80.00');
  });
  it('agrees with shareOf for any percentage of any price', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 50_000_000 }),
        fc.integer({ min: 0, max: 5_000 }),
        (price, basisPoints) => {
          const ratio = toRatio(basisPoints / 10_000);
          expect(applyFeeRule({ kind: 'percent', ratio }).amountAt(price)).toBe(
            shareOf(toCents(price), ratio),
          );
        },
      ),
    );
  });
  it('rejects tiers that do not start at zero, tiers that do not rise, and a cap under the minimum', () => {
    const tier = (from: number) => ({ fromCents: toCents(from), ratio: toRatio(0.1) });
    expect(() => applyFeeRule({ kind: 'marginal_tiers', tiers: [] })).toThrow(RangeError);
    expect(() => applyFeeRule({ kind: 'marginal_tiers', tiers: [tier(1)] })).toThrow(RangeError);
    expect(() => applyFeeRule({ kind: 'whole_amount_tiers', tiers: [tier(0), tier(5), tier(5)] })).toThrow(
      RangeError,
    );
    expect(() =>
      applyFeeRule({ kind: 'percent', ratio: toRatio(0.1), minimumCents: toCents(2), capCents: toCents(1) }),
    ).toThrow(RangeError);
  });
});
