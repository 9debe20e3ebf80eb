import fc from 'fast-check';
import type { BuyerProfile } from '../costing/cost.ts';
import { type CostFigureKey, costFigureKeys, costFigures } from '../costing/cost-figures.ts';
import type { CostTables } from '../costing/cost-tables.ts';
import { profile, tables } from '../costing/costing.testkit.ts';
import { toInstant } from '../kernel/instant.ts';

const policy = fc.constantFrom('block', 'discount', 'discount', 'flag', 'flag', 'flag');
export const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
export const arbitraryBuyer = fc
  .record({
    homeZip: maybe(
      fc.constantFrom(
        '90001',
        '75001',
        '96819',
        '99501',
        '00902',
        '02108',
        '44101',
        '77002',
        '90001',
        '96910',
        '00000',
      ),
    ),
    exit: fc.constantFrom('wholesale', 'retail'),
    targetMarginCents: fc.integer({ min: 0, max: 300_000 }),
    resaleCertificate: fc.boolean(),
    resaleCertificateExpiresAt: maybe(
      fc.constantFrom('2024-06-30T23:59:59.999Z', '2026-01-01T00:00:00Z').map((at) => toInstant(at)),
    ),
    enclosedTransport: fc.boolean(),
    holdingCentsPerDay: fc.nat(10_000),
    floorplanApr: maybe(fc.constantFrom(0, 0.085, 0.1234567)),
    paymentMethod: maybe(fc.constantFrom('secured', 'unsecured')),
    daysToSell: maybe(fc.integer({ min: 1, max: 120 })),
    reconCents: maybe(fc.nat(300_000)),
    lemonProbability: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
    lemonLossCents: maybe(fc.nat(300_000)),
    transportCents: maybe(fc.nat(300_000)),
    salesTaxRatio: maybe(fc.constantFrom(0, 0.0825)),
    resaleCertificates: maybe(
      fc.subarray([
        { state: 'TX', expiresAt: toInstant('2026-01-01T00:00:00Z') },
        { state: 'OH' },
        { state: 'NV', expiresAt: toInstant('2027-01-01T00:00:00Z') },
      ]),
    ),
    flyAndDrive: maybe(fc.boolean()),
    costFigures: maybe(
      fc
        .dictionary(fc.constantFrom(...costFigureKeys), fc.double({ min: 0, max: 1, noNaN: true }), {
          maxKeys: 12,
        })
        .map((shares) =>
          Object.fromEntries(
            Object.entries(shares).map(([key, share]) => [
              key,
              Math.round(2e6 * share * costFigures[key as CostFigureKey].standard) / 1e6,
            ]),
          ),
        ),
    ),
    sellingCents: maybe(fc.nat(100_000)),
    salvagePolicy: policy,
    rustBeltPolicy: policy,
    odometerUnknownPolicy: policy,
    policePolicy: policy,
  })
  .map((fields) => {
    const set = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const { homeZip: _homeZip, ...base } = profile();
    return { ...base, ...set } as BuyerProfile;
  });

/** Own sales that say how long cars are held; or none. */
export const arbitraryTables = maybe(
  fc.record({
    count: fc.integer({ min: 1, max: 500 }),
    meanDays: fc.double({ min: 0, max: 200, noNaN: true }),
    learnedUntil: fc
      .constantFrom('2024-06-30T23:59:59.999Z', '2026-08-25T00:00:00Z')
      .map((at) => toInstant(at)),
  }),
).map((held): CostTables => ({ ...tables, ...(held && { held }) }));
