import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priced, profile, subject, tables } from '../costing/costing.testkit.ts';
import { buildFeeBook } from '../costing/fees/fee-book.ts';
import type { FeeRule } from '../costing/fees/fee-schedule.ts';
import { toSourceId } from '../kernel/ids.ts';
import { toCents, toRatio } from '../kernel/money.ts';
import { solveMaxBid } from './max-bid.ts';

const ratios = fc.integer({ min: 0, max: 300_000 }).map((millionths) => toRatio(millionths / 1e6));
const starts = fc
  .uniqueArray(fc.integer({ min: 1, max: 3_000 }), { maxLength: 6 })
  .map((edges) => [0, ...edges.sort((a, b) => a - b)].map(toCents));
const limits = fc
  .option(fc.integer({ min: 0, max: 200 }), { nil: undefined })
  .map((minimum) => (minimum === undefined ? {} : { minimumCents: toCents(minimum) }));
const rules: fc.Arbitrary<FeeRule> = fc.oneof(
  fc.integer({ min: 0, max: 500 }).map((cents): FeeRule => ({ kind: 'flat', amountCents: toCents(cents) })),
  fc.tuple(ratios, limits).map(([ratio, limit]): FeeRule => ({ kind: 'percent', ratio, ...limit })),
  fc.tuple(starts, fc.array(ratios, { minLength: 7, maxLength: 7 }), limits).map(
    ([from, shares, limit]): FeeRule => ({
      kind: 'marginal_tiers',
      tiers: from.map((fromCents, index) => ({ fromCents, ratio: shares[index] ?? toRatio(0) })),
      ...limit,
    }),
  ),
  fc
    .tuple(
      starts,
      fc.array(fc.oneof(ratios, fc.integer({ min: 1, max: 900 })), { minLength: 7, maxLength: 7 }),
      limits,
    )
    .map(
      ([from, fees, limit]): FeeRule => ({
        kind: 'whole_amount_tiers',
        // amounts and shares at random, so that the fee often falls at an edge
        tiers: from.map((fromCents, index) => {
          const fee = fees[index] ?? 1;
          return Number.isInteger(fee) && fee > 0
            ? { fromCents, amountCents: toCents(fee) }
            : { fromCents, ratio: toRatio(fee % 1) };
        }),
        ...limit,
      }),
    ),
);

/** A car that costs nothing but its fees and tax, so that small amounts reach every edge. */
const bare = profile({
  resaleCertificate: false,
  transportCents: toCents(0),
  reconCents: toCents(0),
  lemonLossCents: toCents(0),
  titleWorkCents: toCents(0),
  outOfStateTitleCents: toCents(0),
  holdingCentsPerDay: toCents(0),
  sellingCents: toCents(0),
  floorplanApr: toRatio(0.09),
});
const costUnder = (fees: readonly FeeRule[], salesTaxRatio = toRatio(0.07)) =>
  priced(
    subject({ source: toSourceId('site') }),
    { ...bare, salesTaxRatio },
    {
      ...tables,
      fees: buildFeeBook([
        {
          id: 'site',
          source: toSourceId('site'),
          effectiveFrom: '2026-01-01',
          citation: 'random',
          fees: fees.map((rule) => ({ line: 'buyer_premium', label: 'fee', rule, taxable: true })),
        },
      ]),
    },
  );

describe('max bid', () => {
  it('Promise 1: is the greatest price that leaves the target, by brute force over random schedules', () => {
    fc.assert(
      fc.property(
        fc.array(rules, { minLength: 1, maxLength: 3 }),
        ratios,
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: -500, max: 3_000 }),
        (fees, tax, value, target) => {
          const cost = costUnder(fees, tax);
          let greatest = 0;
          for (let bid = 0; bid <= value - target; bid++)
            if (value - cost.totalAt(bid) >= target) greatest = bid;
          expect(solveMaxBid(cost, value, target)).toBe(greatest);
        },
      ),
      { numRuns: 400 },
    );
  });
  it('Promise 1: leaves the target at the max bid and less at one cent more, on every shipped schedule', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('govdeals', 'publicsurplus', 'municibid', 'gsa-api', 'copart'),
        fc.constantFrom('clean', 'salvage'),
        fc.boolean(),
        fc.integer({ min: 0, max: 80_000_000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (source, titleBrand, resaleCertificate, value, target) => {
          const cost = priced(
            subject({ source: toSourceId(source), titleBrand }),
            profile({ resaleCertificate, floorplanApr: toRatio(0.0925) }),
          );
          const bid = solveMaxBid(cost, value, target);
          if (bid > 0) expect(value - cost.totalAt(bid)).toBeGreaterThanOrEqual(target);
          for (const more of [1, 2, 100, 10_000, 1_000_000])
            expect(value - cost.totalAt(bid + more)).toBeLessThan(target);
        },
      ),
      { numRuns: 1_000 },
    );
  });
  it('bids past a tier edge where the fee falls', () => {
    // 50 cents of fee under $1.00, none from there on: a budget of $1.10 is reached at $1.10, not at $0.60
    const cost = costUnder(
      [
        {
          kind: 'whole_amount_tiers',
          tiers: [
            { fromCents: toCents(0), amountCents: toCents(50) },
            { fromCents: toCents(100), ratio: toRatio(0) },
          ],
        },
      ],
      toRatio(0),
    );
    const budgets = [49, 50, 99, 100, 110].map((value) =>
      solveMaxBid({ ...cost, totalAt: (bid) => bid + (bid < 100 ? 50 : 0) }, value, 0),
    );
    expect(budgets).toEqual([0, 0, 49, 100, 110]);
  });
  it('stays under a tier edge where the fee jumps', () => {
    const cost = priced(subject({ source: toSourceId('copart') }));
    const justUnder = cost.totalAt(1_499_999);
    expect(solveMaxBid(cost, justUnder, 0)).toBe(1_499_999);
    expect(solveMaxBid(cost, justUnder + 5_000, 0)).toBe(1_499_999);
    expect(solveMaxBid(cost, cost.totalAt(1_500_000), 0)).toBe(1_500_000);
  });
  it('is 0 when no price leaves the target, and for amounts that are none', () => {
    const cost = priced();
    expect(solveMaxBid(cost, cost.totalAt(0) - 1, 0)).toBe(0);
    expect(solveMaxBid(cost, 0, 0)).toBe(0);
    expect(solveMaxBid(cost, 100, 200)).toBe(0);
    expect(solveMaxBid(cost, Number.NaN, 0)).toBe(0);
  });
  it('never falls when the value rises', () => {
    fc.assert(
      fc.property(
        fc.array(rules, { maxLength: 2, minLength: 1 }),
        fc.nat(5_000),
        fc.nat(500),
        (fees, value, more) => {
          const cost = costUnder(fees);
          expect(solveMaxBid(cost, value + more, 100)).toBeGreaterThanOrEqual(solveMaxBid(cost, value, 100));
        },
      ),
    );
  });
});
