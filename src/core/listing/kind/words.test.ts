import { describe, expect, it } from 'vitest';
import { splitWords } from './words.ts';

const wordsOf = (text: string): readonly string[] => splitWords(text, 1000).words;

describe('splitWords', () => {
  it('writes F-150, F 150 and F150 as one word', () => {
    expect(['F-150', 'F 150', 'F150'].map(wordsOf)).toEqual([['f150'], ['f150'], ['f150']]);
  });

  it('does not join a letter to digits across a comma, or to one digit', () => {
    expect(wordsOf('grade f, 150 pcs')).toEqual(['grade', 'f', '150', 'pcs']);
    expect(wordsOf('f 1')).toEqual(['f', '1']);
  });

  it('counts a new phrase at commas, brackets and dashes, not at hyphens', () => {
    expect(splitWords('2012 Ford (runs) - cr-v', 1000).segments).toEqual([0, 0, 1, 3, 3]);
  });

  it('drops tags and entities but keeps a less-than sign between words', () => {
    expect(wordsOf('<p style="x">Ford</p>&nbsp;Ranger')).toEqual(['ford', 'ranger']);
    expect(wordsOf('miles < 90000 & runs')).toEqual(['miles', '90000', 'runs']);
  });

  it('reads no further than it is told', () => {
    expect(splitWords('abc def', 3).words).toEqual(['abc']);
  });
});
