import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../core/kernel/instant.ts';
import type { Result } from '../../core/kernel/result.ts';
import type { Listing, ListingRejection } from '../../core/listing/listing.ts';
import { findTimeZone } from '../../core/listing/parse/us-time-zone.ts';
import type { Source, TransformContext } from './source.ts';

/** A raw record of the source and the listing that a person has checked against it. */
export interface GoldenRecord {
  readonly name: string;
  readonly raw: unknown;
  readonly observedAt: string;
  readonly expected: unknown;
}

/** Values that break parsers, put in the place of any field. */
const hostileValues: readonly unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1e308,
  Number.NaN,
  true,
  [],
  {},
  { toString: 1, valueOf: 1, length: -1 },
  [[[[]]]],
  '__proto__',
  'constructor',
  '<script>alert(1)</script>',
  "'; drop table listings; --",
  '=HYPERLINK("http://x","y")',
  '\0\u202e\ud800',
  '-500',
  '1.234,50',
  '2099-01-01T00:00:00Z',
  '99999999999999999999',
  'a'.repeat(5000),
  'javascript:alert(1)',
];

/** What holds for every source; each source's own test runs it with its golden records. */
export function describeConformance(source: Source, goldens: readonly GoldenRecord[]): void {
  const { id } = source.describe();

  describe(`${id} conforms`, () => {
    it('describes itself completely, with a citation and a day for each statement', () => {
      const description = source.describe();
      expect(description.id).toMatch(/^[a-z][a-z0-9-]{1,30}$/);
      expect(description.url).toMatch(/^https:\/\//);
      expect(findTimeZone(description.timeZone)).toBeDefined();
      expect(description.feeScheduleId).toBe(description.id);
      expect(description.understands.length).toBeGreaterThan(0);
      for (const note of [
        description.softClose,
        description.recourse,
        description.paymentDeadline,
        description.terms,
      ]) {
        expect(note.note.length).toBeGreaterThan(20);
        expect(note.citation).toContain('https://');
        expect(note.citedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
      }
      expect(description.access === 'api').toBe(source.poll !== undefined);
      expect(description.access === 'api').toBe(description.rateLimit !== undefined);
    });

    it.each(goldens)('reads $name as checked by hand', ({ raw, observedAt, expected }) => {
      const result = source.transform(raw, toContext(observedAt));
      expect(JSON.parse(JSON.stringify(result.ok ? result.value : result.error))).toEqual(expected);
    });

    it.each(goldens)(
      'is pure: $name twice is the same, and the record is untouched',
      ({ raw, observedAt }) => {
        const before = JSON.stringify(raw);
        expect(source.transform(raw, toContext(observedAt))).toEqual(
          source.transform(raw, toContext(observedAt)),
        );
        expect(JSON.stringify(raw)).toBe(before);
      },
    );

    it.each(goldens)('gives provenance, time and bounds for $name', ({ raw, observedAt }) => {
      assertSound(source, source.transform(raw, toContext(observedAt)), observedAt);
    });

    it('never throws and stays sound when any field is dropped, nulled, of a wrong type or hostile', () => {
      for (const { raw, observedAt } of goldens)
        for (const path of pathsOf(raw))
          for (const value of [undefined, ...hostileValues])
            assertSound(
              source,
              source.transform(replaceAt(raw, path, value), toContext(observedAt)),
              observedAt,
            );
    });

    it('never throws and stays sound when several fields change at once, or for anything at all', () => {
      const mutated = fc
        .constantFrom(...goldens)
        .chain((golden) =>
          fc
            .array(
              fc.tuple(
                fc.constantFrom(...pathsOf(golden.raw)),
                fc.oneof(
                  fc.constantFrom(...hostileValues),
                  fc.string(),
                  fc.anything({ withNullPrototype: true }),
                ),
              ),
              { minLength: 1, maxLength: 6 },
            )
            .map((changes) =>
              changes.reduce<unknown>((raw, [path, value]) => replaceAt(raw, path, value), golden.raw),
            ),
        );
      fc.assert(
        fc.property(
          fc.oneof({ weight: 4, arbitrary: mutated }, { weight: 1, arbitrary: fc.anything() }),
          (raw) => {
            const observedAt = '2026-04-08T20:00:00.000Z';
            assertSound(source, source.transform(raw, toContext(observedAt)), observedAt);
          },
        ),
        { numRuns: 300 },
      );
    });
  });
}

export const toContext = (observedAt: string, line = 1): TransformContext => ({
  observedAt: toInstant(observedAt),
  asOf: toInstant(observedAt),
  line,
});

export function assertSound(
  source: Source,
  result: Result<Listing, ListingRejection>,
  observedAt: string,
): void {
  const faults = result.ok
    ? faultsOfListing(result.value, source.describe().id, observedAt)
    : faultsOfRejection(result.error);
  if (faults.length > 0) expect({ faults, result }).toEqual({ faults: [], result });
}

/** What every rejection keeps to. */
function faultsOfRejection(rejection: ListingRejection): string[] {
  const sound: Readonly<Record<string, boolean>> = {
    'code is snake_case': /^[a-z][a-z_]+$/.test(rejection.code),
    'reason is a sentence': rejection.reason.length > 5,
    'line is told': rejection.line === 1,
    'excerpt is at most 200 characters': (rejection.excerpt?.length ?? 0) <= 200,
    'no text that a database refuses': stringsOf(rejection).every(isStorable),
  };
  return namesOfFalse(sound);
}

/** What every listing keeps to. */
function faultsOfListing(listing: Listing, sourceId: string, observedAt: string): string[] {
  const { facts, state, provenance, warnings } = listing;
  const values: readonly unknown[] = [...Object.values(facts), ...Object.values(state)];
  const present = [...Object.keys(facts), ...Object.keys(state)].sort().join();
  const amounts = [
    state.currentBidCents,
    state.buyNowCents,
    state.hammerPriceCents,
    facts.estimatedRetailCents,
  ];
  const sold = state.status === 'sold';
  const matches = (text: string | undefined, pattern: RegExp) => text === undefined || pattern.test(text);
  const sound: Readonly<Record<string, boolean>> = {
    'source is its own': listing.source === sourceId,
    // a row may be older than the capture that holds it, never newer
    'observedAt is no later than the capture': listing.observedAt <= observedAt,
    'has a lot number and a title': listing.sourceListingId.length > 0 && facts.title.length > 0,
    'provenance for each field and for no other': Object.keys(provenance).sort().join() === present,
    'provenance says something': Object.values(provenance).every((from) => from.length > 1),
    'no field is undefined': values.every((value) => value !== undefined),
    'amounts are whole cents up to $10 million': amounts.every(
      (cents) => cents === undefined || (Number.isSafeInteger(cents) && cents >= 0 && cents <= 1e9),
    ),
    'VIN has 17 characters': matches(facts.vin, /^[A-HJ-NPR-Z0-9]{17}$/),
    'state has two letters': matches(facts.state, /^[A-Z]{2}$/),
    'ZIP has five digits': matches(facts.zip, /^\d{5}$/),
    'miles are from 1 to 999,998':
      facts.odometerMiles === undefined || (facts.odometerMiles > 0 && facts.odometerMiles < 999_999),
    'a hammer price with sold, and only then': (state.hammerPriceCents !== undefined) === sold,
    'sold only after the end': !sold || (state.endsAt !== undefined && state.endsAt <= listing.observedAt),
    'the end has its precision': (state.endsAt === undefined) === (state.endsAtPrecision === undefined),
    'active only before the end':
      state.status !== 'active' || state.endsAt === undefined || state.endsAt > listing.observedAt,
    'warnings are absent or some': warnings?.length !== 0,
    'warnings are sound': (warnings ?? []).every((each) => faultsOfRejection(each).length === 0),
    'no text that a database refuses': stringsOf(listing).every(isStorable),
  };
  return namesOfFalse(sound);
}

const namesOfFalse = (sound: Readonly<Record<string, boolean>>): string[] =>
  Object.keys(sound).filter((name) => sound[name] !== true);

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

type Path = readonly string[];

/** Paths of every field, nested ones too, at most 300. */
function pathsOf(value: unknown, prefix: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const paths: Path[] = [];
  for (const [key, each] of Object.entries(value)) {
    paths.push([...prefix, key], ...pathsOf(each, [...prefix, key]));
    if (paths.length > 300) break;
  }
  return paths;
}

/** A copy with `value` at `path`; `undefined` drops the field. */
function replaceAt(raw: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof raw !== 'object' || raw === null) return raw;
  const entries = Object.entries(raw).filter(
    ([name]) => value !== undefined || rest.length > 0 || name !== key,
  );
  const changed = entries.map(([name, each]) => [name, name === key ? replaceAt(each, rest, value) : each]);
  return Array.isArray(raw) ? changed.map(([, each]) => each) : Object.fromEntries(changed);
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}
