import { toWords } from './search-words.ts';
import { bitsEach, lengthAt, spanAt, spell, spelt } from './word-codes.ts';
import type { WordPool } from './word-pool.ts';

/** What a search asks of each lot, settled once: which of its words each word of the dictionary begins with. */
export interface WordTest {
  /** Whether the lot of this row has every word of the search, where `already` are those that it is known to have. */
  readonly has: (row: number, already: number) => boolean;
  /** A bit for each word of the search. */
  readonly all: number;
  /** The words of the search that some word of this text begins with. */
  readonly found: (text: string) => number;
}

export function prepareWordTest(pool: WordPool, sought: readonly string[]): WordTest {
  const all = (1 << sought.length) - 1;
  const found = (text: string): number => {
    const words = toWords(text);
    return sought.reduce(
      (mask, word, at) => (words.some((one) => one.startsWith(word)) ? mask | (1 << at) : mask),
      0,
    );
  };
  const { values } = pool.words;
  const begins = new Uint16Array(values.length);
  sought.forEach((word, at) => {
    for (let code = 0; code < values.length; code++)
      if (values[code]?.startsWith(word)) begins[code] = (begins[code] ?? 0) | (1 << at);
  });
  const spellings = sought.map(spell);
  const { bytes, starts } = pool;

  /** Whether the word spelt out at this place, so many characters long, begins so. */
  const isSpeltSo = (spelling: readonly number[], at: number, length: number): boolean => {
    if (spelling.length > length) return false;
    for (let index = 0; index < spelling.length; index++) {
      const start = index * bitsEach;
      const byte = at + (start >> 3);
      const pair = ((bytes[byte] ?? 0) << 8) | (bytes[byte + 1] ?? 0);
      if (((pair >> (10 - (start & 7))) & 63) !== spelling[index]) return false;
    }
    return true;
  };

  const has = (row: number, already: number): boolean => {
    let mask = already;
    if (mask === all) return true;
    const start = starts[row] ?? 0;
    if (start === 0) return false;
    const end = start + spanAt(bytes, start);
    let at = end - lengthAt(bytes, start);
    while (at < end) {
      let byte = bytes[at++] ?? 0;
      if (byte === spelt) {
        const length = bytes[at++] ?? 0;
        for (let word = 0; word < spellings.length; word++) {
          const spelling = spellings[word];
          if ((mask >> word) & 1 || !spelling) continue;
          if (isSpeltSo(spelling, at, length)) mask |= 1 << word;
        }
        if (mask === all) return true;
        at += (length * bitsEach + 7) >> 3;
        continue;
      }
      let code = byte & 127;
      while (byte >= 0x80) {
        byte = bytes[at++] ?? 0;
        code = (code << 7) | (byte & 127);
      }
      mask |= begins[code - 1] ?? 0;
      if (mask === all) return true;
    }
    return false;
  };
  return { has, all, found };
}
