import { gap, type Tokens } from './tokenize-text.ts';

/** A value with the tokens (both included) that say it. */
export interface Read<T> {
  readonly value: T;
  readonly first: number;
  readonly last: number;
}

export interface PowertrainReading {
  readonly transmission?: Read<'automatic' | 'manual'>;
  readonly drive?: Read<'fwd' | 'rwd' | 'awd' | '4wd' | '2wd'>;
  readonly engineLiters?: Read<number>;
  readonly engineCylinders?: Read<number>;
  readonly cab?: Read<'regular' | 'extended' | 'crew'>;
  readonly bed?: Read<'short' | 'long'>;
}

type Writable = { -readonly [Key in keyof PowertrainReading]: PowertrainReading[Key] | undefined };

const driveWords = new Map<string, 'fwd' | 'rwd' | 'awd' | '4wd' | '2wd'>([
  ['4x4', '4wd'],
  ['4wd', '4wd'],
  ['awd', 'awd'],
  ['fwd', 'fwd'],
  ['rwd', 'rwd'],
  ['2wd', '2wd'],
  ['4x2', '2wd'],
]);
const driveCounts = new Map<string, 'fwd' | 'rwd' | 'awd' | '4wd' | '2wd'>([
  ['4', '4wd'],
  ['four', '4wd'],
  ['2', '2wd'],
  ['two', '2wd'],
  ['all', 'awd'],
  ['front', 'fwd'],
  ['rear', 'rwd'],
]);
const cabWords = new Map<string, 'regular' | 'extended' | 'crew'>([
  ['regular', 'regular'],
  ['reg', 'regular'],
  ['standard', 'regular'],
  ['single', 'regular'],
  ['extended', 'extended'],
  ['ext', 'extended'],
  ['super', 'extended'],
  ['king', 'extended'],
  ['double', 'extended'],
  ['dbl', 'extended'],
  ['quad', 'extended'],
  ['access', 'extended'],
  ['crew', 'crew'],
  ['mega', 'crew'],
]);
const cabNames = new Map<string, 'extended' | 'crew'>([
  ['supercab', 'extended'],
  ['xcab', 'extended'],
  ['supercrew', 'crew'],
  ['crewmax', 'crew'],
]);
const litres = /^(\d{1,2}\.\d)l?$/;
const cylinders = /^(?:v|l|i)(3|4|5|6|8|10|12)$/;
const gearWords = new Set(['transmission', 'trans', 'tranny', 'gearbox', 'shift']);
/** Such as `5mt`, `6at` in trim lines. */
const gearCodes = /^\d{1,2}(mt|at)$/;

/** `v8`, `l4`, `i6`. */
const isCylinderCode = (word: string, head: number): boolean =>
  (head === 118 || head === 108 || head === 105) && word.length <= 3 && cylinders.test(word);

/** Words that the reader looks at twice; all others but numbers and cylinder codes are passed over. */
const telling = new Set([
  ...driveWords.keys(),
  ...driveCounts.keys(),
  ...cabWords.keys(),
  ...cabNames.keys(),
  ...['automatic', 'auto', 'manual', 'speed', 'a/trans', 'short', 'long'],
]);

/** What drives it, as far as title or prose say; the first mention of each wins. */
export function readPowertrain(tokens: Tokens): PowertrainReading {
  const found: Writable = {};
  const { words, gaps } = tokens;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const head = word.charCodeAt(0);
    const isNumber = head >= 48 && head <= 57;
    if (!isNumber && !telling.has(word) && !isCylinderCode(word, head)) continue;
    const next = words[at + 1] ?? '';
    switch (head) {
      case 97: // a
      case 109: // m
        if (
          found.transmission === undefined &&
          (word === 'automatic' || word === 'manual' || word === 'auto')
        ) {
          const value = word === 'manual' ? 'manual' : 'automatic';
          const side = nearGearWord(tokens, at);
          if (side !== undefined) {
            found.transmission = { value, first: Math.min(at, side), last: Math.max(at, side) };
          }
        }
        break;
    }
    if (found.transmission === undefined) {
      const gear = isNumber ? gearCodes.exec(word) : null;
      if (gear !== null) {
        found.transmission = { value: gear[1] === 'mt' ? 'manual' : 'automatic', first: at, last: at };
      } else if (word === 'a/trans') found.transmission = { value: 'automatic', first: at, last: at };
      else if (word === 'speed' && (next === 'manual' || next === 'automatic')) {
        found.transmission = { value: next, first: Math.max(0, at - 1), last: at + 1 };
      }
    }
    if (found.drive === undefined) {
      const direct = driveWords.get(word);
      const counted = driveCounts.get(word);
      if (direct !== undefined) found.drive = { value: direct, first: at, last: at };
      else if (counted !== undefined && next === 'wheel' && words[at + 2] === 'drive') {
        found.drive = { value: counted, first: at, last: at + 2 };
      }
    }
    if (found.engineLiters === undefined && isNumber) {
      const size = litres.exec(word);
      const marked =
        word.endsWith('l') ||
        next === 'l' ||
        next === 'liter' ||
        next === 'litre' ||
        next === 'liters' ||
        cylinders.test(next);
      const value = Number(size?.[1]);
      if (size !== null && marked && value >= 0.6 && value <= 16) {
        const isAlone = word.endsWith('l') || cylinders.test(next);
        found.engineLiters = { value, first: at, last: isAlone ? at : at + 1 };
      }
    }
    if (found.engineCylinders === undefined) {
      const count = cylinders.exec(word);
      const spelled = next === 'cylinder' || next === 'cylinders' || next === 'cyl';
      if (count?.[1] !== undefined) found.engineCylinders = { value: Number(count[1]), first: at, last: at };
      else if (spelled && /^(?:3|4|5|6|8|10|12)$/.test(word)) {
        found.engineCylinders = { value: Number(word), first: at, last: at + 1 };
      }
    }
    if (found.cab === undefined) {
      const named = cabNames.get(word);
      const kind = cabWords.get(word);
      if (named !== undefined) found.cab = { value: named, first: at, last: at };
      else if (kind !== undefined && next === 'cab') found.cab = { value: kind, first: at, last: at + 1 };
    }
    if (found.bed === undefined && isNumber) found.bed = readBedFeet(tokens, at);
    if (found.bed === undefined && (word === 'short' || word === 'long') && next === 'bed') {
      if ((gaps[at + 1] ?? gap.sentence) <= gap.comma) found.bed = { value: word, first: at, last: at + 1 };
    }
  }
  return found;
}

const feetWords = new Set(['ft', 'foot', 'feet']);
const bedWords = new Set(['bed', 'box']);
/** From 7.5 feet on a bed is a long one; beds of pickups have 4.5 to 9 feet. */
const longBedFeet = 7.5;

/** `8 ft bed`, `6.5' bed`, `8 foot bed`. */
function readBedFeet(tokens: Tokens, at: number): Read<'short' | 'long'> | undefined {
  const word = tokens.words[at] ?? '';
  const feet = Number(word);
  if (!(feet >= 4.5 && feet <= 9)) return undefined;
  const end = tokens.ends[at] ?? 0;
  const isMarked = /^['\u2019\u2032]/.test(tokens.source.slice(end, end + 1));
  const bedAt = isMarked ? at + 1 : feetWords.has(tokens.words[at + 1] ?? '') ? at + 2 : -1;
  if (bedAt < 0 || !bedWords.has(tokens.words[bedAt] ?? '')) return undefined;
  if ((tokens.gaps[bedAt] ?? gap.sentence) >= gap.comma) return undefined;
  return { value: feet >= longBedFeet ? 'long' : 'short', first: at, last: bedAt };
}

/** A gear word within three words, so that "automatic windows" and "owner's manual" do not count. */
function nearGearWord(tokens: Tokens, at: number): number | undefined {
  for (let step = 1; step <= 3; step++) {
    if ((tokens.gaps[at + step] ?? gap.sentence) >= gap.sentence) break;
    if (gearWords.has(tokens.words[at + step] ?? '')) return at + step;
  }
  for (let step = 1; step <= 3; step++) {
    if ((tokens.gaps[at - step + 1] ?? gap.sentence) >= gap.sentence) break;
    if (gearWords.has(tokens.words[at - step] ?? '')) return at - step;
  }
  return undefined;
}
