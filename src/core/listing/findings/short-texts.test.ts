import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readFindings } from './read-findings.ts';

type Expected = Readonly<Record<string, string>>;
const texts = JSON.parse(
  readFileSync(new URL('./fixtures/short-texts.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Readonly<Record<string, Expected>>>>;

const cases = Object.entries(texts).flatMap(([where, said]) =>
  Object.entries(said).map(([text, expected]) => ({ where, text, expected })),
);

it('holds every note and title of the Copart and GSA captures', () => {
  expect(cases.length).toBe(29);
});

it.each(cases)('reads "$text" ($where) as a person did', ({ where, text, expected }) => {
  const facts = where === 'gsa titles' ? { title: text } : { title: '', description: text };
  const { findings } = readFindings(facts);
  expect(Object.fromEntries(findings.map(({ code, polarity }) => [code, polarity]))).toEqual(expected);
});
