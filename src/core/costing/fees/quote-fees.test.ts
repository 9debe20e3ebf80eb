import { describe, expect, it } from 'vitest';
import { toSourceId } from '../../kernel/ids.ts';
import { toInstant } from '../../kernel/instant.ts';
import { type Ratio, toCents, toRatio } from '../../kernel/money.ts';
import { costLot } from '../cost-lot.ts';
import { priced, profile, subject, tables, without } from '../costing.testkit.ts';
import { buildFeeBook } from './fee-book.ts';
import type { FeeSchedule } from './fee-schedule.ts';

const flatSchedule = (effectiveFrom: string, dollars: number): FeeSchedule => ({
  id: `site-${effectiveFrom}`,
  source: toSourceId('site'),
  effectiveFrom,
  citation: 'a schedule made for this test',
  fees: [
    {
      line: 'buyer_premium',
      label: 'buyer premium',
      rule: { kind: 'flat', amountCents: toCents(dollars * 100) },
      taxable: true,
    },
  ],
});
const book = buildFeeBook([
  flatSchedule('2025-06-01', 20),
  flatSchedule('2024-01-01', 10),
  flatSchedule('2026-01-01', 30),
]);
const premiumOn = (day: string): { cents: number; basis: string } => {
  const lot = subject({ source: toSourceId('site'), asOf: toInstant(day) });
  const line = priced(lot, profile(), { ...tables, fees: book })
    .atBid(toCents(0))
    .lines.find(({ kind }) => kind === 'buyer_premium');
  return { cents: line?.amountCents ?? -1, basis: line?.basis ?? '' };
};

describe('fee schedules', () => {
  it('Lesson 1: refuses a source whose fees it does not know, and names it', () => {
    const costed = costLot(subject({ source: toSourceId('nosuchsite') }), profile(), tables);
    expect(costed).toMatchObject({ ok: false, refusal: { stage: 'cost', code: 'unknown_fee_schedule' } });
    expect(costed.ok === false && costed.refusal.reason).toContain('nosuchsite');
  });
  it.each(['__proto__', 'constructor', 'toString', ''])('refuses the hostile source name %j', (name) => {
    expect(costLot(subject({ source: toSourceId(name) }), profile(), tables)).toMatchObject({
      ok: false,
      refusal: { code: 'unknown_fee_schedule' },
    });
  });
  it('Lesson 1: refuses a premium that is a dollar amount in a field for shares', () => {
    for (const bad of [12.5, 0.51, -0.1, Number.NaN])
      expect(costLot(subject({ buyerPremiumRatio: bad as Ratio }), profile(), tables)).toMatchObject({
        ok: false,
        refusal: { code: 'bad_buyer_premium', missing: ['buyerPremiumRatio'] },
      });
  });
  it('accepts an unknown source when the lot itself states the premium', () => {
    const lot = subject({ source: toSourceId('hibid'), buyerPremiumRatio: toRatio(0.15) });
    const line = priced(lot)
      .atBid(toCents(100_000))
      .lines.find(({ kind }) => kind === 'buyer_premium');
    expect(line).toMatchObject({ amountCents: 15_000 });
    expect(line?.basis).toContain('hibid');
  });
  it('counts no fee when no auction is named, in a line that says so', () => {
    const cost = priced(without(subject(), 'source'));
    const line = cost.atBid(toCents(100_000)).lines.find(({ kind }) => kind === 'buyer_premium');
    expect(line).toMatchObject({ amountCents: 0 });
    expect(line?.basis).toContain('no auction was named');
    expect(cost.notes.map(({ code }) => code)).toContain('no_auction_fees');
  });
  it.each([
    ['2024-01-01T00:00:00Z', 1_000],
    ['2025-05-31T23:59:59Z', 1_000],
    ['2025-06-01T00:00:00Z', 2_000],
    ['2025-12-31T23:59:59Z', 2_000],
    ['2026-01-01T00:00:00Z', 3_000],
    ['2030-01-01T00:00:00Z', 3_000],
  ])('uses on %s the schedule then in force', (day, cents) => {
    expect(premiumOn(day).cents).toBe(cents);
  });
  it('uses the oldest schedule it knows for a day before it, and says so', () => {
    expect(premiumOn('2015-02-01T00:00:00Z')).toMatchObject({ cents: 1_000 });
    expect(premiumOn('2015-02-01T00:00:00Z').basis).toContain('the oldest schedule we know');
  });
  it('rejects two schedules of one source from the same day, and a day that is none', () => {
    expect(() => buildFeeBook([flatSchedule('2025-06-01', 20), flatSchedule('2025-06-01', 30)])).toThrow(
      RangeError,
    );
    expect(() => buildFeeBook([flatSchedule('June 2025', 20)])).toThrow(RangeError);
  });
});
