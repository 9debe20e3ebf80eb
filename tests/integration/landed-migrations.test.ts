import path from 'node:path';
import { expect, test } from 'vitest';
import { compareWithLanded, readFolder } from '../../scripts/record-migrations.ts';

const landed = { '0001-make-a': 'a', '0005-make-b': 'b' };
const compare = (present: Record<string, string>) => compareWithLanded(present, landed);

test('takes a new migration whose number is above all that landed, and records it last', () => {
  const { faults, next } = compare({ ...landed, '0006-make-c': 'c' });
  expect(faults).toEqual([]);
  expect(Object.keys(next)).toEqual(['0001-make-a', '0005-make-b', '0006-make-c']);
});

test.each([
  ['a number below one that landed', { ...landed, '0003-make-c': 'c' }, /0003-make-c.*0006 or higher/],
  ['a number that is taken', { ...landed, '0005-make-c': 'c' }, /0005-make-c.*the number of 0005-make-b/],
  ['a changed text', { ...landed, '0005-make-b': 'other' }, /0005-make-b.*was changed/],
  ['one that is gone', { '0001-make-a': 'a' }, /0005-make-b.*is gone/],
  ['another kind of name', { ...landed, '6-more': 'c' }, /6-more.*NNNN-verb-noun/],
])('refuses %s', (_what, present, sentence) => {
  const { faults } = compare(present);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(sentence);
});

test('reads the folder of this repository', () => {
  const present = readFolder(path.join(import.meta.dirname, '../../migrations'));
  expect(Object.keys(present)[0]).toBe('0001-create-organisations');
  expect(Object.values(present).every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
});
