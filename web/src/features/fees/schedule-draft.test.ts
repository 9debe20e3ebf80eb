import { expect, test } from 'vitest';
import type { Schedule } from './fee-words.ts';
import { emptyFee, readScheduleDraft, toScheduleDraft } from './schedule-draft.ts';

const schedule: Schedule = {
  id: 'copart-2026-01-01',
  source: 'copart',
  sourceName: 'Copart',
  origin: 'shipped',
  effectiveFrom: '2026-01-01',
  citation: 'a page',
  fees: [
    { line: 'gate_fee', label: 'gate fee', rule: { kind: 'flat', amountCents: 9_550 }, taxable: false },
    {
      line: 'buyer_premium',
      label: 'premium',
      rule: { kind: 'percent', ratio: 0.0725, minimumCents: 100 },
      titleGroup: 'branded',
      payment: 'secured',
      taxable: true,
      caveat: 'differs',
    },
    {
      line: 'auction_fee',
      label: 'by price',
      rule: {
        kind: 'whole_amount_tiers',
        tiers: [
          { fromCents: 0, amountCents: 2_500 },
          { fromCents: 1_500_000, ratio: 0.0575 },
        ],
        capCents: 500_000,
      },
      taxable: true,
    },
    {
      line: 'auction_fee',
      label: 'by part',
      rule: {
        kind: 'marginal_tiers',
        tiers: [
          { fromCents: 0, ratio: 0.09 },
          { fromCents: 10_000_000, ratio: 0.06 },
        ],
      },
      taxable: true,
    },
  ],
  standing: true,
  revision: null,
  addedAt: null,
  addedBy: null,
};

test('a schedule put into the form and read back is the same to the cent', () => {
  const reading = readScheduleDraft({ ...toScheduleDraft(schedule, '2026-12-01'), citation: 'my invoice' });
  expect(reading).toEqual({
    ok: true,
    schedule: { effectiveFrom: '2026-12-01', citation: 'my invoice', fees: schedule.fees },
  });
});

test('what is no number is told of by the pointer that the server would use', () => {
  const fee = { ...emptyFee(0), percent: 'ten', minimum: 'x' };
  const tiered = {
    ...emptyFee(1),
    kind: 'whole_amount_tiers' as const,
    tiers: [{ key: 0, from: '0', unit: 'dollars' as const, value: '' }],
  };
  const reading = readScheduleDraft({ effectiveFrom: '', citation: '', fees: [fee, tiered] });
  expect(reading.ok).toBe(false);
  expect(!reading.ok && [...reading.errors]).toEqual([
    ['/fees/0/rule/ratio', 'not a number'],
    ['/fees/0/rule/minimumCents', 'not a number'],
    ['/fees/1/rule/tiers/0/amountCents', 'give a figure'],
  ]);
});

test('percent with up to six decimals of a share keep them', () => {
  const reading = readScheduleDraft({
    effectiveFrom: '',
    citation: '',
    fees: [{ ...emptyFee(0), percent: '12.3457 %' }],
  });
  expect(reading.ok && reading.schedule.fees[0]?.rule).toEqual({ kind: 'percent', ratio: 0.123457 });
});
