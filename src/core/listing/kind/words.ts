/** Lower-case words of a text; `segments[i]` grows at each comma, bracket, dash or colon, so equal numbers mean one phrase. */
export interface Words {
  readonly words: readonly string[];
  readonly segments: readonly number[];
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => code >= 97 && code <= 122;

const LONGEST_TAG = 200;
const LONGEST_ENTITY = 8;

/** Index of the `>` or `;` that ends the markup at `start`, or `start` if it is not markup. */
function endOfMarkup(text: string, start: number): number {
  if (text.charCodeAt(start) === 60) {
    const next = text.charCodeAt(start + 1);
    if (!isLetter(next) && next !== 47) return start;
    const limit = Math.min(text.length, start + LONGEST_TAG);
    for (let at = start + 1; at < limit; at += 1) if (text.charCodeAt(at) === 62) return at;
    return start;
  }
  const limit = Math.min(text.length, start + LONGEST_ENTITY);
  for (let at = start + 1; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 59) return at;
    if (!isLetter(code) && !isDigit(code) && code !== 35) return start;
  }
  return start;
}

/** Comma, brackets, colon, semicolon, bar, asterisk, exclamation mark, line break, dashes. */
const breaks = new Set([44, 40, 41, 91, 93, 58, 59, 124, 42, 33, 10, 0x2013, 0x2014]);

/** `F-150`, `F 150` and `F150` are one name: a lone letter is joined to the digits that follow at once. */
function isLoneLetterThenDigits(last: string | undefined, word: string): boolean {
  if (last === undefined || last.length !== 1 || !isLetter(last.charCodeAt(0))) return false;
  return word.length >= 2 && word.length <= 7 && isDigit(word.charCodeAt(0)) && isDigit(word.charCodeAt(1));
}

/** Splits at most `maxChars` of `text`; markup, punctuation and letters outside A–Z only separate. Linear, never throws. */
export function splitWords(text: string, maxChars: number): Words {
  const lower = (text.length > maxChars ? text.slice(0, maxChars) : text).toLowerCase();
  const words: string[] = [];
  const segments: number[] = [];
  let segment = 0;
  let wordEnd = -1;
  for (let at = 0; at < lower.length; at += 1) {
    const code = lower.charCodeAt(at);
    if (code === 32) continue;
    if (isLetter(code) || isDigit(code)) {
      const start = at;
      let next = lower.charCodeAt(at + 1);
      while (isLetter(next) || isDigit(next)) {
        at += 1;
        next = lower.charCodeAt(at + 1);
      }
      const word = lower.slice(start, at + 1);
      const last = words.length - 1;
      if (start - wordEnd === 2 && segments[last] === segment && isLoneLetterThenDigits(words[last], word)) {
        words[last] += word;
      } else {
        words.push(word);
        segments.push(segment);
      }
      wordEnd = at;
    } else if (code === 60 || code === 38) {
      at = endOfMarkup(lower, at);
    } else if (breaks.has(code) || (code === 45 && lower[at - 1] === ' ' && lower[at + 1] === ' ')) {
      segment += 1;
    }
  }
  return { words, segments };
}
