import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dictionary } from '../columns/dictionary.ts';
import { KeptSearches } from './kept-searches.ts';
import { toSearchWords, toWords } from './search-words.ts';
import { WordPool } from './word-pool.ts';
import { prepareWordTest } from './word-test.ts';

const word = fc.oneof(
  fc.constantFrom(
    'ford',
    'f',
    '150',
    '1ftfw1et5dke12345',
    '1ftfw1et5dke12346',
    '0012345',
    'río',
    'ünder',
    'xlt',
  ),
  fc.string({ unit: fc.constantFrom(...'ab1é'), minLength: 1, maxLength: 50 }),
);
const words = fc.array(word, { maxLength: 12 });
const begins = (all: readonly string[], sought: readonly string[]): boolean =>
  sought.every((one) => all.some((known) => known.startsWith(one)));

describe('the words of lots', () => {
  it('find a lot by the beginnings of its words, whatever else was put and replaced', () => {
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(5), words), { minLength: 1, maxLength: 40 }),
        fc.array(
          word.map((one) => one.slice(0, 3)),
          { minLength: 1, maxLength: 3 },
        ),
        (puts, sought) => {
          const pool = new WordPool(new Dictionary(), 6, 8);
          const known = new Map<number, readonly string[]>();
          for (const [row, said] of puts) {
            pool.put(row, said, 6);
            known.set(row, said);
          }
          const test = prepareWordTest(pool, sought);
          for (const [row, said] of known) {
            expect(test.has(row, 0)).toBe(begins(said, sought));
            // words that are known from elsewhere count
            expect(test.has(row, test.found(sought.join(' ')))).toBe(true);
            if (test.has(row, 0)) found += 1;
          }
        },
      ),
      { numRuns: 600 },
    );
    expect(found).toBeGreaterThan(50);
  });

  it('leave no garbage behind when lots change for long', () => {
    const pool = new WordPool(new Dictionary(), 10);
    for (let at = 0; at < 20_000; at++) pool.put(at % 10, ['ford', `stock${100_000 + at}`], 10);
    expect(pool.usedBytes).toBeLessThan(100_000);
    for (let row = 0; row < 10; row++)
      expect(prepareWordTest(pool, [`stock${119_990 + row}`]).has(row, 0)).toBe(true);
  });

  it('are parted by punctuation and told apart without regard to case', () => {
    expect(toWords('F-150 5.7L, ÜNDER–80,000 (Río)')).toEqual([
      'f',
      '150',
      '5',
      '7l',
      'ünder',
      '80',
      '000',
      'río',
    ]);
    expect(toSearchWords('a b c d e f g h i j k')).toHaveLength(10);
    expect(toSearchWords(' !?')).toEqual([]);
  });

  it('keep what a search found right as lots come and change, for a bounded number of searches', () => {
    const kept = new KeptSearches();
    const said = new Map([
      [0, ['ford']],
      [1, ['kia']],
    ]);
    let looked = 0;
    const test = (sought: string) =>
      kept.test([sought], 2, () => (row) => {
        looked += 1;
        return begins(said.get(row) ?? [], [sought]);
      });
    expect([test('fo')(0), test('fo')(1), test('fo')(0)]).toEqual([true, false, true]);
    expect(looked).toBe(2);
    kept.update(1, ['ford']);
    kept.update(700, ['focus']);
    kept.update(0, ['kia']);
    expect([test('fo')(0), test('fo')(1), test('fo')(700)]).toEqual([false, true, true]);
    expect(looked).toBe(2);
    for (let at = 0; at < 100; at++) test(`x${at}`)(0);
    expect(kept.byteLength).toBeLessThan(5_000);
    test('fo')(1);
    expect(looked).toBe(103);
  });
});
