import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadAppraisalTools } from '../platform/reference/load-appraisal-tools.ts';
import type { AppraisalInput, AppraisalTools } from './appraisal.ts';
import { appraise } from './appraise.ts';
import type { BuyerProfile } from './costing/cost.ts';
import { defaultBuyerProfile } from './costing/default-profile.ts';
import { toSourceId } from './kernel/ids.ts';
import { toInstant } from './kernel/instant.ts';
import { toCents, toRatio } from './kernel/money.ts';
import type { ListingFacts } from './listing/listing.ts';

/** The whole way with the values that ship; the stages have tests of their own for each promise. */
let tools: AppraisalTools;
beforeAll(async () => {
  ({ tools } = await loadAppraisalTools(path.join(import.meta.dirname, '../../data')));
});

const cars: readonly Pick<ListingFacts, 'make' | 'model' | 'trim'>[] = [
  { make: 'Ford', model: 'F-150', trim: 'XLT' },
  { make: 'Toyota', model: 'Camry', trim: 'SE' },
  { make: 'Honda', model: 'Odyssey' },
  { make: 'Chevrolet', model: 'Tahoe', trim: 'LT' },
  { make: 'Dodge', model: 'Charger', trim: 'Police' },
  { make: 'BMW', model: '5 Series' },
  { make: 'Nissan', model: 'Altima' },
  { make: 'Ford', model: 'Crown Victoria' },
];
const arbitraryCar = fc.record({
  car: fc.constantFrom(...cars),
  year: fc.integer({ min: 1998, max: 2024 }),
  odometerMiles: fc.integer({ min: 500, max: 260_000 }),
  conditionGrade: fc.double({ min: 1, max: 5, noNaN: true }),
  zip: fc.constantFrom('75001', '44101', '10001', '90001', '60601', '33101'),
  source: fc.constantFrom('govdeals', 'copart', 'publicsurplus', 'municibid', 'gsa-api'),
  bid: fc.option(fc.integer({ min: 100, max: 1_500_000 }), { nil: undefined }),
});
const arbitraryBuyer = fc
  .record({
    exit: fc.constantFrom('wholesale' as const, 'retail' as const),
    targetMarginCents: fc.integer({ min: 0, max: 250_000 }).map(toCents),
    resaleCertificate: fc.boolean(),
    floorplanApr: fc.option(fc.constantFrom(0.085, 0.12).map(toRatio), { nil: undefined }),
    homeZip: fc.constantFrom('75001', '98101', '02108'),
  })
  .map(
    ({ floorplanApr, ...rest }): BuyerProfile => ({
      ...defaultBuyerProfile,
      ...rest,
      ...(floorplanApr !== undefined && { floorplanApr }),
    }),
  );
type Car = typeof arbitraryCar extends fc.Arbitrary<infer T> ? T : never;

const run = (car: Car, profile: BuyerProfile, change: Partial<ListingFacts> = {}) => {
  const { make, model, trim } = car.car;
  const input: AppraisalInput = {
    facts: {
      title: [car.year, make, model, trim].filter(Boolean).join(' '),
      ...car.car,
      year: car.year,
      odometerMiles: car.odometerMiles,
      conditionGrade: car.conditionGrade,
      titleBrand: 'clean',
      zip: car.zip,
      ...change,
    },
    state: { status: 'active', ...(car.bid !== undefined && { currentBidCents: toCents(car.bid) }) },
    source: toSourceId(car.source),
    asOf: toInstant('2026-11-23T00:00:00Z'),
    profile,
  };
  return appraise(input, tools);
};
const bidsOf = ({ assessment }: ReturnType<typeof run>) => ({
  maxBid: assessment?.maxBidCents ?? 0,
  conservative: assessment?.maxBidConservativeCents ?? 0,
});

describe('a better car', () => {
  it('Lesson 11: with fewer miles, a better grade or a cleaner title never has the lower value or max bid', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        arbitraryCar,
        arbitraryBuyer,
        fc.integer({ min: 1, max: 80_000 }),
        fc.double({ min: 0.001, max: 3, noNaN: true }),
        fc.constantFrom('salvage' as const, 'rebuilt' as const, 'flood' as const, 'lemon' as const),
        (car, buyer, more, worse, titleBrand) => {
          const better = run(car, buyer);
          for (const change of [
            { odometerMiles: car.odometerMiles + more },
            { odometerMiles: car.odometerMiles + 1 },
            { conditionGrade: Math.max(1, car.conditionGrade - worse) },
            { titleBrand },
          ]) {
            const poorer = run(car, buyer, change);
            const [high, low] = [bidsOf(better), bidsOf(poorer)];
            const told = JSON.stringify(change);
            expect(low.maxBid, told).toBeLessThanOrEqual(high.maxBid);
            expect(low.conservative, told).toBeLessThanOrEqual(high.conservative);
            for (const market of ['wholesale', 'retail'] as const)
              expect(poorer[market]?.p50Cents ?? 0, `${market} ${told}`).toBeLessThanOrEqual(
                better[market]?.p50Cents ?? 0,
              );
            if (high.maxBid > 0) compared += 1;
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  it('Lesson 11: has no cliff: a mile costs the max bid a few dollars at most', () => {
    fc.assert(
      fc.property(arbitraryCar, arbitraryBuyer, (car, buyer) => {
        const here = bidsOf(run(car, buyer)).maxBid;
        const next = bidsOf(run(car, buyer, { odometerMiles: car.odometerMiles + 1 })).maxBid;
        // where a fee steps, a cent less of value may lose the step too: at Copart that is up to $240
        expect(here - next).toBeLessThanOrEqual(car.source === 'copart' ? 25_000 : 500);
      }),
      { numRuns: 200 },
    );
  });

  it('Lesson 11: and a nearer home within one state never lowers the max bid', () => {
    const texas = ['75001', '76101', '76701', '78701', '78201', '79901'];
    fc.assert(
      fc.property(arbitraryCar, arbitraryBuyer, (car, buyer) => {
        const lots = texas
          .map((homeZip) => run({ ...car, zip: '75001' }, { ...buyer, homeZip }))
          .map((appraisal) => ({
            haul: (appraisal.costs?.lines ?? [])
              .filter(({ kind }) => kind === 'transport')
              .reduce((sum, line) => sum + line.amountCents, 0),
            ...bidsOf(appraisal),
          }));
        for (let at = 1; at < lots.length; at++) {
          expect(lots[at]?.haul).toBeGreaterThanOrEqual(lots[at - 1]?.haul ?? 0);
          expect(lots[at]?.maxBid).toBeLessThanOrEqual(lots[at - 1]?.maxBid ?? 0);
        }
      }),
      { numRuns: 60 },
    );
  });
});
