import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profile, someZips, tables } from '../../costing/costing.testkit.ts';
import { BuyerColumns } from '../buyer/buyer-columns.ts';
import { prepareBuyer } from '../buyer/prepare-buyer.ts';
import { arbitraryLot } from '../lots.testkit.ts';
import { drive } from '../query/drive.ts';
import type { MarketQuery } from '../query/market-query.ts';
import { rankLots } from '../query/rank-lots.ts';
import { rowOf } from '../rows.testkit.ts';
import { MarketColumns } from './market-columns.ts';
import type { MarketLot } from './market-lot.ts';
import { RowSet } from './row-set.ts';

const [lot] = fc.sample(arbitraryLot, { numRuns: 1, seed: 3 });
if (!lot) throw new Error('no sample');
const base: MarketLot = rowOf('lst_x', lot);

function list(market: MarketColumns, query: Partial<MarketQuery> = {}) {
  const buyer = new BuyerColumns(market, prepareBuyer(profile(), tables, market));
  return drive(
    rankLots(market, buyer, {
      owner: null,
      sample: false,
      nowMs: 0,
      status: 'open',
      sort: 'year',
      descending: true,
      limit: 100,
      ...query,
    }),
  );
}
const ids = (market: MarketColumns, query: Partial<MarketQuery> = {}) =>
  list(market, query).lots.map(({ id }) => id);

describe('the columns of the market', () => {
  it('replace a lot by a newer version, keep it against an older one, and take it out', () => {
    const market = new MarketColumns(someZips);
    expect(market.put({ ...base, version: 2, year: 2001 })).toBe(0);
    expect(market.put({ ...base, version: 1, year: 1999 })).toBe(-1);
    expect([market.size, market.liveLots, market.columns.year[0]]).toEqual([1, 1, 2001]);
    market.put({ ...base, version: 3, year: 2003 });
    expect([market.size, market.columns.year[0], market.change]).toEqual([1, 2003, 2]);
    expect(market.remove(base.id, null)).toBe(0);
    expect(market.remove(base.id, null)).toBe(-1);
    expect(market.remove('lst_nobody', null)).toBe(-1);
    expect(market.remove(base.id, 'org_nobody')).toBe(-1);
    expect([market.liveLots, ids(market)]).toEqual([0, []]);
    market.put({ ...base, version: 4 });
    expect([market.liveLots, ids(market)]).toEqual([1, ['lst_x']]);
  });

  it('show an owned row to its owner alone, in place of the shared one, and uncover that when it goes', () => {
    const market = new MarketColumns(someZips);
    market.put({ ...base, owner: 'org_a', year: 2020 });
    market.put({ ...base, year: 2000 });
    market.put({ ...base, id: 'lst_own', owner: 'org_b', year: 2010 });
    const years = (owner: string | null) => list(market, { owner }).lots.map(({ value }) => value);
    expect([years(null), years('org_a'), years('org_b'), years('org_c')]).toEqual([
      [2000],
      [2020],
      [2010, 2000],
      [2000],
    ]);
    expect([
      market.rowFor('lst_x', 'org_a'),
      market.rowFor('lst_x', null),
      market.rowFor('lst_own', null),
    ]).toEqual([0, 1, -1]);
    market.remove('lst_x', 'org_a');
    expect([years('org_a'), market.rowFor('lst_x', 'org_a'), market.ownedLots]).toEqual([[2000], 1, 1]);
    // the shared lot may go from under an owned row, and come again
    market.put({ ...base, owner: 'org_a', year: 2021, version: 2 });
    market.remove('lst_x', null);
    expect([years('org_a'), years(null)]).toEqual([[2021], []]);
    market.put({ ...base, year: 2001, version: 2 });
    expect([years('org_a'), years(null)]).toEqual([[2021], [2001]]);
  });

  it('say which rows are let in, when the first of a page ends, and whether there is more', () => {
    const market = new MarketColumns(someZips);
    for (const [at, endsAtMs] of [9_000, 5_500, null, 500].entries())
      market.put({ ...base, id: `lst_${at}`, year: 2000 + at, endsAtMs });
    expect(ids(market, { only: RowSet.of([0, 2], market.size) })).toEqual(['lst_2', 'lst_0']);
    expect(list(market, { nowMs: 1_000 })).toMatchObject({ total: 3, earliestEndMs: 5_500, hasMore: false });
    expect(list(market, { nowMs: 1_000, limit: 1 })).toMatchObject({ earliestEndMs: null, hasMore: true });
    expect(list(market, { nowMs: 1_000, status: 'ended' })).toMatchObject({ total: 1, earliestEndMs: null });
    // a lot added later is in no set made before
    const set = RowSet.of([1], market.size);
    market.put({ ...base, id: 'lst_9' });
    expect(ids(market, { only: set })).toEqual(['lst_1']);
  });

  it('take two bytes for codes until there are more than 65,536, then four', () => {
    const market = new MarketColumns(someZips);
    for (let at = 0; at <= 65_536; at++)
      market.put({ ...base, id: `lst_${at}`, facts: null, model: `m${at}` });
    expect(market.columns.model).toBeInstanceOf(Uint32Array);
    expect(market.columns.make).toBeInstanceOf(Uint16Array);
    expect(ids(market, { model: 'M65536' })).toEqual(['lst_65536']);
    expect(ids(market, { model: 'm0' })).toEqual(['lst_0']);
  });

  it('take at most 150 bytes a lot, its words and id included, and 28 for a buyer', () => {
    const lots = 20_000;
    const market = new MarketColumns(someZips, lots);
    const digits = (at: number) => String(at * 7_919).padStart(9, '0');
    for (let at = 0; at < lots; at++)
      market.put({
        ...base,
        id: `lst_${digits(at)}_AbCdEfGhIjKl`,
        version: at,
        make: 'Ford',
        model: 'F-150',
        words: `2012 Ford F-150 XLT SuperCrew 4x4 1FTFW1ET${digits(at)} Dallas City of Dallas Fleet Services ${at % 900}`,
      });
    expect(market.ids.odd.size).toBe(0);
    expect(market.byteLength / lots).toBeLessThanOrEqual(150);
    const buyer = new BuyerColumns(market, prepareBuyer(profile(), tables, market));
    drive(buyer.fill());
    expect(buyer.byteLength / lots).toBeLessThanOrEqual(28);
  });
});
