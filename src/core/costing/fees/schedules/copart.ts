import { toSourceId } from '../../../kernel/ids.ts';
import { dollarsToCents, toRatio } from '../../../kernel/money.ts';
import type { FeeRule, FeeSchedule, WholeAmountTier } from '../fee-schedule.ts';

/** [from dollars, fee in dollars] pairs, then a percentage from the last figure on. */
function dollarTiers(
  pairs: readonly (readonly [number, number])[],
  above?: readonly [number, number],
): FeeRule {
  const tiers: WholeAmountTier[] = pairs.map(([from, fee]) => ({
    fromCents: dollarsToCents(from),
    amountCents: dollarsToCents(fee),
  }));
  if (above) tiers.push({ fromCents: dollarsToCents(above[0]), ratio: toRatio(above[1]) });
  return { kind: 'whole_amount_tiers', tiers };
}

const cleanSecured = dollarTiers(
  [
    [0, 25],
    [50, 45],
    [100, 80],
    [200, 120],
    [400, 160],
    [500, 185],
    [600, 210],
    [700, 230],
    [800, 250],
    [900, 275],
    [1_000, 325],
    [1_200, 350],
    [1_300, 365],
    [1_400, 380],
    [1_500, 390],
    [1_600, 410],
    [1_700, 420],
    [1_800, 440],
    [2_000, 470],
    [2_400, 480],
    [2_500, 500],
    [3_000, 600],
    [3_500, 675],
    [4_000, 710],
    [4_500, 750],
    [6_000, 800],
    [7_500, 815],
    [8_000, 840],
    [10_000, 850],
  ],
  [15_000, 0.0725],
);

const brandedSecured = dollarTiers(
  [
    [0, 25],
    [50, 45],
    [100, 80],
    [200, 130],
    [300, 137.5],
    [350, 145],
    [400, 175],
    [450, 185],
    [500, 205],
    [550, 210],
    [600, 240],
    [700, 270],
    [800, 295],
    [900, 320],
    [1_000, 375],
    [1_200, 395],
    [1_300, 410],
    [1_400, 430],
    [1_500, 445],
    [1_600, 465],
    [1_700, 485],
    [1_800, 510],
    [2_000, 535],
    [2_400, 570],
    [2_500, 610],
    [3_000, 655],
    [3_500, 705],
    [4_000, 725],
    [4_500, 750],
    [5_000, 775],
    [5_500, 800],
    [6_000, 825],
    [6_500, 845],
    [7_000, 880],
    [7_500, 900],
    [8_000, 925],
    [8_500, 945],
    [10_000, 1_000],
  ],
  [15_000, 0.075],
);

// Bids made in the live sale; bids placed before it cost $10 to $20 less, which no lot tells us beforehand.
const virtualBidFrom = [0, 100, 500, 1_000, 1_500, 2_000, 4_000, 6_000, 8_000];
const virtualBid = (fees: readonly number[]): FeeRule =>
  dollarTiers(fees.map((fee, index) => [virtualBidFrom[index] ?? 0, fee] as const));

const flat = (dollars: number): FeeRule => ({ kind: 'flat', amountCents: dollarsToCents(dollars) });
const profile = 'for a licensed buyer of fewer than 25 cars a year; other accounts pay differently';

/**
 * Copart's fee page draws its table in the browser, so two public fee calculators that copied it (on 2026-08-25 and
 * 2026-10-06) were compared; they agree on every tier. Copart's own article gives the averages and the greatest
 * virtual bid fees ($129 before, $149 in the sale, clean titles), which the tables match.
 */
export const copart: readonly FeeSchedule[] = [
  {
    id: 'copart-us-licensed-2026-08-25',
    source: toSourceId('copart'),
    effectiveFrom: '2026-08-25',
    citation:
      'copart.com/content/us/en/member-fees-us-licensed-less as copied by two public calculators; copart.com/content/us/en/blog/how-auction-fees-work-at-copart',
    fees: [
      {
        line: 'buyer_premium',
        label: 'bidding fee, clean title',
        rule: cleanSecured,
        titleGroup: 'clean',
        payment: 'secured',
        taxable: true,
        caveat: profile,
      },
      {
        line: 'buyer_premium',
        label: 'bidding fee, title not clean',
        rule: brandedSecured,
        titleGroup: 'branded',
        payment: 'secured',
        taxable: true,
        caveat: profile,
      },
      {
        line: 'buyer_premium',
        label: 'bidding fee, unsecured payment',
        rule: { kind: 'percent', ratio: toRatio(0.125), minimumCents: dollarsToCents(27.5) },
        payment: 'unsecured',
        taxable: true,
        caveat:
          'approximate and unverified: Copart says about 12.5 %, from $27.50, of salvage titles; its table for unsecured payment was looked for on 2026-11-25 and not found',
      },
      {
        line: 'virtual_bid_fee',
        label: 'virtual bid fee, live',
        rule: virtualBid([0, 49, 59, 79, 89, 99, 109, 139, 149]),
        titleGroup: 'clean',
        taxable: true,
      },
      {
        line: 'virtual_bid_fee',
        label: 'virtual bid fee, live',
        rule: virtualBid([0, 50, 65, 85, 95, 110, 125, 145, 160]),
        titleGroup: 'branded',
        taxable: true,
      },
      { line: 'gate_fee', label: 'gate fee', rule: flat(79), titleGroup: 'clean', taxable: true },
      { line: 'gate_fee', label: 'gate fee', rule: flat(95), titleGroup: 'branded', taxable: true },
      { line: 'auction_fee', label: 'environmental fee', rule: flat(15), taxable: true },
    ],
  },
];
