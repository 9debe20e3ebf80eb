import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsvRow } from './to-csv.ts';

const dangerous = ['=', '+', '-', '@', '\t', '\r', '\n', '\uff1d', '\uff0b', '\uff0d', '\uff20'];

test('no cell of text begins as a formula, whatever is in it', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.tuple(fc.constantFrom(...dangerous), fc.string()).map(([start, rest]) => start + rest),
  );
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
      const [read] = parse(toCsvRow(cells), {
        relax_column_count: true,
        record_delimiter: '\r\n',
      }) as string[][];
      expect(read).toHaveLength(cells.length);
      for (const [at, text] of (read ?? []).entries()) {
        expect(dangerous.includes(text.slice(0, 1))).toBe(false);
        // nothing is lost
        expect(text.replace(/^'/, '')).toBe((cells[at] ?? '').replace(/^'/, ''));
      }
    }),
    { numRuns: 500 },
  );
});

test('negative numbers stay numbers, objects are JSON', () => {
  expect(toCsvRow([-3, { a: '"' }, null])).toBe('"-3","{""a"":""\\""""}",""\r\n');
});
