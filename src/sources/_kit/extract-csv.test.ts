import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractCsv } from './extract-csv.ts';

describe('extractCsv', () => {
  async function csv(text: string): Promise<unknown[]> {
    const outcomes: unknown[] = [];
    for await (const each of extractCsv(Buffer.from(text), ['a', 'b']))
      outcomes.push(each.ok ? each.record : `${each.rejection.line} ${each.rejection.code}`);
    return outcomes;
  }

  it.each([
    ['a,b\n1,2\n', [{ a: '1', b: '2' }]],
    ['b,c,a\n1,2,3', [{ b: '1', c: '2', a: '3' }]],
    ['a,b\n"x, ""y""",2', [{ a: 'x, "y"', b: '2' }]],
    [
      'a,b\n"two\nlines",2\n3,4',
      [
        { a: 'two\nlines', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    ['a,b\n17" wheels,2\n', [{ a: '17" wheels', b: '2' }]],
    ['a,b\n,\n', [{ a: '', b: '' }]],
    ['a,b\n1\n1,2,3\n4,5', ['2 bad_column_count', '3 bad_column_count', { a: '4', b: '5' }]],
    ['a,b\n"stray,2\n3,4\n5,6', ['2 unreadable_line', { a: '3', b: '4' }, { a: '5', b: '6' }]],
    [`a,b\n"stray,2\n${'3,4\n'.repeat(30)}`, ['2 unreadable_line', ...Array(30).fill({ a: '3', b: '4' })]],
    [
      'a,b\n1,"stray\n2,3\n4,5\n6,"stray\n7,8',
      ['2 unreadable_line', { a: '2', b: '3' }, { a: '4', b: '5' }, '5 unreadable_line', { a: '7', b: '8' }],
    ],
    ['x,y\n1,2', ['1 missing_columns']],
    ['\ufeffa,b\n1,2', [{ a: '1', b: '2' }]],
    ['a,b\n=HYPERLINK("x"),2', [{ a: '=HYPERLINK("x")', b: '2' }]],
    ['', []],
  ])('%j', async (text, expected) => {
    expect(await csv(text)).toEqual(expected);
  });

  it('accounts for every line, whichever of them are broken', async () => {
    const line = fc.constantFrom('1,2', '"x, y",2', '1', '1,2,3', '"stray,2', '1,"stray');
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
        const outcomes = await csv(`a,b\n${lines.join('\n')}\n`);
        const spanned = outcomes.reduce<number>(
          (total, each) =>
            total + (typeof each === 'string' ? 1 : String(Object.values(Object(each))).split('\n').length),
          0,
        );
        expect(spanned).toBe(lines.length);
      }),
      { numRuns: 200 },
    );
  });

  it('takes a column named __proto__ for a column', async () => {
    const [record] = await csv('a,b,__proto__\n1,2,3');
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
    expect(Object.keys(record as object)).toEqual(['a', 'b', '__proto__']);
  });

  it('gives back any fields that were written by the rules', async () => {
    const field = fc.string({ maxLength: 20 }).map((text) => text.replace(/[\r\0]/g, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 10 }), async (rows) => {
        const quoted = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(','));
        expect(await csv(`a,b\n${quoted.join('\n')}\n`)).toEqual(rows.map(([a, b]) => ({ a, b })));
      }),
      { numRuns: 100 },
    );
  });
});
