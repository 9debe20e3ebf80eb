import { describe, expect, it } from 'vitest';
import { tokenizeText } from '../read/tokenize-text.ts';
import { readText } from './read-text.ts';

const stepsFor = (unit: string, length: number): number =>
  readText(tokenizeText(unit.repeat(Math.ceil(length / unit.length)).slice(0, length)), 'description').steps;

describe('work done on a text', () => {
  it.each([
    ['plain words', 'does not run or drive and needs engine '],
    ['open tags', '<a '],
    ['tags that close far away', '<b no keys '],
    ['entities', '&apos;&amp;'],
    ['nested words of one phrase', 'not not limited to to not '],
    ['one endless word', 'a'],
    ['digits and commas', '1,111,'],
    ['needs', 'needs engine, '],
    ['no', 'no '],
    ['pairs of part and state', 'unknown engine bad engine '],
    ['keys', '1 key '],
    ['quotes and emoji', '"\u{1F600} '],
    ['wildcards', 'used by used in police sheriff '],
  ])('grows no faster than the text: %s', (_name, unit) => {
    const small = stepsFor(unit, 5_000);
    const large = stepsFor(unit, 20_000);
    expect(large).toBeLessThanOrEqual(4 * small + 200);
  });

  it('stops at 20,000 characters however long the text', () => {
    expect(stepsFor('does not run ', 1_000_000)).toBe(stepsFor('does not run ', 20_000));
  });
});
