import { describe, expect, it } from 'vitest';
import { toSourceId } from '../../kernel/ids.ts';
import { dollarsToCents, toCents, toRatio } from '../../kernel/money.ts';
import type { CostSubject } from '../cost.ts';
import { priced, profile, subject, without } from '../costing.testkit.ts';
import type { FeeRule } from './fee-schedule.ts';
import { shippedSchedules } from './shipped-schedules.ts';

/** What one line of the invoice says at a hammer price, in dollars. */
function charged(line: string, dollars: number, over: Partial<CostSubject>, unsecured = false): number {
  const by = profile(unsecured ? { paymentMethod: 'unsecured' } : {});
  const { lines } = priced(subject(over), by).atBid(dollarsToCents(dollars));
  return (
    lines.filter(({ kind }) => kind === line).reduce((sum, { amountCents }) => sum + amountCents, 0) / 100
  );
}
const premium = (source: string, dollars: number, over: Partial<CostSubject> = {}): number =>
  charged('buyer_premium', dollars, { source: toSourceId(source), ...over });

describe('municibid', () => {
  it.each([
    [0, 0],
    [1_000, 90],
    [99_999.99, 9_000],
    [100_000, 9_000],
    [100_000.01, 9_000],
    [150_000, 12_000],
    [499_999.99, 33_000],
    [500_000, 33_000],
    [500_000.2, 33_000.01],
    [550_000, 35_500],
  ])('charges on a hammer price of $%d a premium of $%d', (price, fee) => {
    expect(premium('municibid', price)).toBe(fee);
  });
});

describe('govdeals', () => {
  it('turns a hammer price of $3,074 into $3,458.25, and with 7 % tax into $3,700.33, as its sold page shows', () => {
    expect(3_074 + premium('govdeals', 3_074)).toBe(3_458.25);
    const { lines } = priced(subject({ state: 'IN' }), profile({ resaleCertificate: false })).atBid(
      dollarsToCents(3_074),
    );
    const invoice = lines.filter(({ kind }) => ['hammer_price', 'buyer_premium', 'sales_tax'].includes(kind));
    expect(invoice.reduce((sum, line) => sum + line.amountCents, 0)).toBe(370_033);
  });
  it('says that 12.5 % is what was seen and that the lot decides', () => {
    const { lines } = priced().atBid(dollarsToCents(1_000));
    expect(lines.find(({ kind }) => kind === 'buyer_premium')?.basis).toMatch(
      /12\.5 %.*govdeals-2026-04-08.*lot's own page decides/,
    );
  });
  it('takes the premium of the lot in its place', () => {
    expect(premium('govdeals', 1_000, { buyerPremiumRatio: toRatio(0.075) })).toBe(75);
    const { lines } = priced(subject({ buyerPremiumRatio: toRatio(0.075) })).atBid(dollarsToCents(1_000));
    expect(lines.find(({ kind }) => kind === 'buyer_premium')?.basis).toContain(
      "as the lot's own page states",
    );
  });
});

describe('publicsurplus', () => {
  it.each([
    [0.01, 1],
    [9.09, 1],
    [9.1, 1],
    [9.14, 1.01],
    [5_000, 550],
  ])('charges on $%d a premium of $%d: 11 %%, at least $1', (price, fee) => {
    expect(premium('publicsurplus', price)).toBe(fee);
  });
  it('keeps the $1 minimum under an agency that states 10 %', () => {
    expect(premium('publicsurplus', 5, { buyerPremiumRatio: toRatio(0.1) })).toBe(1);
    expect(premium('publicsurplus', 5_000, { buyerPremiumRatio: toRatio(0.1) })).toBe(500);
  });
});

describe('gsa', () => {
  it.each(['gsa-api', 'gsa-listings'])(
    '%s charges no premium and says that this is weakly sourced',
    (source) => {
      const { lines } = priced(subject({ source: toSourceId(source) })).atBid(dollarsToCents(9_000));
      const line = lines.find(({ kind }) => kind === 'buyer_premium');
      expect(line?.amountCents).toBe(0);
      expect(line?.basis).toContain('weakly sourced');
    },
  );
});

describe('copart', () => {
  const clean = { source: toSourceId('copart'), titleBrand: 'clean' } as const;
  const salvage = { source: toSourceId('copart'), titleBrand: 'salvage' } as const;
  it.each([
    [49.99, 25],
    [50, 45],
    [50.01, 45],
    [99.99, 45],
    [100, 80],
    [199.99, 80],
    [200, 120],
    [399.99, 120],
    [400, 160],
    [499.99, 160],
    [500, 185],
    [599.99, 185],
    [600, 210],
    [699.99, 210],
    [700, 230],
    [799.99, 230],
    [800, 250],
    [899.99, 250],
    [900, 275],
    [999.99, 275],
    [1_000, 325],
    [1_199.99, 325],
    [1_200, 350],
    [1_299.99, 350],
    [1_300, 365],
    [1_400, 380],
    [1_500, 390],
    [1_600, 410],
    [1_700, 420],
    [1_800, 440],
    [1_999.99, 440],
    [2_000, 470],
    [2_399.99, 470],
    [2_400, 480],
    [2_499.99, 480],
    [2_500, 500],
    [2_999.99, 500],
    [3_000, 600],
    [3_499.99, 600],
    [3_500, 675],
    [3_999.99, 675],
    [4_000, 710],
    [4_499.99, 710],
    [4_500, 750],
    [5_999.99, 750],
    [6_000, 800],
    [7_499.99, 800],
    [7_500, 815],
    [7_999.99, 815],
    [8_000, 840],
    [9_999.99, 840],
    [10_000, 850],
    [14_999.99, 850],
    [15_000, 1_087.5],
    [15_000.01, 1_087.5],
    [20_000, 1_450],
  ])('charges for a clean title, secured, at $%d a bidding fee of $%d', (price, fee) => {
    expect(charged('buyer_premium', price, clean)).toBe(fee);
  });
  it.each([
    [49.99, 25],
    [50, 45],
    [99.99, 45],
    [100, 80],
    [199.99, 80],
    [200, 130],
    [299.99, 130],
    [300, 137.5],
    [349.99, 137.5],
    [350, 145],
    [399.99, 145],
    [400, 175],
    [449.99, 175],
    [450, 185],
    [499.99, 185],
    [500, 205],
    [549.99, 205],
    [550, 210],
    [599.99, 210],
    [600, 240],
    [700, 270],
    [800, 295],
    [900, 320],
    [999.99, 320],
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
    [9_999.99, 945],
    [10_000, 1_000],
    [14_999.99, 1_000],
    [15_000, 1_125],
    [15_000.01, 1_125],
    [20_000, 1_500],
  ])('charges for a salvage title, secured, at $%d a bidding fee of $%d', (price, fee) => {
    expect(charged('buyer_premium', price, salvage)).toBe(fee);
  });
  it('adds gate, environmental and virtual bid fees, at most $149 for a clean title', () => {
    expect(charged('gate_fee', 5_000, clean)).toBe(79);
    expect(charged('gate_fee', 5_000, salvage)).toBe(95);
    expect(charged('auction_fee', 5_000, clean)).toBe(15);
    expect(
      [99.99, 100, 499.99, 500, 7_999.99, 8_000, 90_000].map((price) =>
        charged('virtual_bid_fee', price, clean),
      ),
    ).toEqual([0, 49, 49, 59, 139, 149, 149]);
  });
  it('charges about 12.5 % for unsecured payment and says that this is approximate', () => {
    expect(charged('buyer_premium', 10_000, salvage, true)).toBe(1_250);
    expect(charged('buyer_premium', 10, salvage, true)).toBe(27.5);
  });
  it('charges an unknown title as one that is not clean, which is never cheaper', () => {
    const unknown = without(subject(clean), 'titleBrand');
    for (let price = 0; price <= 20_000; price += 49) {
      const bid = dollarsToCents(price);
      expect(priced(unknown).atBid(bid).totalCents).toBe(priced(unknown).totalAt(bid));
      expect(priced(unknown).totalAt(bid)).toBeGreaterThanOrEqual(priced(subject(clean)).totalAt(bid));
    }
  });
});

describe('every shipped schedule', () => {
  /** Every price at which a tier of the schedule begins, for each title and way of paying. */
  const cases = shippedSchedules.flatMap((schedule) =>
    (['clean', 'salvage'] as const).flatMap((titleBrand) =>
      (['secured', 'unsecured'] as const).flatMap((payment) => {
        const fees = schedule.fees.filter(
          (fee) =>
            (fee.titleGroup === undefined || (fee.titleGroup === 'clean') === (titleBrand === 'clean')) &&
            (fee.payment === undefined || fee.payment === payment),
        );
        const edges = fees.flatMap(({ rule }) =>
          'tiers' in rule ? rule.tiers.map((tier) => Number(tier.fromCents)) : [],
        );
        return [...new Set(edges)]
          .filter((edge) => edge > 0)
          .map((edge) => ({ schedule, fees, titleBrand, payment, edge }));
      }),
    ),
  );

  it('has tier edges to hold', () => {
    expect(cases.length).toBeGreaterThan(85);
  });

  it.each(cases)(
    '$schedule.id, $titleBrand title, $payment: is right at $edge cents and a cent to either side',
    ({ schedule, fees, titleBrand, payment, edge }) => {
      const of = subject({ source: schedule.source, titleBrand });
      const cost = priced(of, profile({ paymentMethod: payment, resaleCertificate: true }));
      for (const cents of [edge - 1, edge, edge + 1]) {
        // worked out here by plain arithmetic on the published table, in whole cents
        const expected = fees.reduce((sum, { rule }) => sum + feeByHand(rule, cents), 0);
        const { lines } = cost.atBid(toCents(cents));
        const charged = lines
          .filter(({ kind }) => feeKinds.has(kind))
          .reduce((sum, { amountCents }) => sum + amountCents, 0);
        expect(charged).toBe(expected);
      }
    },
  );
});

const feeKinds = new Set(['buyer_premium', 'auction_fee', 'gate_fee', 'virtual_bid_fee', 'documentation']);

/** Rounded half up in integers: ratios are held in millionths. */
const shareByHand = (cents: number, ratio: number): number =>
  Number((BigInt(cents) * BigInt(Math.round(ratio * 1e6)) + 500_000n) / 1_000_000n);

function feeByHand(rule: FeeRule, cents: number): number {
  const limited = (fee: number): number =>
    'tiers' in rule || rule.kind === 'percent'
      ? Math.min(rule.capCents ?? Number.POSITIVE_INFINITY, Math.max(rule.minimumCents ?? 0, fee))
      : fee;
  if (rule.kind === 'flat') return rule.amountCents;
  if (rule.kind === 'percent') return limited(shareByHand(cents, rule.ratio));
  if (rule.kind === 'whole_amount_tiers') {
    const tier = rule.tiers.findLast(({ fromCents }) => fromCents <= cents);
    if (!tier) throw new Error('no tier');
    return limited('amountCents' in tier ? tier.amountCents : shareByHand(cents, tier.ratio));
  }
  let millionths = 0n;
  rule.tiers.forEach((tier, at) => {
    const to = Math.min(cents, rule.tiers[at + 1]?.fromCents ?? cents);
    if (to > tier.fromCents) millionths += BigInt(to - tier.fromCents) * BigInt(Math.round(tier.ratio * 1e6));
  });
  return limited(Number((millionths + 500_000n) / 1_000_000n));
}

it('marks the lines whose fee is approximate, and says why', () => {
  const lineOf = (
    source: string,
    over: Partial<CostSubject> = {},
    paymentMethod: 'secured' | 'unsecured' = 'secured',
  ) =>
    priced(subject({ source: toSourceId(source), ...over }), profile({ paymentMethod }))
      .atBid(dollarsToCents(5_000))
      .lines.find(({ kind }) => kind === 'buyer_premium');
  expect(lineOf('copart', {}, 'unsecured')?.approximate).toContain('unverified: Copart says about 12.5 %');
  expect(lineOf('govdeals')?.approximate).toContain("the lot's own page decides");
  expect(lineOf('govdeals', { buyerPremiumRatio: toRatio(0.1) })?.approximate).toBeUndefined();
  expect(lineOf('municibid')?.approximate).toBeUndefined();
});

it('gives every shipped schedule an id, a day and a citation', () => {
  for (const schedule of shippedSchedules) {
    expect(schedule.id).toBe(`${schedule.id.slice(0, -10)}${schedule.effectiveFrom}`);
    expect(schedule.citation.length).toBeGreaterThan(20);
  }
  expect(new Set(shippedSchedules.map(({ id }) => id)).size).toBe(shippedSchedules.length);
});
