import type { Tokens } from './tokenize-text.ts';

const values = new Map<string, number>(
  Object.entries({
    a: 1,
    b: 2,
    c: 3,
    d: 4,
    e: 5,
    f: 6,
    g: 7,
    h: 8,
    j: 1,
    k: 2,
    l: 3,
    m: 4,
    n: 5,
    p: 7,
    r: 9,
    s: 2,
    t: 3,
    u: 4,
    v: 5,
    w: 6,
    x: 7,
    y: 8,
    z: 9,
  }),
);
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const shape = /^[a-hj-npr-z0-9]{17}$/;
const labels = new Set(['vin', 'vin#', 'serial', 'vinserial', 'id']);

/** Check digit by 49 CFR 565.15(c): position 9 is the weighted sum of the others modulo 11, 10 written as X. */
function hasRightCheckDigit(vin: string): boolean {
  let sum = 0;
  for (let at = 0; at < 17; at++) {
    const letter = vin[at] ?? '';
    sum += (values.get(letter) ?? Number(letter)) * (weights[at] ?? 0);
  }
  const rest = sum % 11;
  return vin[8] === (rest === 10 ? 'x' : String(rest));
}

/**
 * The VIN that a text names, as a token number. A word of 17 VIN characters counts where its check digit is right, or
 * where a label (`VIN`, `Serial`) stands before it; one whose check digit is right wins.
 */
export function findVin(tokens: Tokens): { vin: string; token: number } | undefined {
  let labelled: { vin: string; token: number } | undefined;
  for (let at = 0; at < tokens.words.length; at++) {
    const word = tokens.words[at] ?? '';
    if (word.length !== 17 || !shape.test(word) || !/\d/.test(word) || !/[a-z]/.test(word)) continue;
    if (hasRightCheckDigit(word)) return { vin: word.toUpperCase(), token: at };
    if (labels.has(tokens.words[at - 1] ?? '') || labels.has(tokens.words[at - 2] ?? '')) {
      labelled ??= { vin: word.toUpperCase(), token: at };
    }
  }
  return labelled;
}
