import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadAppraisalTools } from '../platform/reference/load-appraisal-tools.ts';
import type { AppraisalInput, AppraisalTools } from './appraisal.ts';
import { appraise, appraiseAll } from './appraise.ts';
import { defaultBuyerProfile } from './costing/default-profile.ts';
import { toInstant } from './kernel/instant.ts';
import { toCents } from './kernel/money.ts';
import type { ListingFacts, LotState } from './listing/listing.ts';

let tools: AppraisalTools;
beforeAll(async () => {
  ({ tools } = await loadAppraisalTools(path.join(import.meta.dirname, '../../data')));
});

const truck: ListingFacts = {
  title: '2013 Ford F-150 XLT',
  year: 2013,
  make: 'Ford',
  model: 'F-150',
  trim: 'XLT',
  odometerMiles: 60_000,
  conditionGrade: 3.4,
  titleBrand: 'clean',
  zip: '75001',
};
const run = (
  facts: Partial<ListingFacts> = {},
  state: Partial<LotState> = {},
  more: Partial<AppraisalInput> = {},
) =>
  appraise(
    {
      facts: { ...truck, ...facts },
      state: { status: 'active', ...state },
      asOf: toInstant('2026-11-23T00:00:00Z'),
      profile: defaultBuyerProfile,
      ...more,
    },
    tools,
  );

describe('an odometer that is not the true mileage', () => {
  it('is never worth more than the same reading taken as true, and gives no score', () => {
    const actual = run();
    const suspect = run({ odometerBrand: 'not_actual' });
    expect(suspect.wholesale?.p50Cents).toBeLessThan(actual.wholesale?.p50Cents ?? 0);
    expect(suspect.assessment?.maxBidCents).toBeLessThan(actual.assessment?.maxBidCents ?? 0);
    expect(suspect.assessment?.score).toBeNull();
    expect(suspect.refusals.flatMap((refusal) => refusal.missing)).toContain('odometerMiles');
    const worn = run({ odometerMiles: 320_000, odometerBrand: 'not_actual' });
    expect(worn.wholesale?.p50Cents).toBeLessThanOrEqual(
      run({ odometerMiles: 320_000 }).wholesale?.p50Cents ?? 0,
    );
  });
});

describe('the seller’s own repair estimate', () => {
  it('is counted in full where it is more than the lot’s words add up to', () => {
    const repaired = run({ estimatedRepairCents: toCents(3_584_900), primaryDamage: 'ALL OVER' });
    expect(
      repaired.costs?.lines.filter((line) => line.kind === 'recon').map((line) => line.amountCents),
    ).toContain(3_584_900);
    expect(repaired.assessment?.maxBidCents).toBe(0);
  });

  it('never lowers the cost below what the words add up to', () => {
    const words = { description: 'Does not run. Blown engine. Transmission slips.' };
    const total = (facts: Partial<ListingFacts>) => run(facts).costs?.totalCents ?? 0;
    expect(total({ ...words, estimatedRepairCents: toCents(10_000) })).toBe(total(words));
  });
});

describe('one appraisal', () => {
  it('is the same with and without its comparables listed', () => {
    const input = {
      facts: truck,
      state: { status: 'active' as const },
      asOf: toInstant('2026-11-23T00:00:00Z'),
      profile: defaultBuyerProfile,
    };
    const plain = appraise(input, tools);
    const explained = appraise({ ...input, isExplained: true }, tools);
    expect(explained.wholesale?.comparables.length).toBeGreaterThan(0);
    expect({
      ...explained,
      lemon: { ...explained.lemon, drivers: [] },
      wholesale: { ...explained.wholesale, comparables: [] },
      retail: { ...explained.retail, comparables: [] },
    }).toEqual(plain);
  });

  it('takes the state from the ZIP where the lot names none', () => {
    const tax = run().costs?.lines.find((line) => line.kind === 'sales_tax');
    expect(tax?.basis).toContain("TX's state rate");
  });
});

describe('lots appraised together', () => {
  it('get the answers that each gets alone, in their order, whatever stands beside them', () => {
    const some: readonly Pick<AppraisalInput, 'facts' | 'state' | 'isExplained'>[] = [
      { facts: truck, state: { status: 'active' } },
      { facts: { title: 'Pallet of laptops' }, state: { status: 'active' } },
      { facts: { ...truck, odometerBrand: 'not_actual' }, state: { status: 'active' }, isExplained: true },
      {
        facts: { title: '2009 Toyota Camry LE', description: 'Runs but won’t move. Salvage title. No keys.' },
        state: { status: 'active', currentBidCents: toCents(120_000) },
      },
    ];
    const inputs = some.map(
      (lot): AppraisalInput => ({
        ...lot,
        asOf: toInstant('2026-11-23T00:00:00Z'),
        profile: defaultBuyerProfile,
      }),
    );
    const alone = inputs.map((input) => appraise(input, tools));
    expect(appraiseAll(inputs, tools)).toEqual(alone);
    expect(appraiseAll(inputs.toReversed(), tools)).toEqual(alone.toReversed());
    expect(appraiseAll([], tools)).toEqual([]);
    expect(new Set(alone.map((answer) => JSON.stringify(answer))).size).toBe(inputs.length);
  });
});
