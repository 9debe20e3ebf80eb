import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someZips } from '../costing/costing.testkit.ts';
import { BuyerColumns } from './buyer/buyer-columns.ts';
import { prepareBuyer } from './buyer/prepare-buyer.ts';
import { arbitraryBuyer, arbitraryTables } from './buyers.testkit.ts';
import { applyChanges, arbitraryChanges, nowMs, orgs } from './changes.testkit.ts';
import { MarketColumns } from './columns/market-columns.ts';
import { missingFacts } from './columns/missing-fact.ts';
import { lotKinds } from './columns/write-row.ts';
import { countFacets } from './query/count-facets.ts';
import { drive } from './query/drive.ts';
import type { MarketFilter, MarketPlace, MarketQuery } from './query/market-query.ts';
import { rankLots } from './query/rank-lots.ts';
import { assessAll, countAll, type KnownRow, listAll } from './reference.testkit.ts';

const arbitraryFilter: fc.Arbitrary<MarketFilter> = fc
  .record({
    owner: fc.constantFrom(null, ...orgs),
    sample: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
    status: fc.constantFrom('open', 'open', 'all', 'all', 'ended'),
    kind: rarely(fc.constantFrom(...lotKinds, 'road_vehicle')),
    q: rarely(
      fc.constantFrom('f 150', 'FORD', '1ftfw1', '00123', 'rí', 'ünd fire', '4x4 kia', '!', 'nothing'),
    ),
    make: rarely(fc.constantFrom('ford', 'Kia', 'Tesla')),
    model: rarely(fc.constantFrom('F-150', 'camry')),
    state: rarely(fc.constantFrom('TX', 'OH', 'WA')),
    source: rarely(fc.constantFrom('govdeals', 'copart')),
    yearMin: rarely(fc.constantFrom(1990, 2010)),
    yearMax: rarely(fc.constantFrom(2000, 2015)),
    milesMax: rarely(fc.constantFrom(50_000, 150_000)),
    endsWithinHours: rarely(fc.constantFrom(0, 0.0001, 5, 48)),
    grade: rarely(fc.constantFrom('none', 'bronze', 'silver', 'gold', 'platinum')),
    minEdgeCents: rarely(fc.constantFrom(0, 1, 50_000, 200_000)),
    lane: rarely(fc.constantFrom('scored', 'scored', 'missing', 'missing', ...missingFacts)),
  })
  .map((filter) => {
    const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
    return { ...(asked as unknown as MarketFilter), nowMs };
  });

function rarely<T>(arbitrary: fc.Arbitrary<T>) {
  return fc
    .tuple(fc.integer({ min: 0, max: 9 }), arbitrary)
    .map(([n, value]) => (n === 0 ? value : undefined));
}

const arbitraryOrder = fc.record({
  sort: fc.constantFrom('edge', 'score', 'maxBid', 'roi', 'endsAt', 'currentBid', 'year', 'miles'),
  descending: fc.boolean(),
  limit: fc.integer({ min: 1, max: 8 }),
});

const arbitraryScene = fc.record({
  before: arbitraryChanges(40),
  between: arbitraryChanges(6),
  buyer: arbitraryBuyer,
  by: arbitraryTables,
  filter: arbitraryFilter,
});

/** A market with two buyers of the same settings: one that is filled and kept so, one that goes by bounds. */
function setUp({
  before,
  buyer,
  by,
}: Pick<typeof arbitraryScene extends fc.Arbitrary<infer S> ? S : never, 'before' | 'buyer' | 'by'>) {
  const market = new MarketColumns(someZips, 4);
  const known = new Map<string, KnownRow>();
  const prepared = prepareBuyer(buyer, by, market);
  const filled = new BuyerColumns(market, prepared);
  const half = before.slice(0, before.length / 2);
  applyChanges(half, market, known);
  drive(filled.fill());
  for (const row of applyChanges(before.slice(half.length), market, known)) filled.touch(row);
  return { market, known, filled, unfilled: new BuyerColumns(market, prepareBuyer(buyer, by, market)) };
}

describe('lists of the market', () => {
  it('are those of assessing, filtering and sorting every lot, page by page, on a market that changes between pages', () => {
    let pages = 0;
    let owned = 0;
    fc.assert(
      fc.property(arbitraryScene, arbitraryOrder, (scene, order) => {
        const { market, known, filled, unfilled } = setUp(scene);
        let after: MarketPlace | undefined;
        for (let page = 0; page < 3; page++) {
          const query: MarketQuery = { ...scene.filter, ...order, ...(after && { after }) };
          const expected = listAll(assessAll(known.values(), scene.buyer, scene.by), query);
          for (const buyer of [filled, unfilled]) {
            const got = drive(rankLots(market, buyer, query));
            const lots = got.lots.map(({ row: _row, version: _version, ...lot }) => lot);
            expect({ total: got.total, hasMore: got.hasMore, lots }).toEqual(expected);
          }
          const last = expected.lots.at(-1);
          if (!last) break;
          pages += 1;
          owned += expected.lots.filter((lot) => lot.owner !== null).length;
          after = { value: last.value, id: last.id };
          for (const row of applyChanges(scene.between, market, known)) filled.touch(row);
          expect(filled.isFilled || market.size === 0).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
    expect(pages).toBeGreaterThan(200);
    expect(owned).toBeGreaterThan(30);
  });

  it('count for each facet what the other filters leave', () => {
    let counted = 0;
    fc.assert(
      fc.property(arbitraryScene, (scene) => {
        const { market, known, filled, unfilled } = setUp(scene);
        const expected = countAll(assessAll(known.values(), scene.buyer, scene.by), scene.filter);
        const names = (facets: typeof expected) => ({
          ...facets,
          // Ford and FORD are one make, named as it was first written
          makes: facets.makes.map(({ value, count }) => ({ value: value.toLowerCase(), count })),
        });
        const merged = { ...expected, makes: mergeCase(expected.makes) };
        for (const buyer of [filled, unfilled])
          expect(names(drive(countFacets(market, buyer, scene.filter)))).toEqual(merged);
        counted += expected.total;
      }),
      { numRuns: 300 },
    );
    expect(counted).toBeGreaterThan(300);
  });
});

function mergeCase(counts: readonly { readonly value: string; readonly count: number }[]) {
  const merged = new Map<string, number>();
  for (const { value, count } of counts)
    merged.set(value.toLowerCase(), (merged.get(value.toLowerCase()) ?? 0) + count);
  return [...merged]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
