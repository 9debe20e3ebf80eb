import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BuyerProfile, CostSubject } from '../costing/cost.ts';
import { type CostFigureKey, costFigureKeys, costFigures } from '../costing/cost-figures.ts';
import { costLot } from '../costing/cost-lot.ts';
import type { CostTables } from '../costing/cost-tables.ts';
import { finding, profile, someZips, subject, tables, vehicle, without } from '../costing/costing.testkit.ts';
import { toSourceId } from '../kernel/ids.ts';
import { toEpochMs, toInstant } from '../kernel/instant.ts';
import { toCents, toRatio } from '../kernel/money.ts';
import { findingCodes } from '../listing/finding.ts';
import { assessLot } from '../scoring/assess-lot.ts';
import { inputOf, type Scene, testWholesale } from '../scoring/scoring.testkit.ts';
import type { RetailValue, Valued } from '../valuation/valuation.ts';
import { segments } from '../vehicle/vehicle.ts';
import { MarketColumns } from './market-columns.ts';
import { prepareBuyer, type RankedFigures } from './prepare-buyer.ts';
import { type RankQuery, rankedEdge, rankLots } from './rank-lots.ts';
import { toRankingFacts } from './ranking-facts.ts';

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

const arbitraryLot = fc
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
    lemon: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
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
type Lot = { readonly of: CostSubject; readonly scene: Scene };

const policy = fc.constantFrom('block', 'discount', 'discount', 'flag', 'flag', 'flag');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const arbitraryBuyer = fc
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
const arbitraryTables = maybe(
  fc.record({
    count: fc.integer({ min: 1, max: 500 }),
    meanDays: fc.double({ min: 0, max: 200, noNaN: true }),
    learnedUntil: fc
      .constantFrom('2024-06-30T23:59:59.999Z', '2026-08-25T00:00:00Z')
      .map((at) => toInstant(at)),
  }),
).map((held): CostTables => ({ ...tables, ...(held && { held }) }));

function marketOf(lots: readonly Lot[]): MarketColumns {
  const market = new MarketColumns(someZips, 4);
  for (const [at, lot] of lots.entries()) market.put(rowOf(`lst_${at}`, lot));
  return market;
}

function rowOf(id: string, { of, scene }: Lot, version = 1) {
  const input = inputOf(scene, of);
  const facts = toRankingFacts({
    costSubject: of,
    ...(input.wholesale.ok && { wholesale: input.wholesale.value }),
    ...(input.retail.ok && { retail: input.retail.value }),
    ...(input.forecast && { forecast: input.forecast }),
    ...(input.currentBidCents !== undefined && { currentBidCents: input.currentBidCents }),
  });
  return {
    id,
    version,
    isSample: false,
    source: of.source ?? '',
    make: 'Toyota',
    model: 'Camry',
    state: of.state ?? null,
    year: of.vehicle.year ?? null,
    odometerMiles: of.odometerMiles ?? null,
    currentBidCents: scene.auction?.currentBidCents ?? null,
    asOfMs: toEpochMs(of.asOf),
    endsAtMs: null,
    // as it comes back from the database
    facts: JSON.parse(JSON.stringify(facts)) as typeof facts,
  };
}

/** The same lot by the stages themselves. */
function assessedFigures({ of, scene }: Lot, buyer: BuyerProfile, by: CostTables): RankedFigures {
  // the test kit adds a home ZIP of its own: the buyer is exactly the one given
  const result = assessLot({ ...inputOf(scene, of), profile: buyer, costed: costLot(of, buyer, by) });
  if (!result.ok) return { maxBidCents: null, edgeCents: null, roi: null, score: null, grade: 'none' };
  const { maxBidCents, edgeCents, roi, score, grade } = result.assessment;
  return { maxBidCents, edgeCents, roi, score, grade };
}

function run(market: MarketColumns, buyer: BuyerProfile, query: Partial<RankQuery>, by = tables) {
  const ranking = rankLots(market, prepareBuyer(buyer, by, market), {
    sort: 'edge',
    descending: true,
    limit: 100,
    sample: false,
    nowMs: 0,
    ...query,
  });
  for (;;) {
    const step = ranking.next();
    if (step.done) return step.value;
  }
}

describe('ranking the market from columns', () => {
  it('gives every lot exactly the figures that assessing it gives, for any buyer', () => {
    let scored = 0;
    fc.assert(
      fc.property(
        fc.array(arbitraryLot, { minLength: 1, maxLength: 8 }),
        arbitraryBuyer,
        arbitraryTables,
        (lots, buyer, by) => {
          const market = marketOf(lots);
          const prepared = prepareBuyer(buyer, by, market);
          lots.forEach((lot, row) => {
            const figures = prepared.figuresAt(row);
            expect(figures).toEqual(assessedFigures(lot, buyer, by));
            if (figures.score !== null && figures.score > 0) scored += 1;
          });
        },
      ),
      { numRuns: 1_500 },
    );
    expect(scored).toBeGreaterThan(500);
  });

  it('never bounds a figure by less than it is from above, nor by more from below', () => {
    let decided = 0;
    fc.assert(
      fc.property(arbitraryLot, arbitraryBuyer, arbitraryTables, (lot, buyer, by) => {
        const prepared = prepareBuyer(buyer, by, marketOf([lot]));
        const { maxBidCents, edgeCents, score, roi, grade } = prepared.figuresAt(0);
        expect(prepared.look(0)).toBe(maxBidCents !== null);
        if (maxBidCents === null || roi === null) return;
        if (maxBidCents > 0) expect(prepared.mostEver(0)).toBeGreaterThanOrEqual(maxBidCents);
        if (maxBidCents > 0) expect(prepared.mostWithoutHaul(0)).toBeGreaterThanOrEqual(maxBidCents);
        expect(prepared.roiLeast(0)).toBeLessThanOrEqual(roi);
        for (const enough of [Number.NEGATIVE_INFINITY, 0, 0.2, 5])
          expect(prepared.roiEver(0, enough)).toBeGreaterThanOrEqual(roi);
        if (score !== null)
          for (const enough of [0, 30, 60, 101])
            expect(prepared.scoreEver(0, enough)).toBeGreaterThanOrEqual(score);
        expect(prepared.bounds.leastBid).toBeLessThanOrEqual(maxBidCents);
        expect(prepared.bounds.mostBid).toBeGreaterThanOrEqual(maxBidCents);
        expect(prepared.roiBelow(0)).toBeLessThanOrEqual(roi);
        expect(prepared.roiAbove(0)).toBeGreaterThanOrEqual(roi);
        if (edgeCents === null) return;
        expect(prepared.edgeBelow(0)).toBeLessThanOrEqual(edgeCents);
        expect(prepared.edgeAbove(0)).toBeGreaterThanOrEqual(edgeCents);
        if (score === null) return;
        expect(prepared.scoreBelow(0)).toBeLessThanOrEqual(score);
        expect(prepared.scoreAbove(0)).toBeGreaterThanOrEqual(score);
        const order = ['none', 'bronze', 'silver', 'gold', 'platinum'];
        expect(order.indexOf(prepared.gradeBelow(0))).toBeLessThanOrEqual(order.indexOf(grade));
        expect(order.indexOf(prepared.gradeAbove(0))).toBeGreaterThanOrEqual(order.indexOf(grade));
        if (edgeCents > 50_000 && prepared.edgeBelow(0) > 0.5 * edgeCents) decided += 1;
      }),
      { numRuns: 4_000 },
    );
    expect(decided).toBeGreaterThan(50);
  });

  it('answers the same list as assessing and sorting every lot', () => {
    const sorts = ['edge', 'maxBid', 'score', 'roi'] as const;
    fc.assert(
      fc.property(
        fc.array(arbitraryLot, { minLength: 1, maxLength: 60 }),
        arbitraryBuyer,
        arbitraryTables,
        fc.constantFrom(...sorts),
        fc.boolean(),
        fc.integer({ min: 1, max: 20 }),
        maybe(fc.constantFrom(0, 1, 50_000, 200_000)),
        maybe(fc.constantFrom('none', 'bronze', 'silver', 'gold', 'platinum')),
        (lots, buyer, by, sort, descending, limit, minEdgeCents, grade) => {
          const market = marketOf(lots);
          const got = run(
            market,
            buyer,
            {
              sort,
              descending,
              limit,
              ...(minEdgeCents !== undefined && { minEdgeCents }),
              ...(grade && { grade }),
            },
            by,
          );
          const field = { edge: 'edgeCents', maxBid: 'maxBidCents', score: 'score', roi: 'roi' }[
            sort
          ] as 'roi';
          const all = lots
            .map((lot, at) => ({ id: `lst_${at}`, ...assessedFigures(lot, buyer, by) }))
            .filter((lot) => grade === undefined || lot.grade === grade)
            .filter((lot) => minEdgeCents === undefined || (lot.edgeCents ?? -1) >= minEdgeCents)
            .sort((a, b) => {
              const [x, y] = sort === 'edge' ? [rankedEdge(a), rankedEdge(b)] : [a[field], b[field]];
              if (x !== y && x !== null && y !== null) return descending ? y - x : x - y;
              if (x !== y) return x === null ? 1 : -1;
              return a.id < b.id ? -1 : 1;
            });
          expect(got.total).toBe(all.length);
          expect(got.lots.map((lot) => lot.id)).toEqual(all.slice(0, limit).map((lot) => lot.id));
        },
      ),
      { numRuns: 600 },
    );
  });

  it('works out few lots to the cent when only the best are asked for', () => {
    const lots = fc.sample(arbitraryLot, { numRuns: 3_000, seed: 7 });
    const { worked, total } = run(marketOf(lots), profile(), { limit: 10 });
    expect(total).toBe(3_000);
    expect(worked).toBeLessThan(600);
  });
});

describe('the columns', () => {
  const [lot] = fc.sample(arbitraryLot, { numRuns: 1, seed: 3 });
  if (!lot) throw new Error('no sample');

  it('replace a lot by a newer version, keep it against an older one, and take it out', () => {
    const market = new MarketColumns(someZips);
    market.put({ ...rowOf('lst_a', lot, 2), year: 2001 });
    market.put({ ...rowOf('lst_a', lot, 1), year: 1999 });
    expect([market.size, market.liveLots, market.columns.year[0]]).toEqual([1, 1, 2001]);
    market.put({ ...rowOf('lst_a', lot, 3), year: 2003 });
    expect([market.size, market.columns.year[0]]).toEqual([1, 2003]);
    market.remove('lst_a');
    market.remove('lst_nobody');
    expect(market.liveLots).toBe(0);
    expect(run(market, profile(), {}).total).toBe(0);
    market.put(rowOf('lst_a', lot, 4));
    expect(market.liveLots).toBe(1);
  });

  it('leave out lots whose end has passed, and filter as asked', () => {
    const market = new MarketColumns(someZips);
    const base = rowOf('lst_x', lot);
    market.put({ ...base, id: 'lst_1', endsAtMs: 1_000, make: 'Ford', year: 2010, odometerMiles: 10 });
    market.put({ ...base, id: 'lst_2', endsAtMs: 5_000, make: 'FORD', year: null, odometerMiles: null });
    market.put({ ...base, id: 'lst_3', endsAtMs: null, make: 'Kia', year: 2012, odometerMiles: 99 });
    market.put({ ...base, id: 'lst_4', isSample: true });
    const ids = (query: Partial<RankQuery>) =>
      run(market, profile(), { sort: 'year', ...query }).lots.map(({ id }) => id);
    expect(ids({})).toEqual(['lst_3', 'lst_1', 'lst_2']);
    expect(ids({ nowMs: 1_000 })).toEqual(['lst_3', 'lst_2']);
    expect(ids({ make: 'ford' })).toEqual(['lst_1', 'lst_2']);
    expect(ids({ make: 'Tesla' })).toEqual([]);
    expect(ids({ yearMax: 2011 })).toEqual(['lst_1']);
    expect(ids({ milesMax: 50 })).toEqual(['lst_1']);
    expect(ids({ endsWithinHours: 0.001 })).toEqual(['lst_1']);
    expect(ids({ among: new Set([2]) })).toEqual(['lst_3']);
    expect(ids({ sample: true })).toEqual(['lst_4']);
  });

  it('refuse an id of another make', () => {
    const market = new MarketColumns(someZips);
    for (const id of ['org_a', 'lst_', `lst_${'a'.repeat(25)}`])
      expect(() => market.put(rowOf(id, lot))).toThrow(RangeError);
  });

  it('find every one of many ids again', () => {
    const market = new MarketColumns(someZips, 2);
    const row = rowOf('lst_0', lot);
    for (let at = 0; at < 5_000; at++) market.put({ ...row, id: `lst_${(at * 7_919).toString(36)}` });
    expect(market.size).toBe(5_000);
    for (let at = 0; at < 5_000; at++) expect(market.ids.find(`lst_${(at * 7_919).toString(36)}`)).toBe(at);
    expect(market.ids.find('lst_none')).toBe(-1);
  });
});
