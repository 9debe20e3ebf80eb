import { gap, type Tokens } from './tokenize-text.ts';

const kilometresPerMile = 1.609344;
const milesWords = new Set(['miles', 'mile', 'mi', 'mls']);
const kilometreWords = new Set(['km', 'kms', 'kilometers', 'kilometres']);
const labelWords = new Set(['mileage', 'milage', 'odometer', 'odo', 'miles', ...kilometreWords]);
const fillers = new Set(
  'is reads reading shows show showing approximately approx about around at of currently current was listed indicates says displays display over on to be the last under near title'.split(
    ' ',
  ),
);
/** Before a number these say that it is not what the odometer reads. */
const otherMiles = new Set(
  'every within last another each per than next free first radius up maintained years'.split(' '),
);
/** "Replaced at 80,000 miles" is history; "now at 145,000 miles" is not. */
const nowWords = new Set(['now', 'currently', 'is', 'sitting', 'sits']);
/** After "miles" these say the same. */
const otherAfter = new Set(
  'per away from north south east west radius warranty ago or before between intervals range'.split(' '),
);
const number = /^\d{1,3}(?:,\d{3})+$|^\d{1,6}(?:\.\d{1,2})?$/;
const thousands = /^(\d{1,3}(?:\.\d)?)k$/;

export interface OdometerReading {
  readonly miles: number;
  readonly first: number;
  readonly last: number;
}

function parseCount(tokens: Tokens, at: number): number | undefined {
  const word = tokens.words[at] ?? '';
  const start = tokens.starts[at] ?? 0;
  if (start > 0 && tokens.source[start - 1] === '$') return undefined;
  const short = thousands.exec(word);
  if (short?.[1] !== undefined) return Number(short[1]) * 1000;
  if (!number.test(word)) return undefined;
  return Math.trunc(Number(word.replaceAll(',', '')));
}

/** 1…999,998, and no bare year: 0 and 999,999 are place-holders. */
const isPlausible = (count: number, word: string): boolean =>
  count > 0 &&
  count < 999_999 &&
  !(count >= 1900 && count <= 2035 && !word.includes(',') && !word.endsWith('k'));

/**
 * The odometer's miles as a text states them ("143,553 miles", "Mileage: 98k", "odometer reads 120,334"), kilometres
 * turned into miles. A labelled number wins over a bare "N miles"; hours, service intervals, distances and money do not
 * count. Undefined where the text does not say.
 */
export function readOdometer(tokens: Tokens): OdometerReading | undefined {
  let bare: OdometerReading | undefined;
  const { words, gaps } = tokens;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const head = word.charCodeAt(0);
    if (head < 48 || head > 57) continue;
    const count = parseCount(tokens, at);
    if (count === undefined || !isPlausible(count, word)) continue;
    const nextGap = gaps[at + 1] ?? gap.sentence;
    const next = nextGap <= gap.comma ? (words[at + 1] ?? '') : '';
    const hasUnit = kilometreWords.has(next) || milesWords.has(next);
    const label = findLabel(tokens, at);
    // "Km: 85,000" says its unit before the number, "Km: 85,000 mi" after it
    const isKilometres =
      kilometreWords.has(next) || (!hasUnit && label !== undefined && kilometreWords.has(words[label] ?? ''));
    if (!hasUnit && (next === 'hours' || next === 'hrs' || next === 'hour' || next === 'lbs')) continue;
    const miles = isKilometres ? Math.round(count / kilometresPerMile) : count;
    const last = hasUnit ? at + 1 : at;
    if (label !== undefined && (hasUnit || count >= 500 || (words[label] ?? '').startsWith('odo'))) {
      return { miles, first: label, last };
    }
    if (!hasUnit || bare !== undefined || count < 100) continue;
    const before = words[at - 1] ?? '';
    const after = words[at + 2] ?? '';
    const closed = (gaps[at + 2] ?? gap.sentence) >= gap.comma;
    if (otherMiles.has(before) || otherMiles.has(words[at - 2] ?? '')) continue;
    if (!closed && otherAfter.has(after)) continue;
    if (before === 'at' && !nowWords.has(words[at - 2] ?? '')) continue;
    if (before === 'and' && (words[at - 2] ?? '') === 'years') continue;
    bare = { miles, first: at, last };
  }
  return bare;
}

/** The label before a number, with at most four filler words between, in the same sentence. */
function findLabel(tokens: Tokens, at: number): number | undefined {
  for (let back = at - 1; back >= 0 && back >= at - 5; back--) {
    if ((tokens.gaps[back + 1] ?? gap.sentence) >= gap.sentence) return undefined;
    const word = tokens.words[back] ?? '';
    if (labelWords.has(word)) {
      // In "143,553 miles 2 keys" and "every 5000 miles 2010" the word belongs to the number before it.
      const earlier = tokens.words[back - 1] ?? '';
      if ((word === 'miles' || kilometreWords.has(word)) && number.test(earlier)) return undefined;
      return back;
    }
    if (!fillers.has(word)) return undefined;
  }
  return undefined;
}
