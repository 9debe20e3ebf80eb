/** Longest part of a text that is read; what comes after is ignored, and `Tokens.truncated` says so. */
export const maxTextLength = 20_000;

/** How strongly a word is parted from the word before it. */
export const gap = { space: 0, comma: 1, colon: 2, clause: 3, sentence: 4 } as const;

/**
 * Words of a text, lower-cased, apostrophes dropped (`won't` is `wont`), numbers kept whole (`143,553`, `5.7l`).
 * Parallel arrays, one entry a word. `starts` and `ends` count UTF-16 units in `source`.
 */
export interface Tokens {
  readonly source: string;
  readonly words: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** `gap` before each word; the first word of a text has `sentence`. */
  readonly gaps: readonly number[];
  /** Characters looked at: at most `maxTextLength` and a small constant, so that a test can hold the work linear. */
  readonly steps: number;
  readonly truncated: boolean;
}

const abbreviations = new Set(['reg', 'ext', 'approx', 'dept', 'vin', 'cyl', 'pkg', 'hrs', 'min', 'std']);
const blockTag = /^<\/?(?:br|p|div|li|ul|ol|tr|td|h[1-6]|table|mark)\b/;
const apostropheEntity = /^&(?:apos|#39|#039|rsquo|#8217);/;
const entity = /^&#?[a-z0-9]{1,8};/;
const apostrophes = /&(?:apos|#39|#039|rsquo|#8217);|['\u2018\u2019`]/g;
/** A line this long that does not end a sentence was wrapped by an editor, not ended by its writer. */
const wrappedLineLength = 70;

const yesOrNo = /^ {0,3}(?:yes|no)\b/;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 0xc0 && code < 0x2000);
const isWord = (code: number): boolean => isLetter(code) || isDigit(code);

/** Same length as `text`, so that offsets hold. */
function toLowerSameLength(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, (run) => run.toLowerCase());
}

/** Parts a text into words with offsets and boundaries: one pass, HTML tags and entities skipped. Never throws. */
export function tokenizeText(text: string): Tokens {
  const source = text;
  const lower = toLowerSameLength(text.length > maxTextLength ? text.slice(0, maxTextLength) : text);
  const length = lower.length;
  const words: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const gaps: number[] = [];
  let steps = 0;
  let pending: number = gap.sentence;
  let lineStart = 0;
  let lastVisible = 0;
  let nextClose = -2;
  let at = 0;
  while (at < length) {
    steps++;
    const code = lower.charCodeAt(at);
    if (isWord(code)) {
      const start = at;
      let hasApostrophe = false;
      let onlyDigits = true;
      while (at < length) {
        steps++;
        const inner = lower.charCodeAt(at);
        if (inner >= 97 && inner <= 122) {
          onlyDigits = false;
          at++;
        } else if (isDigit(inner)) {
          at++;
        } else if (isLetter(inner)) {
          onlyDigits = false;
          at++;
        } else if (inner === 46 && isDigit(lower.charCodeAt(at - 1)) && isDigit(lower.charCodeAt(at + 1))) {
          at++;
        } else if (
          inner === 44 &&
          onlyDigits &&
          isDigit(lower.charCodeAt(at + 1)) &&
          isDigit(lower.charCodeAt(at + 2)) &&
          isDigit(lower.charCodeAt(at + 3)) &&
          !isDigit(lower.charCodeAt(at + 4))
        ) {
          at += 4;
        } else if (
          (inner === 39 || inner === 0x2019 || inner === 96) &&
          isLetter(lower.charCodeAt(at - 1)) &&
          isLetter(lower.charCodeAt(at + 1))
        ) {
          hasApostrophe = true;
          at++;
        } else if (inner === 38 && isLetter(lower.charCodeAt(at - 1))) {
          const mark = apostropheEntity.exec(lower.slice(at, at + 8));
          if (mark === null || !isLetter(lower.charCodeAt(at + mark[0].length))) break;
          hasApostrophe = true;
          at += mark[0].length;
        } else if (
          inner === 47 &&
          at === start + 1 &&
          !onlyDigits &&
          isLetter(lower.charCodeAt(at + 1)) &&
          !isWord(lower.charCodeAt(at + 2))
        ) {
          at += 2;
        } else {
          break;
        }
      }
      const raw = lower.slice(start, at);
      words.push(hasApostrophe ? raw.replace(apostrophes, '') : raw);
      starts.push(start);
      ends.push(at);
      gaps.push(pending);
      pending = gap.space;
      lastVisible = lower.charCodeAt(at - 1);
      continue;
    }
    let strength: number = gap.space;
    switch (code) {
      case 10: {
        const wrapped =
          at - lineStart >= wrappedLineLength &&
          lastVisible !== 46 &&
          lastVisible !== 33 &&
          lastVisible !== 63 &&
          lastVisible !== 58 &&
          lastVisible !== 42;
        strength = wrapped ? gap.space : gap.sentence;
        lineStart = at + 1;
        break;
      }
      case 46: {
        const before = words[words.length - 1];
        strength = before !== undefined && abbreviations.has(before) ? gap.space : gap.sentence;
        break;
      }
      case 63:
        // "Drivable? No" is a label with its answer.
        strength = yesOrNo.test(lower.slice(at + 1, at + 8)) ? gap.colon : gap.sentence;
        break;
      case 33:
      case 42:
      case 0x2022:
      case 0x2026:
      case 0x2714:
      case 0x2705:
      case 0x2757:
      case 0x26a0:
      case 0x25cf:
      case 0xb7:
        strength = gap.sentence;
        break;
      case 59:
      case 40:
      case 41:
      case 91:
      case 93:
      case 0x2013:
      case 0x2014:
      case 124:
        strength = gap.clause;
        break;
      case 44:
        strength = gap.comma;
        break;
      case 58:
        strength = gap.colon;
        break;
      case 45: {
        const after = lower.charCodeAt(at + 1);
        if (after === 45 || (at > 0 && lower.charCodeAt(at - 1) === 32)) strength = gap.clause;
        break;
      }
      case 60: {
        if (nextClose !== -1 && nextClose < at) nextClose = lower.indexOf('>', at);
        const after = lower.charCodeAt(at + 1);
        if (nextClose !== -1 && nextClose - at < 300 && (isLetter(after) || after === 47 || after === 33)) {
          strength = blockTag.test(lower.slice(at, at + 8)) ? gap.sentence : gap.space;
          at = nextClose;
        }
        break;
      }
      case 38: {
        const found = entity.exec(lower.slice(at, at + 12));
        if (found !== null) {
          if (found[0] === '&mldr;' || found[0] === '&hellip;' || found[0] === '&bull;')
            strength = gap.sentence;
          at += found[0].length - 1;
        }
        break;
      }
    }
    if (code > 32) lastVisible = code;
    if (strength > pending) pending = strength;
    at++;
  }
  return { source, words, starts, ends, gaps, steps, truncated: text.length > maxTextLength };
}
