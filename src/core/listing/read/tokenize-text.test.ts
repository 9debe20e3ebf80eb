import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gap, tokenizeText } from './tokenize-text.ts';

describe('words of a text', () => {
  it('keeps numbers whole and drops apostrophes, written or as entities', () => {
    expect(tokenizeText("143,553 5.7L won't won&apos;t won’t A/C").words).toEqual([
      '143,553',
      '5.7l',
      'wont',
      'wont',
      'wont',
      'a/c',
    ]);
  });
  it('skips tags, and takes a line break tag for the end of a sentence', () => {
    const tokens = tokenizeText('<b class="x">Does</b> not<br>run');
    expect(tokens.words).toEqual(['does', 'not', 'run']);
    expect(tokens.gaps[2]).toBe(gap.sentence);
    expect(tokens.gaps[1]).toBe(gap.space);
  });
  it('joins lines that an editor wrapped', () => {
    const wrapped = `${'word '.repeat(15)}shows 209,151\nmiles`;
    const { words, gaps } = tokenizeText(wrapped);
    expect(gaps[words.indexOf('miles')]).toBe(gap.space);
    expect(tokenizeText('Has key\nNo title').gaps[2]).toBe(gap.sentence);
  });
  it('gives offsets that hold in the text as written, whatever the letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const { words, starts, ends } = tokenizeText(text);
        for (let at = 0; at < words.length; at++) {
          const start = starts[at] ?? 0;
          expect(ends[at] ?? 0).toBeGreaterThan(start);
          if (at > 0) expect(start).toBeGreaterThanOrEqual(ends[at - 1] ?? 0);
          expect(ends[at] ?? 0).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
