import type { Tokens } from './tokenize-text.ts';

/** Trim names of common US makes that are not also everyday words, so that a title's words can be trusted. */
const trims = new Set(
  'xl xlt stx lariat fx2 fx4 raptor ls lt ltz lt1 wt sl sle slt sle1 slt1 denali at4 z71 ssv ppv slr tradesman laramie rebel bighorn outdoorsman sxt gt r/t srt se sel ses sv s sr sr5 trd lx ex exl dx le xle xse xlt1 st titanium hse sport limited platinum touring overland laredo sahara rubicon longhorn ss rs awp sxl glx gls'.split(
    ' ',
  ),
);
const twoWords = new Set([
  'king ranch',
  'work truck',
  'big horn',
  'lone star',
  'high country',
  'grand touring',
]);
/** Trims stand near the model: among the first words. */
const wordsRead = 14;
const trimWordsKept = 4;

/** Trim names among the first words of a title, upper-case, in order. */
export function findTrimWords(tokens: Tokens): string[] {
  const found: string[] = [];
  const end = Math.min(tokens.words.length, wordsRead);
  for (let at = 0; at < end && found.length < trimWordsKept; at++) {
    const word = tokens.words[at] ?? '';
    const pair = `${word} ${tokens.words[at + 1] ?? ''}`;
    const name = twoWords.has(pair) ? pair : trims.has(word) ? word : undefined;
    if (name === undefined || word === 's') continue;
    const upper = name.toUpperCase();
    if (!found.includes(upper)) found.push(upper);
  }
  return found;
}
