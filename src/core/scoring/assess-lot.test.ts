import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CostSubject } from '../costing/cost.ts';
import { finding, priced, profile, subject, vehicle, without } from '../costing/costing.testkit.ts';
import { cdf, distributionOf, expectedPositivePart } from '../kernel/distribution.ts';
import { toSourceId } from '../kernel/ids.ts';
import { millisecondsPerDay, toEpochMs, toInstant } from '../kernel/instant.ts';
import { type Cents, toCents, toRatio } from '../kernel/money.ts';
import type { RetailValue, Valued } from '../valuation/valuation.ts';
import { assessLot } from './assess-lot.ts';
import { assessed, inputOf, type Scene, testRetail, testWholesale } from './scoring.testkit.ts';

const inHours = (hours: number) => toInstant(Date.parse('2026-11-23T00:00:00Z') + hours * 3_600_000);
const lots = fc.record({
  source: fc.constantFrom('govdeals', 'municibid', 'copart', 'gsa-api').map(toSourceId),
  vehicle: fc.integer({ min: 2005, max: 2025 }).map((year) => vehicle(year)),
  odometerMiles: fc.integer({ min: 1_000, max: 250_000 }),
  conditionGrade: fc.double({ min: 1, max: 5, noNaN: true }),
});
const scenes: fc.Arbitrary<Scene> = fc.record({
  lot: lots,
  newCents: fc.integer({ min: 1_000_000, max: 15_000_000 }),
  auction: fc.record({
    currentBidCents: fc.integer({ min: 100, max: 2_000_000 }).map(toCents),
    endsAt: fc.double({ min: 0.1, max: 160, noNaN: true }).map(inHours),
  }),
});
const late: Scene['auction'] = { currentBidCents: toCents(150_000), endsAt: inHours(1), bidCount: 12 };

describe('promises', () => {
  it('Promise 1: the max bid does not know the current bid', () => {
    fc.assert(
      fc.property(scenes, fc.integer({ min: 0, max: 9_000_000 }), (scene, bid) => {
        const other = assessed({ ...scene, auction: { ...scene.auction, currentBidCents: toCents(bid) } });
        const { maxBidCents, maxBidConservativeCents, profitAtMaxBidCents, probabilityProfit, roi } =
          assessed(scene);
        expect(other).toMatchObject({
          maxBidCents,
          maxBidConservativeCents,
          profitAtMaxBidCents,
          probabilityProfit,
          roi,
        });
      }),
    );
  });
  it('Promise 1: at the max bid the profit reaches the target, at one cent more it does not', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { maxBidCents, profitAtMaxBidCents } = assessed(scene);
        const value = testWholesale(subject(scene.lot), scene.newCents);
        if (!value.ok) throw new Error('no value');
        const target = profile().targetMarginCents;
        if (maxBidCents > 0) expect(profitAtMaxBidCents).toBeGreaterThanOrEqual(target);
        expect(value.value.p50Cents - priced(subject(scene.lot)).totalAt(maxBidCents + 1)).toBeLessThan(
          target,
        );
      }),
    );
  });
  it('Promise 4: forgetting the odometer or the condition never raises the score', () => {
    fc.assert(
      fc.property(
        scenes,
        fc.subarray(['odometerMiles', 'conditionGrade'] as const, { minLength: 1 }),
        (scene, lost) => {
          const known = subject({ ...scene.lot, findings: [] });
          expect(assessed(scene, without(known, ...lost)).score).toBeNull();
        },
      ),
    );
  });
  it('Promise 4: forgetting where the lot is never raises max bid, score or edge', () => {
    fc.assert(
      fc.property(scenes, fc.constantFrom('75001', '44101', '02108'), (scene, zip) => {
        const state = { 75001: 'TX', 44101: 'OH', '02108': 'MA' }[zip] ?? 'TX';
        const known = subject({ ...scene.lot, zip, state });
        const placed = assessed(scene, known);
        const lost = assessed(scene, without(known, 'zip', 'state'));
        expect(lost.maxBidCents).toBeLessThanOrEqual(placed.maxBidCents);
        expect(lost.score ?? 0).toBeLessThanOrEqual(placed.score ?? 0);
        expect(lost.edgeCents ?? 0).toBeLessThanOrEqual(placed.edgeCents ?? 0);
      }),
    );
  });
  it('Promise 4: a vaguer value with the same middle never raises score, edge or grade', () => {
    const ranks = ['none', 'bronze', 'silver', 'gold', 'platinum'];
    fc.assert(
      fc.property(
        scenes,
        fc.double({ min: 0.05, max: 0.6, noNaN: true }),
        fc.double({ min: 0, max: 0.6, noNaN: true }),
        (scene, spread, more) => {
          const lot = subject(scene.lot);
          const sharp = assessed({ ...scene, wholesale: testWholesale(lot, scene.newCents, spread) });
          const vague = assessed({ ...scene, wholesale: testWholesale(lot, scene.newCents, spread + more) });
          expect(vague.score ?? 0).toBeLessThanOrEqual(sharp.score ?? 0);
          expect(vague.edgeCents ?? 0).toBeLessThanOrEqual(sharp.edgeCents ?? 0);
          expect(ranks.indexOf(vague.grade)).toBeLessThanOrEqual(ranks.indexOf(sharp.grade));
        },
      ),
    );
  });
  it('Promise 6: gives the same answer to the same question', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        expect(assessed(scene)).toEqual(assessed(scene));
      }),
      { numRuns: 30 },
    );
  });
});

describe('lessons', () => {
  it('Lesson 2: transport and recon both lower the max bid, cent for cent of cost', () => {
    const lot = { source: toSourceId('gsa-api'), zip: '90001', state: 'CA' };
    const local = assessed({ lot });
    const haul =
      priced(subject({ zip: '75001', state: 'CA' })).transportCents - priced(subject(lot)).transportCents;
    expect(haul).toBeGreaterThan(100_000);
    expect(local.maxBidCents - assessed({ lot: { ...lot, zip: '75001' } }).maxBidCents).toBe(haul);
    const rusty = assessed({
      lot: { ...lot, findings: [finding('runs'), finding('drives'), finding('rust')] },
    });
    expect(local.maxBidCents - rusty.maxBidCents).toBe(50_000);
  });
  it('Lesson 3: profit is shown at the max bid and at the forecast close, and an early low bid does not rank a lot', () => {
    const early = { currentBidCents: toCents(20_000), endsAt: inHours(48) };
    const low = assessed({ auction: early });
    const lower = assessed({ auction: { currentBidCents: toCents(2_000), endsAt: inHours(48) } });
    expect(low.profitAtForecastCents).toBeLessThan(low.profitAtMaxBidCents);
    // a bid of $200 two days before the end looks like a fortune; it may move the score by little
    expect((low.score ?? 0) - (lower.score ?? 0)).toBeLessThanOrEqual(10);
  });
  it('Lesson 8: neither score nor edge rises as the clock runs down on an old bid', () => {
    const seen = { currentBidCents: toCents(150_000), endsAt: inHours(24), bidObservedAt: inHours(0) };
    const { score, edgeCents } = assessed({ auction: seen });
    for (const hour of [1, 6, 12, 23.9]) {
      const later = assessed({ auction: { ...seen, asOf: inHours(hour) } });
      expect(later).toMatchObject({ score, edgeCents });
    }
  });
  it('Lesson 11: one mile more, at 50,001 miles or anywhere, moves the score by no more than rounding', () => {
    for (let miles = 10_000; miles <= 200_000; miles += 5_000) {
      const at = (odometerMiles: number) => assessed({ lot: { odometerMiles }, auction: late });
      expect(Math.abs((at(miles + 1).score ?? 0) - (at(miles).score ?? 0))).toBeLessThanOrEqual(1);
      expect(at(miles + 1).maxBidCents).toBeLessThanOrEqual(at(miles).maxBidCents);
    }
  });
  it('Lesson 11: fewer miles, a newer year, a better grade or a shorter haul never lowers max bid, edge or chance to win', () => {
    fc.assert(
      fc.property(
        scenes,
        fc.nat(60_000),
        fc.nat(6),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (scene, more, years, worse) => {
          const { odometerMiles = 0, conditionGrade = 3, vehicle: car = vehicle() } = scene.lot ?? {};
          const worsened: Partial<CostSubject>[] = [
            { odometerMiles: odometerMiles + more },
            { vehicle: vehicle((car.year ?? 2010) - years) },
            { conditionGrade: Math.max(1, conditionGrade - worse) },
          ];
          const better = assessed(scene);
          for (const change of worsened) {
            const poorer = assessed({ ...scene, lot: { ...scene.lot, ...change } });
            expect(poorer.maxBidCents).toBeLessThanOrEqual(better.maxBidCents);
            expect(poorer.maxBidConservativeCents).toBeLessThanOrEqual(better.maxBidConservativeCents);
          }
          const near = assessed({
            ...scene,
            lot: { ...scene.lot, zip: '77002' },
            buyer: { homeZip: '77002' },
          });
          const far = assessed({
            ...scene,
            lot: { ...scene.lot, zip: '02108' },
            buyer: { homeZip: '77002' },
          });
          expect(far.maxBidCents).toBeLessThanOrEqual(near.maxBidCents);
          expect(far.edgeCents ?? 0).toBeLessThanOrEqual(near.edgeCents ?? 0);
          expect(far.probabilityCloseUnderMaxBid ?? 0).toBeLessThanOrEqual(
            near.probabilityCloseUnderMaxBid ?? 0,
          );
        },
      ),
    );
  });
  it('Lesson 11: nor does it at retail, where a dearer car takes longer to sell', () => {
    const atRetail = (scene: Scene, change: Partial<CostSubject> = {}) => {
      const of = subject({ ...scene.lot, ...change });
      const retail = testRetail(of, scene.newCents);
      if (!retail.ok) throw new Error('no value');
      const buyer = {
        exit: 'retail',
        holdingCentsPerDay: toCents(8_000),
        floorplanApr: toRatio(0.12),
      } as const;
      return assessed({ ...scene, retail, buyer }, { ...of, retailP50Cents: retail.value.p50Cents });
    };
    fc.assert(
      fc.property(
        scenes,
        fc.nat(60_000),
        fc.nat(6),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (scene, more, years, worse) => {
          const { odometerMiles = 0, conditionGrade = 3, vehicle: car = vehicle() } = scene.lot ?? {};
          const better = atRetail(scene);
          for (const change of [
            { odometerMiles: odometerMiles + more },
            { vehicle: vehicle((car.year ?? 2010) - years) },
            { conditionGrade: Math.max(1, conditionGrade - worse) },
          ])
            expect(atRetail(scene, change).maxBidCents).toBeLessThanOrEqual(better.maxBidCents);
        },
      ),
    );
  });
  it('Lesson 11: before any bid, a worse car never has more edge or more chance to be won', () => {
    fc.assert(
      fc.property(lots, fc.nat(60_000), fc.double({ min: 0, max: 3, noNaN: true }), (lot, more, worse) => {
        const input = inputOf({ lot });
        const better = assessed({ lot });
        const close = input.forecast && (input.forecast.distribution ?? distributionOf(input.forecast));
        if (!close) throw new Error('no forecast');
        if (!input.costed.ok) throw new Error('no cost');
        const { totalAt } = input.costed;
        const feesAt = (bid: number) => totalAt(bid) - bid;
        const limit = better.maxBidCents;
        for (const change of [
          { odometerMiles: lot.odometerMiles + more },
          { conditionGrade: Math.max(1, lot.conditionGrade - worse) },
        ]) {
          const poorer = assessed({ lot: { ...lot, ...change } });
          // at a step of the fees a cheaper car pays less of them, and below one some money of the better car cannot
          // be bid: no car gains more than those two sums would have bought the better one
          const spared = Math.max(0, feesAt(limit) - feesAt(poorer.maxBidCents));
          const unspent = limit > 0 ? better.profitAtMaxBidCents - input.profile.targetMarginCents : 0;
          // amounts are whole cents, so a change too small to move them may show as a cent or two
          const most = limit > 0 ? limit + spared + unspent + 2 : 0;
          expect(poorer.edgeCents ?? 0).toBeLessThanOrEqual(expectedPositivePart(close, most) + 1);
          expect(poorer.probabilityCloseUnderMaxBid ?? 0).toBeLessThanOrEqual(cdf(close, most) + 1e-5);
          if (spared + unspent <= 1)
            expect(poorer.edgeCents ?? 0).toBeLessThanOrEqual((better.edgeCents ?? 0) + 1);
        }
      }),
    );
  });
});

describe('assessment', () => {
  it('scores as round(100 × both probabilities) and shows both', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { score, probabilityProfit, probabilityCloseUnderMaxBid } = assessed(scene);
        for (const share of [probabilityProfit, probabilityCloseUnderMaxBid ?? 0])
          expect(share >= 0 && share <= 1).toBe(true);
        expect(score).toBe(Math.round(100 * probabilityProfit * (probabilityCloseUnderMaxBid ?? 0)));
      }),
    );
  });
  it('finds a good deal late in a cheap sale, and says why in plain words, the max bid first', () => {
    const deal = assessed({ auction: late });
    expect(deal.score).toBeGreaterThan(50);
    expect(['platinum', 'gold']).toContain(deal.grade);
    expect(deal.reasons[0]).toMatch(
      /^Bid up to \$[\d,]+\.\d\d: all in that is \$[\d,]+ for a car that should bring \$[\d,]+ wholesale, and it leaves your \$1,500\.$/,
    );
    expect(deal.reasons.join(' ')).toMatch(/chance at or under your max bid.*at least breaking even/);
  });
  it('says that the bid already stands above the max bid', () => {
    const lost = assessed({ auction: { currentBidCents: toCents(2_000_000), endsAt: inHours(2) } });
    expect(lost).toMatchObject({ score: 0, edgeCents: 0, probabilityCloseUnderMaxBid: 0, grade: 'none' });
    expect(lost.reasons[1]).toBe('The bid stands at $20,000, already above your max bid.');
  });
  it('gives a max bid of 0 and a score of 0 when no bid leaves the margin', () => {
    const poor = assessed({ newCents: 200_000, auction: late });
    expect(poor).toMatchObject({
      maxBidCents: 0,
      maxBidConservativeCents: 0,
      score: 0,
      edgeCents: 0,
      grade: 'none',
    });
    expect(poor.reasons[0]).toMatch(/^No bid leaves your \$1,500/);
  });
  it.each([
    ['salvagePolicy', { titleBrand: 'salvage' }, 'title_brand_salvage'],
    ['rustBeltPolicy', { state: 'OH', zip: '44101' }, 'rust_belt'],
    ['policePolicy', { findings: [finding('runs'), finding('police')] }, 'police'],
    [
      'odometerUnknownPolicy',
      { findings: [finding('runs'), finding('odometer_not_actual')] },
      'odometer_not_actual',
    ],
  ] as const)('%s: block bids nothing, discount bids less, flag bids the same', (policy, lot, code) => {
    const by = (choice: 'block' | 'discount' | 'flag') =>
      assessed({ lot, buyer: { [policy]: choice }, auction: late });
    const [blocked, discounted, flagged] = [by('block'), by('discount'), by('flag')];
    expect(blocked).toMatchObject({
      maxBidCents: 0,
      maxBidConservativeCents: 0,
      score: 0,
      grade: 'none',
      sensitivities: [],
    });
    expect(blocked.reasons[0]).toMatch(/^Do not bid\. .*Your profile rules it out\.$/);
    expect(discounted.maxBidCents).toBeLessThan(flagged.maxBidCents);
    for (const one of [blocked, discounted, flagged])
      expect(one.flags.map((flag) => flag.code)).toContain(code);
  });
  it('refuses the score, not the max bid, without odometer or condition, naming the field', () => {
    const bare = without(
      subject({ findings: [finding('as_is'), finding('runs', 'unknown')] }),
      'odometerMiles',
      'conditionGrade',
    );
    const result = assessLot(inputOf({ auction: late }, bare));
    if (!result.ok) throw new Error('refused');
    expect(result.assessment.score).toBeNull();
    expect(result.assessment.grade).toBe('none');
    expect(result.assessment.maxBidCents).toBeGreaterThan(0);
    expect(result.refusals).toMatchObject([
      { stage: 'assess', code: 'odometer_unknown', missing: ['odometerMiles'] },
      { stage: 'assess', code: 'condition_unknown', missing: ['conditionGrade'] },
    ]);
    const described = without(subject({ findings: [finding('runs')] }), 'conditionGrade');
    expect(assessed({ auction: late }, described).score).not.toBeNull();
  });
  it('Lesson 5: refuses without the value of the market the buyer sells in, and never takes the other for it', () => {
    const refusal = {
      stage: 'wholesale',
      code: 'no_evidence',
      reason: 'No sales.',
      missing: ['model'],
    } as const;
    expect(assessLot(inputOf({ wholesale: { ok: false, refusal } }))).toMatchObject({
      ok: false,
      refusal: { stage: 'assess', code: 'no_wholesale_value', missing: ['model'] },
    });
    expect(assessLot(inputOf({ buyer: { exit: 'retail' } }))).toMatchObject({
      ok: false,
      refusal: { code: 'no_retail_value' },
    });
    const wholesale = testWholesale(subject());
    if (!wholesale.ok) throw new Error('no value');
    const retail: Valued<RetailValue> = {
      ok: true,
      value: {
        ...wholesale.value,
        market: 'retail',
        p50Cents: toCents(wholesale.value.p50Cents * 2),
        p90Cents: toCents(wholesale.value.p90Cents * 2),
      },
    };
    expect(assessed({ buyer: { exit: 'retail' }, retail }).maxBidCents).toBeGreaterThan(
      assessed({ buyer: { exit: 'retail' }, retail: wholesale as unknown as Valued<RetailValue> })
        .maxBidCents,
    );
  });
  it('refuses without a cost and passes on what is missing', () => {
    expect(assessLot(inputOf({ lot: { source: toSourceId('iaai') } }))).toMatchObject({
      ok: false,
      refusal: { stage: 'assess', code: 'no_cost', missing: ['source', 'buyerPremiumRatio'] },
    });
  });
  it('gives no score without a forecast', () => {
    const { forecast: _, ...input } = inputOf({});
    const result = assessLot(input);
    expect(result).toMatchObject({
      ok: true,
      assessment: {
        score: null,
        edgeCents: null,
        probabilityCloseUnderMaxBid: null,
        profitAtForecastCents: null,
      },
      refusals: expect.arrayContaining([expect.objectContaining({ code: 'no_forecast' })]),
    });
  });
  it('flags what should give pause, the gravest first', () => {
    const { flags } = assessed({
      lot: {
        titleBrand: 'parts_only',
        findings: [finding('runs', 'absent'), finding('engine_problem'), finding('keys', 'absent')],
        state: 'OH',
        zip: '44101',
      },
      auction: { ...late, endsAt: inHours(3), bidObservedAt: inHours(-2) },
    });
    expect(flags.map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        'title_brand_parts_only',
        'not_running',
        'engine_problem',
        'stale_bid',
        'no_keys',
        'rust_belt',
      ]),
    );
    const order = flags.map(({ severity }) => ['stop', 'warn', 'info'].indexOf(severity));
    expect(order).toEqual([...order].sort());
    expect(flags[0]).toMatchObject({ code: 'title_brand_parts_only', severity: 'stop' });
  });
  it('flags thin evidence', () => {
    const value = testWholesale(subject());
    if (!value.ok) throw new Error('no value');
    const thin = { ...value, value: { ...value.value, evidence: { count: 2, sales: [] } } };
    expect(assessed({ wholesale: thin }).flags.map(({ code }) => code)).toContain('thin_evidence');
    expect(assessed().flags.map(({ code }) => code)).not.toContain('thin_evidence');
  });
  it('remarks on an end more than a year off, and takes no grade for it', () => {
    const { asOf } = subject();
    const inDays = (days: number) => toInstant(toEpochMs(asOf) + days * millisecondsPerDay);
    const far = assessed({ auction: { endsAt: inDays(400) } });
    expect(far.flags).toContainEqual(expect.objectContaining({ code: 'far_end', severity: 'info' }));
    const near = assessed({ auction: { endsAt: inDays(300) } });
    expect(near.flags.map(({ code }) => code)).not.toContain('far_end');
    expect(far.grade).toBe(near.grade);
  });
  it('says what would move the max bid, strongest first', () => {
    const { sensitivities } = assessed();
    const sizes = sensitivities.map(({ maxBidDeltaCents }) => Math.abs(maxBidDeltaCents));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    const by = (words: string): Cents | undefined =>
      sensitivities.find(({ label }) => label.includes(words))?.maxBidDeltaCents;
    expect(by('$500 more')).toBeLessThan(-40_000);
    expect(by('$500 less')).toBeGreaterThan(40_000);
    expect(by('low end')).toBeLessThan(0);
    expect(by('high end')).toBeGreaterThan(0);
    expect(by('of transport')).toBeGreaterThan(0);
  });

  it('says what tax, time and what the lot leaves open would change', () => {
    const by = (scene: Scene, words: string): Cents | undefined =>
      assessed(scene).sensitivities.find(({ label }) => label.includes(words))?.maxBidDeltaCents;
    expect(by({ buyer: { resaleCertificate: false } }, 'resale certificate')).toBeGreaterThan(20_000);
    expect(by({}, 'resale certificate')).toBeUndefined();
    expect(by({}, '30 days longer')).toBeLessThan(-50_000);
    const open = { lot: { findings: [finding('runs', 'absent'), finding('engine_problem', 'unknown')] } };
    expect(by(open, 'runs and drives after all')).toBeGreaterThan(100_000);
    expect(by(open, 'engine problem')).toBeLessThan(-200_000);
    // a figure of the buyer's own for every car leaves nothing open
    expect(by({ ...open, buyer: { reconCents: toCents(90_000) } }, 'engine problem')).toBeUndefined();
  });

  it('gives the chance of the target margin: a half at the max bid, more where it closes lower', () => {
    const dear = assessed({ auction: { currentBidCents: toCents(5_000_000) } });
    expect(dear.probabilityTarget).toBeCloseTo(0.5, 2);
    const cheap = assessed({
      auction: {
        currentBidCents: toCents(50_000),
        bidCount: 40,
        endsAt: toInstant('2026-11-23T00:05:00Z'),
      },
    });
    expect(cheap.probabilityTarget).toBeGreaterThan(dear.probabilityTarget ?? 1);
    expect(assessed({ newCents: 10_000 }).probabilityTarget).toBeNull();
  });

  it('warns of many idle hours and says what they stand for', () => {
    const flag = assessed({ lot: { idleHours: 9_000 } }).flags.find(({ code }) => code === 'idle_hours');
    expect(flag).toMatchObject({ severity: 'warn' });
    expect(flag?.evidence).toContain('9,000 hours of idling');
    expect(flag?.evidence).toContain('297,000 miles');
    expect(assessed({ lot: { idleHours: 400 } }).flags.map(({ code }) => code)).not.toContain('idle_hours');
  });

  it('shows no return for a car that the profile rules out', () => {
    const blocked = assessed({ lot: { titleBrand: 'salvage' }, buyer: { salvagePolicy: 'block' } });
    expect(blocked).toMatchObject({ maxBidCents: 0, roi: 0, roiPerDay: 0, probabilityTarget: null });
  });
});
