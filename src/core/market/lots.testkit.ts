import fc from 'fast-check';
import type { CostSubject } from '../costing/cost.ts';
import { finding, subject, vehicle, without } from '../costing/costing.testkit.ts';
import { toSourceId } from '../kernel/ids.ts';
import { toEpochMs, toInstant } from '../kernel/instant.ts';
import { toCents, toRatio } from '../kernel/money.ts';
import { findingCodes } from '../listing/finding.ts';
import { type Scene, testWholesale } from '../scoring/scoring.testkit.ts';
import type { RetailValue, Valued } from '../valuation/valuation.ts';
import { segments } from '../vehicle/vehicle.ts';

const places: readonly Partial<CostSubject>[] = [
  { zip: '75001', state: 'TX' },
  { zip: '75001', state: 'OK' },
  { zip: '44101', state: 'OH' },
  { zip: '77099', state: 'SC' },
  { zip: '77099', state: 'TX' },
  { zip: '96819', state: 'HI' },
  { zip: '99501', state: 'AK' },
  { zip: '00902', state: 'PR' },
  { zip: '96910', state: 'GU' },
  { city: 'Addison', state: 'TX' },
  { state: 'WA' },
  { state: 'NV' },
  {},
];

/** Any road vehicle with any scene, most of them odd somewhere. */
export const arbitraryLot = fc
  .record({
    source: fc.constantFrom('govdeals', 'publicsurplus', 'municibid', 'gsa-api', 'copart', 'unheard-of'),
    year: fc.option(fc.integer({ min: 1985, max: 2026 }), { nil: undefined }),
    segment: fc.constantFrom(...segments),
    miles: fc.option(fc.nat(300_000), { nil: undefined }),
    grade: fc.option(fc.double({ min: 1, max: 5, noNaN: true }), { nil: undefined }),
    brand: fc.option(
      fc.constantFrom('clean', 'salvage', 'rebuilt', 'flood', 'lemon', 'parts_only', 'bill_of_sale_only'),
      { nil: undefined },
    ),
    place: fc.constantFrom(...places),
    repair: fc.option(fc.nat(1_500_000), { nil: undefined }),
    premium: fc.option(fc.constantFrom(0, 0.05, 0.1, 0.11, 0.125, 0.13, 0.15, 0.6), { nil: undefined }),
    // as the columns hold it, or with more digits
    lemon: fc.option(
      fc
        .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3))
        .map(([p, n]) => (n ? Math.fround(p) : p)),
      { nil: undefined },
    ),
    findings: fc.array(
      fc.tuple(fc.constantFrom(...findingCodes), fc.constantFrom('present', 'absent', 'unknown')),
      { maxLength: 5 },
    ),
    asOf: fc.constantFrom('2026-11-23T00:00:00Z', '2024-06-30T23:59:59.999Z', '2026-08-25T00:00:00Z'),
    newCents: fc.integer({ min: 1_000_000, max: 12_000_000 }),
    bid: fc.option(fc.nat(800_000), { nil: undefined }),
    bidCount: fc.option(fc.nat(60), { nil: undefined }),
    reserveMet: fc.option(fc.boolean(), { nil: undefined }),
    hoursLeft: fc.option(fc.double({ min: 0, max: 400, noNaN: true }), { nil: undefined }),
    hasWholesale: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    hasRetail: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
  })
  .map((lot) => {
    const asOf = toInstant(lot.asOf);
    let of = without(subject({ asOf }), 'zip', 'state', 'odometerMiles', 'conditionGrade', 'titleBrand');
    of = {
      ...of,
      ...lot.place,
      source: toSourceId(lot.source),
      vehicle: {
        ...vehicle(lot.year, lot.segment),
        ...(lot.year === undefined && { year: undefined }),
      } as never,
      findings: lot.findings.map(([code, polarity]) => finding(code, polarity as 'present')),
      ...(lot.miles !== undefined && { odometerMiles: lot.miles }),
      ...(lot.grade !== undefined && { conditionGrade: lot.grade }),
      ...(lot.brand !== undefined && { titleBrand: lot.brand as 'clean' }),
      ...(lot.repair !== undefined && { estimatedRepairCents: toCents(lot.repair) }),
      ...(lot.premium !== undefined && { buyerPremiumRatio: toRatio(lot.premium) }),
      ...(lot.lemon !== undefined && { lemonProbability: toRatio(lot.lemon) }),
    };
    const wholesale = testWholesale(of, lot.newCents);
    if (lot.hasRetail && wholesale.ok)
      of = { ...of, retailP50Cents: toCents(Math.round(wholesale.value.p50Cents * 1.25)) };
    const scene: Scene = {
      newCents: lot.newCents,
      auction: {
        ...(lot.bid !== undefined && { currentBidCents: toCents(lot.bid) }),
        ...(lot.bidCount !== undefined && { bidCount: lot.bidCount }),
        ...(lot.reserveMet !== undefined && { reserveMet: lot.reserveMet }),
        ...(lot.hoursLeft !== undefined && {
          endsAt: toInstant(toEpochMs(asOf) + Math.round(lot.hoursLeft * 3_600_000)),
        }),
        bidObservedAt: asOf,
      },
      ...(!lot.hasWholesale && {
        wholesale: {
          ok: false,
          refusal: { stage: 'wholesale', code: 'x', reason: 'x', missing: [] },
        } as const,
      }),
      ...(lot.hasRetail &&
        wholesale.ok && {
          retail: {
            ok: true,
            value: {
              ...wholesale.value,
              market: 'retail',
              p10Cents: toCents(Math.round(wholesale.value.p10Cents * 1.2)),
              p50Cents: toCents(Math.round(wholesale.value.p50Cents * 1.25)),
              p90Cents: toCents(Math.round(wholesale.value.p90Cents * 1.3)),
              confidence: 0.2,
            },
          } as Valued<RetailValue>,
        }),
    };
    return { of, scene };
  });
export type Lot = { readonly of: CostSubject; readonly scene: Scene };
