import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../kernel/instant.ts';
import { toCents } from '../../kernel/money.ts';
import { profile } from '../costing.testkit.ts';
import { forecastDaysToSell, type HeldDays, retailDaysAt, wholesaleDaysFrom } from './days-to-sell.ts';

const asOf = toInstant('2026-11-25T00:00:00Z');
const held: HeldDays = { count: 30, meanDays: 12, learnedUntil: toInstant('2026-10-01T00:00:00Z') };

describe('days to sell', () => {
  it('at retail are those published for the price, and between them a line without a cliff', () => {
    expect(retailDaysAt(900_000)).toBe(38);
    expect(retailDaysAt(1_500_000)).toBe(38);
    expect(retailDaysAt(2_604_300)).toBe(49);
    expect(retailDaysAt(9_000_000)).toBe(49);
    expect(retailDaysAt(2_052_150)).toBeCloseTo(43.5, 10);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6_000_000 }), (cents) => {
        const more = retailDaysAt(cents + 100) - retailDaysAt(cents);
        expect(more).toBeGreaterThanOrEqual(0);
        // a dollar of value costs a dollar of time only to a buyer whose days cost a thousand
        expect(more).toBeLessThanOrEqual(0.001);
      }),
    );
  });
  it('take longest where the price is unknown: knowing less never makes a car cheaper', () => {
    const unknown = forecastDaysToSell({ asOf }, profile({ exit: 'retail' }));
    expect(unknown.days).toBe(49);
    expect(unknown.basis).toContain('price unknown');
  });
  it('at wholesale are three weeks until own sales with both days say otherwise', () => {
    expect(forecastDaysToSell({ asOf }, profile({ exit: 'wholesale' }))).toMatchObject({ days: 21 });
    const learned = forecastDaysToSell({ asOf }, profile({ exit: 'wholesale' }), held);
    expect(learned.days).toBe(15.6);
    expect(learned.basis).toContain('30 own sales with both days, 12.0 on average');
    expect(wholesaleDaysFrom({ count: 1e9, meanDays: 0 })).toBe(1);
  });
  it('of a past day know nothing of later sales', () => {
    const before = forecastDaysToSell(
      { asOf: toInstant('2026-09-30T00:00:00Z') },
      profile({ exit: 'wholesale' }),
      held,
    );
    expect(before.days).toBe(21);
  });
  it("are the dealership's own figure where it has one", () => {
    for (const exit of ['wholesale', 'retail'] as const)
      expect(
        forecastDaysToSell(
          { asOf, retailP50Cents: toCents(1_000_000) },
          profile({ exit, daysToSell: 33 }),
          held,
        ),
      ).toEqual({ days: 33, basis: 'your own figure (profile.daysToSell)' });
  });
});
