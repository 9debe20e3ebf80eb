import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profile, someZips, tables } from '../../costing/costing.testkit.ts';
import { BuyerColumns } from '../buyer/buyer-columns.ts';
import { prepareBuyer } from '../buyer/prepare-buyer.ts';
import { MarketColumns } from '../columns/market-columns.ts';
import { toRankingFacts } from '../columns/ranking-facts.ts';
import { arbitraryLot } from '../lots.testkit.ts';
import { rowOf } from '../rows.testkit.ts';
import { countFacets } from './count-facets.ts';
import { drive } from './drive.ts';
import type { MarketQuery } from './market-query.ts';
import { rankLots } from './rank-lots.ts';

const everything = { owner: null, sample: false, nowMs: 0, status: 'open' } as const;

describe('lanes of lots that want one fact', () => {
  const market = new MarketColumns(someZips);
  for (const [at, lot] of fc.sample(arbitraryLot, { numRuns: 400, seed: 11 }).entries())
    market.put(rowOf(`lst_${at}`, lot));
  const filled = new BuyerColumns(market, prepareBuyer(profile(), tables, market));
  drive(filled.fill());
  const unfilled = new BuyerColumns(market, prepareBuyer(profile(), tables, market));

  it('hold every lot that would be scored but for one fact, in the order of what it could be', () => {
    const query: MarketQuery = {
      ...everything,
      lane: 'odometerMiles',
      sort: 'promise',
      descending: true,
      limit: 400,
    };
    const { lots } = drive(rankLots(market, filled, query));
    expect(lots.length).toBeGreaterThan(5);
    const promises = lots.map(({ value }) => value ?? Number.NEGATIVE_INFINITY);
    expect(promises).toEqual([...promises].sort((a, b) => b - a));
    // no worse than what is known, and never shown as a figure
    for (const { value, edgeCents, score, grade } of lots) {
      expect([score, grade]).toEqual([null, 'none']);
      if (edgeCents !== null) expect(value).toBeGreaterThanOrEqual(edgeCents);
    }
    expect(lots.some(({ value, edgeCents }) => (value ?? 0) > (edgeCents ?? 0))).toBe(true);
    expect(drive(rankLots(market, unfilled, query)).lots).toEqual(lots);
  });

  it('are counted, each as many as its list has, and lie apart from those with a score', () => {
    const { lanes, total } = drive(countFacets(market, filled, everything));
    const count = (lane: NonNullable<MarketQuery['lane']>) =>
      drive(rankLots(market, filled, { ...everything, lane, sort: 'promise', descending: true, limit: 1 }))
        .total;
    expect(lanes.length).toBeGreaterThan(1);
    for (const lane of lanes) expect(count(lane.fact)).toBe(lane.count);
    expect(count('missing')).toBe(lanes.reduce((sum, lane) => sum + lane.count, 0));
    expect(count('missing') + count('scored')).toBeLessThan(total);
    const page = drive(
      rankLots(market, filled, {
        ...everything,
        lane: 'scored',
        sort: 'score',
        descending: false,
        limit: 400,
      }),
    );
    expect(page.lots.filter(({ score }) => score === null).length).toBeLessThan(page.total / 2);
  });

  it('name a fact of the value too, and none where two are wanting or nothing would help', () => {
    const [lot] = fc.sample(arbitraryLot, { numRuns: 1, seed: 3 });
    if (!lot) throw new Error('no sample');
    const costSubject = { ...lot.of, odometerMiles: 1 as never, conditionGrade: 3 };
    const refusal = (missing: string[]) => ({ stage: 'wholesale' as const, code: 'x', reason: 'x', missing });
    const forecast = { p10Cents: 1, p50Cents: 2, p90Cents: 3, basis: '' } as never;
    const of = (missing: string[]) =>
      toRankingFacts({ costSubject, forecast, currentBidCents: 1 as never, refusals: [refusal(missing)] })
        .missing;
    expect([of(['year']), of(['year', 'make']), of([]), of(['asOf'])]).toEqual([
      'year',
      undefined,
      undefined,
      undefined,
    ]);
    const unvalued = toRankingFacts({ costSubject, forecast, currentBidCents: 1 as never });
    expect(unvalued.missing).toBeUndefined();
  });
});
