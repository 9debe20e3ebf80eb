import fc from 'fast-check';
import type { MarketColumns } from './columns/market-columns.ts';
import { lotKinds } from './columns/write-row.ts';
import { arbitraryLot } from './lots.testkit.ts';
import type { KnownRow } from './reference.testkit.ts';
import { rowOf } from './rows.testkit.ts';

export const orgs = ['org_a', 'org_b'] as const;
const ids = Array.from({ length: 24 }, (_, at) =>
  at % 3 ? `lst_${'x'.repeat(20)}${at % 10}A` : `lst_${at}`,
);
export const hour = 3_600_000;
export const nowMs = Date.parse('2026-11-23T12:00:00Z');

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const put = fc
  .record({
    kind: fc.constantFrom(...lotKinds, 'road_vehicle' as const, 'road_vehicle' as const),
    id: fc.constantFrom(...ids),
    owner: fc.constantFrom(null, null, null, ...orgs),
    lot: arbitraryLot,
    make: maybe(fc.constantFrom('Ford', 'FORD', 'Kia', 'Toyota')),
    model: maybe(fc.constantFrom('F-150', 'Rio', 'Camry')),
    status: fc.constantFrom('active', 'active', 'scheduled', 'ended', 'sold'),
    isSample: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    endsInMs: maybe(
      fc.oneof(
        fc.integer({ min: -3, max: 60 }).map((hours) => hours * hour),
        fc.integer({ min: -1_500, max: 1_500 }),
      ),
    ),
    words: fc.constantFrom(
      '2012 Ford F-150 XLT 5.7L 1FTFW1ET5DKE12345 Dallas',
      'Kia Río, one owner – 4x4; stock 0012345',
      'TRUCK, FIRE: Ünder 80,000',
      '',
    ),
  })
  .map((made) => (): KnownRow => {
    const base = rowOf(made.id, made.lot);
    return {
      lot: made.lot,
      row: {
        ...base,
        owner: made.owner,
        kind: made.kind,
        status: made.status,
        isSample: made.isSample,
        make: made.make,
        model: made.model,
        words: made.words,
        endsAtMs: made.endsInMs === null ? null : (made.isSample ? base.asOfMs : nowMs) + made.endsInMs,
        facts: made.kind === 'road_vehicle' ? base.facts : null,
      },
    };
  })
  .map((make) => ({ make, gone: undefined }));
const remove = fc
  .record({ id: fc.constantFrom(...ids), owner: fc.constantFrom(null, ...orgs) })
  .map((gone) => ({ make: undefined, gone }));

/** Lots that come, change and go, whoever owns them. */
export const arbitraryChanges = (maxLength: number) =>
  fc.array(fc.oneof({ weight: 6, arbitrary: put }, { weight: 1, arbitrary: remove }), {
    minLength: maxLength >> 2,
    maxLength,
    size: 'max',
  });
export type Change = ReturnType<typeof arbitraryChanges> extends fc.Arbitrary<(infer One)[]> ? One : never;

let latestVersion = 0;
/** So many versions that are newer than all before. */
function newVersions(count: number): number {
  const first = latestVersion + 1;
  latestVersion += count;
  return first;
}

/** The same changes to the market and to a plain map of rows. Answers the rows that changed. */
export function applyChanges(
  changes: readonly Change[],
  market: MarketColumns,
  known: Map<string, KnownRow>,
  firstVersion = newVersions(changes.length),
): readonly number[] {
  return changes.map(({ make, gone }, at) => {
    if (gone) {
      known.delete(`${gone.id} ${gone.owner}`);
      return market.remove(gone.id, gone.owner);
    }
    const made = make();
    // a row that was taken out keeps the version it had
    const fresh = { ...made, row: { ...made.row, version: firstVersion + at } };
    const key = `${fresh.row.id} ${fresh.row.owner}`;
    known.set(key, fresh);
    return market.put(fresh.row);
  });
}
