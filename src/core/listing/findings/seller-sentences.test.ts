import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFindings } from './read-findings.ts';

/** Sentences in sellers' style about what the captures say too seldom to be judged by: written by hand, not found. */
const sentences = JSON.parse(
  readFileSync(new URL('./fixtures/seller-sentences.json', import.meta.url), 'utf8'),
) as { about: string; text: string; expect: Record<string, string> }[];

const conclude = (text: string, where: 'title' | 'description'): Record<string, string> => {
  const facts = where === 'title' ? { title: text } : { title: '', description: text };
  return Object.fromEntries(readFindings(facts).findings.map(({ code, polarity }) => [code, polarity]));
};

describe('how sellers write of engine, transmission, frame, fleet and battery', () => {
  it('has dozens for each, that it is so and that it is not', () => {
    for (const about of ['engine_problem', 'transmission_problem', 'frame_damage', 'fleet', 'battery_dead']) {
      const own = sentences.filter((sentence) => sentence.about === about);
      expect(own.length).toBeGreaterThanOrEqual(65);
      expect(own.filter(({ expect: said }) => said[about] === 'present').length).toBeGreaterThanOrEqual(35);
      expect(own.filter(({ expect: said }) => said[about] !== 'present').length).toBeGreaterThanOrEqual(20);
    }
  });

  it.each(sentences)('reads "$text" as a buyer would', ({ text, expect: expected }) => {
    expect(conclude(text, 'description')).toEqual(expected);
    expect(conclude(text.toUpperCase(), 'description')).toEqual(expected);
    expect(conclude(text, 'title')).toEqual(expected);
    expect(conclude(`<p><b>${text}</b></p>`, 'description')).toEqual(expected);
  });
});
