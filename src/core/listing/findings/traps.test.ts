import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFindings } from './read-findings.ts';

const traps = JSON.parse(readFileSync(new URL('./fixtures/traps.json', import.meta.url), 'utf8')) as {
  text: string;
  expect: Record<string, string>;
}[];

const conclude = (text: string, where: 'title' | 'description'): Record<string, string> => {
  const facts = where === 'title' ? { title: text } : { title: '', description: text };
  return Object.fromEntries(readFindings(facts).findings.map(({ code, polarity }) => [code, polarity]));
};

describe('words that mislead', () => {
  it('has at least 320 of them', () => {
    expect(traps.length).toBeGreaterThanOrEqual(320);
  });

  it.each(traps)('reads "$text" as a buyer would', ({ text, expect: expected }) => {
    expect(conclude(text, 'description')).toEqual(expected);
  });

  it.each(traps)(
    'reads "$text" the same in capitals, in a title and with HTML around it',
    ({ text, expect: expected }) => {
      expect(conclude(text.toUpperCase(), 'description')).toEqual(expected);
      expect(conclude(text, 'title')).toEqual(expected);
      expect(conclude(`<p><b>${text}</b></p>`, 'description')).toEqual(expected);
    },
  );
});
