import type { Dictionary } from '../columns/dictionary.ts';

/** Ahead of a word spelt out; codes start at 1, so that no code begins so. */
export const spelt = 0;
export const bitsEach = 6;
const longestSpelt = 40;
const digits = 10;

/** A lot with more bytes of words than this loses the last ones. */
export const mostBytes = 4_096;
/** Ahead of a lot's words: their length in bytes, in one byte up to 127, else in two. */
export const headerBytesFor = (length: number): number => (length < 128 ? 1 : 2);
export const lengthAt = (bytes: Uint8Array, start: number): number => {
  const first = bytes[start] ?? 0;
  return first < 128 ? first : ((first & 127) << 8) | (bytes[start + 1] ?? 0);
};
export const spanAt = (bytes: Uint8Array, start: number): number => {
  const length = lengthAt(bytes, start);
  return headerBytesFor(length) + length;
};

/** Plain letters with a digit among them, and long: a number of this one car. */
const isSpelt = (word: string): boolean =>
  word.length >= 5 &&
  word.length <= longestSpelt &&
  /^[a-z0-9]*\d[a-z0-9]*$/.test(word) &&
  (word.length > 5 || /^\d+$/.test(word));

const rankOf = (code: number): number => (code < 58 ? code - 48 : code - 97 + digits);

/** Six bits a character, for words that can be spelt out. */
export const spell = (word: string): readonly number[] | undefined =>
  /^[a-z0-9]+$/.test(word) ? Array.from(word, (letter) => rankOf(letter.charCodeAt(0))) : undefined;

/** Writes the words, each once: first those with codes, then those spelt out. Answers the number of bytes. */
export function encodeWords(words: Iterable<string>, known: Dictionary<string>, into: Uint8Array): number {
  const letters: string[] = [];
  let at = 0;
  for (const word of new Set(words)) {
    if (isSpelt(word)) letters.push(word);
    else if (at + 4 <= into.length) at = writeCode(known.codeOf(word, () => word) + 1, into, at);
  }
  for (const word of letters) if (at + word.length + 2 <= into.length) at = writeSpelt(word, into, at);
  return at;
}

function writeCode(code: number, into: Uint8Array, from: number): number {
  let at = from;
  for (let shift = code < 0x80 ? 0 : code < 0x4000 ? 7 : code < 0x20_0000 ? 14 : 21; shift > 0; shift -= 7)
    into[at++] = 0x80 | ((code >> shift) & 127);
  into[at++] = code & 127;
  return at;
}

function writeSpelt(word: string, into: Uint8Array, from: number): number {
  let at = from;
  into[at++] = spelt;
  into[at++] = word.length;
  let pending = 0;
  let bits = 0;
  for (let index = 0; index < word.length; index++) {
    pending = ((pending << bitsEach) | rankOf(word.charCodeAt(index))) & 0xffff;
    bits += bitsEach;
    if (bits < 8) continue;
    bits -= 8;
    into[at++] = (pending >> bits) & 255;
  }
  if (bits > 0) into[at++] = (pending << (8 - bits)) & 255;
  return at;
}
