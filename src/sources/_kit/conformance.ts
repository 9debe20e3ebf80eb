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

/** What every answer of every transform keeps to. */
export function assertSound(
  source: Source,
  result: Result<Listing, ListingRejection>,
  observedAt: string,
): void {
  if (!result.ok) {
    expect(result.error.code).toMatch(/^[a-z][a-z_]+$/);
    expect(result.error.reason.length).toBeGreaterThan(5);
    expect(result.error.line).toBe(1);
    expect(result.error.excerpt?.length ?? 0).toBeLessThanOrEqual(200);
    return;
  }
  const listing = result.value;
  const { facts, state } = listing;
  expect(listing.source).toBe(source.describe().id);
  expect(listing.observedAt).toBe(observedAt);
  expect(listing.sourceListingId.length).toBeGreaterThan(0);
  expect(facts.title.length).toBeGreaterThan(0);
  const present = [...Object.keys(facts), ...Object.keys(state)].sort();
  expect(Object.keys(listing.provenance).sort()).toEqual(present);
  for (const value of [...Object.values(facts), ...Object.values(state)]) expect(value).toBeDefined();
  for (const cents of [
    state.currentBidCents,
    state.buyNowCents,
    state.hammerPriceCents,
    facts.estimatedRetailCents,
  ])
    if (cents !== undefined) expect(Number.isSafeInteger(cents) && cents >= 0 && cents <= 1e9).toBe(true);
  if (facts.vin !== undefined) expect(facts.vin).toMatch(/^[A-HJ-NPR-Z0-9]{17}$/);
  if (facts.state !== undefined) expect(facts.state).toMatch(/^[A-Z]{2}$/);
  if (facts.zip !== undefined) expect(facts.zip).toMatch(/^\d{5}$/);
  if (facts.odometerMiles !== undefined) expect(facts.odometerMiles).toBeGreaterThan(0);
  expect(state.hammerPriceCents !== undefined).toBe(state.status === 'sold');
  if (state.status === 'sold') expect(state.endsAt !== undefined && state.endsAt <= observedAt).toBe(true);
  expect(listing.warnings?.length).not.toBe(0);
  for (const text of stringsOf(listing)) expect(text.isWellFormed() && !text.includes('\0')).toBe(true);
}

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
