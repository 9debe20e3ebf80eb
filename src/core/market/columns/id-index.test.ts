import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdIndex, idAlphabet } from './id-index.ts';

const packed = fc.string({ unit: fc.constantFrom(...idAlphabet), minLength: 22, maxLength: 22 });
const odd = fc.string({ unit: fc.constantFrom(...'ab01 ü'), minLength: 1, maxLength: 24 });
const ids = fc.uniqueArray(fc.oneof(packed, odd), { minLength: 1, maxLength: 60 });
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

describe('the index of ids', () => {
  it('finds every id under each of its owners, says it back, and orders rows as their texts', () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 0, max: 3 }), (names, owners) => {
        const index = new IdIndex('lst_', 2);
        const rows = names.flatMap((name) =>
          Array.from({ length: owners + 1 }, (_, owner) => ({ id: `lst_${name}`, owner })),
        );
        for (const [at, { id, owner }] of rows.entries()) {
          expect(index.find(id, owner)).toBe(-1);
          expect(index.add(id, owner)).toBe(at);
        }
        for (const [at, { id, owner }] of rows.entries()) {
          expect(index.find(id, owner)).toBe(at);
          expect(index.find(id, owners + 1)).toBe(-1);
          expect(index.idAt(at)).toBe(id);
          const other = rows[(at * 7) % rows.length]?.id ?? '';
          expect(Math.sign(index.compare(at, (at * 7) % rows.length))).toBe(byText(id, other));
          expect(Math.sign(index.comparerTo(other)(at))).toBe(byText(id, other));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('packs ids as the program makes them, and refuses those of another kind', () => {
    const index = new IdIndex('lst_', 2);
    index.add(`lst_${'z'.repeat(22)}`);
    index.add(`lst_${'-'.repeat(22)}`);
    expect(index.odd.size).toBe(0);
    for (const id of ['org_a', 'lst_', `lst_${'a'.repeat(60)}`])
      expect(() => index.find(id)).toThrow(RangeError);
  });
});
