import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dealsQuerySchema } from '../../../src/contracts/deals.ts';
import { toDealsParams, toDealsSearch } from './deals-search.ts';
import { parsePlainSearch, stringifyPlainSearch } from './plain-search.ts';

test('keeps a shared link’s filters and drops what the API would refuse', () => {
  expect(
    toDealsSearch({
      make: ' Ford ',
      yearMin: '2012',
      milesMax: 'many',
      state: 'tx',
      grade: 'diamond',
      nonsense: '1',
    }),
  ).toEqual({ make: 'Ford', yearMin: 2012, state: 'TX' });
});

test('leaves out what equals the API’s own default', () => {
  expect(toDealsSearch({ kind: 'road_vehicle', status: 'open', sort: 'edge', order: 'desc' })).toEqual({});
  expect(toDealsSearch({ state: 'A b' })).toEqual({});
  expect(toDealsSearch({ sort: 'endsAt', order: 'asc' })).toEqual({ sort: 'endsAt' });
});

test('whatever stands in the URL, what is sent is what the API takes', () => {
  const names = [
    'q',
    'make',
    'yearMin',
    'yearMax',
    'milesMax',
    'state',
    'minEdge',
    'endsWithinHours',
    'kind',
    'sort',
  ];
  const value = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.constantFrom('all', 'score', '2014', 'NaN', '-1'),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), value), (raw) => {
      const params = Object.fromEntries(toDealsParams(toDealsSearch(raw)));
      expect(dealsQuerySchema.safeParse(params).success).toBe(true);
    }),
    { seed: 2026, numRuns: 1000 },
  );
});

test('a search survives the way through the URL', () => {
  const search = toDealsSearch({
    q: 'crew cab & "4x4"',
    make: 'Ford',
    yearMin: '2012',
    sort: 'score',
    order: 'asc',
  });
  expect(toDealsSearch(parsePlainSearch(stringifyPlainSearch(search)))).toEqual(search);
});
