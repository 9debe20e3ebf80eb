import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FindingView } from './finding-words.ts';
import { toTextSegments } from './text-segments.ts';

const toFinding = (start: number, end: number): FindingView => ({
  code: 'rust',
  polarity: 'present',
  severity: 'warn',
  text: '',
  start,
  end,
  in: 'description',
});

test('marks exactly the words of a finding', () => {
  const segments = toTextSegments('Runs. Rust on rear.', [toFinding(6, 18)]);
  expect(segments.map(({ text, findings }) => [text, findings.length])).toEqual([
    ['Runs. ', 0],
    ['Rust on rear', 1],
    ['.', 0],
  ]);
});

test('labels a finding once, where it ends, even when another cuts it in two', () => {
  const segments = toTextSegments('abcdefgh', [toFinding(0, 6), toFinding(2, 4)]);
  expect(segments.flatMap(({ ending }) => ending)).toHaveLength(2);
});

test('never loses or repeats a letter, whatever the spans', () => {
  const span = fc.tuple(fc.integer({ min: -5, max: 40 }), fc.integer({ min: -5, max: 40 }));
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.array(span, { maxLength: 6 }), (text, spans) => {
      const segments = toTextSegments(
        text,
        spans.map(([start, end]) => toFinding(start, end)),
      );
      expect(segments.map((segment) => segment.text).join('')).toBe(text);
    }),
    { seed: 2026, numRuns: 1000 },
  );
});
