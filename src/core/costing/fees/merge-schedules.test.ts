import { describe, expect, it } from 'vitest';
import { toSourceId } from '../../kernel/ids.ts';
import { toInstant } from '../../kernel/instant.ts';
import { toCents, toRatio } from '../../kernel/money.ts';
import { priced, profile, subject, tables } from '../costing.testkit.ts';
import { buildFeeBook } from './fee-book.ts';
import type { FeeRule, FeeSchedule } from './fee-schedule.ts';
import { mergeSchedules } from './merge-schedules.ts';
import { shippedSchedules } from './shipped-schedules.ts';

const own = (effectiveFrom: string, rule: FeeRule, source = 'govdeals', revision = 1): FeeSchedule => ({
  id: `own-${source}-${effectiveFrom}-r${revision}`,
  source: toSourceId(source),
  effectiveFrom,
  citation: 'invoice 17',
  fees: [{ line: 'buyer_premium', label: 'buyer premium', rule, taxable: true }],
});
const percent = (ratio: number): FeeRule => ({ kind: 'percent', ratio: toRatio(ratio) });

function premiumOn(day: string, schedules: readonly FeeSchedule[], source = 'govdeals', bid = 100_000) {
  const cost = priced(
    subject({ asOf: toInstant(`${day}T12:00:00Z`), source: toSourceId(source) }),
    profile(),
    { ...tables, fees: buildFeeBook(mergeSchedules(shippedSchedules, schedules)) },
  );
  const line = cost.atBid(toCents(bid)).lines.find(({ kind }) => kind === 'buyer_premium');
  return { cents: line?.amountCents, basis: line?.basis ?? '' };
}

describe('own fee schedules', () => {
  it('hold from their day on, to the cent, and the basis names them', () => {
    const schedules = [own('2026-06-01', percent(0.0825))];
    expect(premiumOn('2026-05-31', schedules)).toMatchObject({ cents: 12_500 });
    expect(premiumOn('2026-05-31', schedules).basis).toContain('govdeals-2026-04-08');
    expect(premiumOn('2026-06-01', schedules, 'govdeals', 100_007)).toMatchObject({ cents: 8_251 });
    expect(premiumOn('2026-06-01', schedules).basis).toContain('own-govdeals-2026-06-01-r1');
    expect(premiumOn('2026-06-01', schedules).basis).toContain('invoice 17');
  });

  it('leave other sources alone', () => {
    expect(premiumOn('2026-06-01', [own('2026-01-01', percent(0.01))], 'publicsurplus').cents).toBe(11_000);
  });

  it('are not pushed aside by a schedule that ships with a later day', () => {
    const schedules = [own('2026-05-01', { kind: 'flat', amountCents: toCents(4_321) }, 'copart')];
    expect(premiumOn('2026-09-30', schedules, 'copart').cents).toBe(4_321);
  });

  it('give way to a later own one from its day, and to the later revision of the same day', () => {
    const schedules = [
      own('2026-06-01', percent(0.1)),
      own('2026-08-01', percent(0.09)),
      own('2026-06-01', percent(0.11), 'govdeals', 2),
    ];
    expect(premiumOn('2026-07-31', schedules).cents).toBe(11_000);
    expect(premiumOn('2026-07-31', schedules).basis).toContain('-r2');
    expect(premiumOn('2026-08-01', schedules).cents).toBe(9_000);
  });
});
