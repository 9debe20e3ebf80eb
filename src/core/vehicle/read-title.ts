import { splitWords } from './names/compact-key.ts';
import { findMakeByTitleKey } from './names/makes.ts';
import {
  adjustForYear,
  findSoleModel,
  type KnownModel,
  matchModelAt,
  needsMake,
  policeInterceptorOf,
} from './names/models.ts';
import { findTrimInWords, joinTrim } from './names/trims.ts';

/** What the words of a title say of the car. Absent means that they do not say. */
export interface TitleReading {
  readonly year?: number;
  readonly make?: string;
  readonly model?: string;
  readonly trim?: string;
  readonly segment?: KnownModel['segment'];
  /** The name leaves the model open ("Silverado") and the commonest was taken. */
  readonly assumed: boolean;
}

/** VINs have 17 characters from 1981 on; the latest year on sale as this dictionary was made. */
export const earliestVinYear = 1981;
export const latestModelYear = 2027;
/** Older cars are read only where the year stands right before the make. */
const earliestYear = 1930;
const longestTitle = 240;
const wordsAfterMake = 2;

/** Makes whose names are ordinary words: they count only beside a year or one of their models. */
const ordinaryWords: ReadonlySet<string> = new Set([
  'Ram',
  'MINI',
  'Smart',
  'Geo',
  'Genesis',
  'International',
  'Lincoln',
  'Saturn',
  'Mercury',
  'Triumph',
  'Sterling',
  'Polaris',
  'Hummer',
  'Scion',
  'Lotus',
  'Lucid',
  'Mack',
  'Plymouth',
  'Workhorse',
  'UD',
  'Karma',
  'Fisker',
  'Honda',
  'Yamaha',
  'Kawasaki',
  'Dodge',
]);
/** A two-digit number after one of these is a lot's or a unit's, not a year. */
const numberLabels: ReadonlySet<string> = new Set([
  'lot',
  'unit',
  'no',
  'number',
  'id',
  'item',
  'asset',
  'stock',
  'inv',
  'veh',
  'qty',
  'of',
]);

const fourDigits = /^\d{4}$/;
const gluedYear = /^((?:19|20)\d\d)([a-z]{3,20})$/;

function toYear(word: string | undefined, earliest: number): number | undefined {
  if (word === undefined || !fourDigits.test(word)) return undefined;
  const year = Number(word);
  return year >= earliest && year <= latestModelYear ? year : undefined;
}

/** `08` → 2008, `97` → 1997; only for a word directly before a make or model. */
function toShortYear(words: readonly string[], at: number): number | undefined {
  const word = words[at];
  if (word === undefined || !/^\d\d$/.test(word) || numberLabels.has(words[at - 1] ?? '')) return undefined;
  const short = Number(word);
  if (short <= latestModelYear - 2000) return 2000 + short;
  return short >= earliestVinYear - 1900 ? 1900 + short : undefined;
}

interface MakeFound {
  readonly make: string;
  readonly at: number;
  readonly after: number;
}

function findMakes(words: readonly string[]): MakeFound[] {
  const found: MakeFound[] = [];
  for (let at = 0; at < words.length; at += 1) {
    for (let count = Math.min(3, words.length - at); count > 0; count -= 1) {
      const make = findMakeByTitleKey(count === 1 ? (words[at] ?? '') : words.slice(at, at + count).join(''));
      if (make === undefined) continue;
      found.push({ make, at, after: at + count });
      at += count - 1;
      break;
    }
  }
  return found;
}

interface Reading {
  readonly make: string;
  readonly at: number;
  readonly year?: number;
  readonly match?: NonNullable<ReturnType<typeof matchModelAt>>;
  readonly modelAt: number;
  readonly score: number;
}

function readAtMake(words: readonly string[], { make, at, after }: MakeFound): Reading {
  const adjacentYear = toYear(words[at - 1], earliestYear) ?? toShortYear(words, at - 1);
  let match: Reading['match'];
  let modelAt = after;
  for (let skip = 0; skip <= wordsAfterMake && match === undefined; skip += 1) {
    modelAt = after + skip;
    const candidate = matchModelAt(make, words, modelAt);
    // a number or a common word names a model only right behind its make
    if (
      candidate !== undefined &&
      (skip === 0 || !needsMake.test(words.slice(modelAt, modelAt + candidate.count).join('')))
    )
      match = candidate;
  }
  // "RAM 1500" may be written behind its old make: "Dodge Ram 1500" is read at Dodge
  const score = (adjacentYear === undefined ? 0 : 2) + (match === undefined ? 0 : modelAt === after ? 3 : 1);
  return {
    make,
    at,
    modelAt,
    score,
    ...(adjacentYear === undefined ? {} : { year: adjacentYear }),
    ...(match === undefined ? {} : { match }),
  };
}

/** The four-digit year nearest to the name, before it or after it, that is no part of the name. */
function findYear(words: readonly string[], from: number, to: number): number | undefined {
  for (let at = from - 1; at >= 0; at -= 1) {
    const year = toYear(words[at], earliestVinYear);
    if (year !== undefined) return year;
  }
  for (let at = to; at < words.length; at += 1) {
    const year = toYear(words[at], earliestVinYear);
    if (year !== undefined) return year;
  }
  return undefined;
}

function splitTitle(title: string): string[] {
  return splitWords(title.slice(0, longestTitle)).flatMap((word) => {
    const glued = gluedYear.exec(word);
    return glued === null ? [word] : [glued[1] ?? '', glued[2] ?? ''];
  });
}

/**
 * Year, make, model and trim out of an auction title: `3052A/ 2014 Ford F-150`, `(APD-184) 2019 Dodge Charger`,
 * `08 Impala`. Whole words only ("ramp" is never a Ram). A two-digit year counts only right before a make or model.
 */
export function readTitle(title: string): TitleReading {
  const words = splitTitle(title);
  let best: Reading | undefined;
  for (const found of findMakes(words)) {
    const reading = readAtMake(words, found);
    if (reading.score === 0 && ordinaryWords.has(reading.make)) continue;
    if (best === undefined || reading.score > best.score) best = reading;
  }
  if (best === undefined || best.match === undefined) {
    const sole = readSoleModel(words);
    if (sole !== undefined && (best === undefined || best.make === sole.make)) return sole;
  }
  if (best === undefined) {
    const year = words.length <= 12 ? findYear(words, words.length, words.length) : undefined;
    return { assumed: false, ...(year === undefined ? {} : { year }) };
  }
  const end = best.match === undefined ? best.modelAt : best.modelAt + best.match.count;
  const between = findYear(words.slice(best.at, best.modelAt), 0, 0);
  const year = best.year ?? between ?? findYear(words, best.at, end);
  if (best.match === undefined) {
    return { make: best.make, assumed: false, ...(year === undefined ? {} : { year }) };
  }
  const { match } = best;
  const named =
    match.assumed && words[best.modelAt] === 'police' ? policeInterceptorOf(match.known, year) : match.known;
  const known = adjustForYear(named, year);
  const trim = joinTrim(match.version, findTrimInWords(words, end) ?? '');
  return {
    make: known.make,
    model: known.model,
    segment: known.segment,
    assumed: match.assumed,
    ...(year === undefined ? {} : { year }),
    ...(trim === undefined ? {} : { trim }),
  };
}

/** "08 Impala", "Silverado 1500 2015": a model that one make alone has, with the year right before or behind it. */
function readSoleModel(words: readonly string[]): TitleReading | undefined {
  for (let at = 0; at < words.length; at += 1) {
    const sole = findSoleModel(words, at);
    if (sole === undefined) continue;
    const before = toYear(words[at - 1], earliestVinYear) ?? toShortYear(words, at - 1);
    const year = before ?? toYear(words[at + sole.count], earliestVinYear);
    if (year === undefined) continue;
    const { make, model, segment } = adjustForYear(sole, year);
    const trim = findTrimInWords(words, at + sole.count);
    return { year, make, model, segment, assumed: false, ...(trim === undefined ? {} : { trim }) };
  }
  return undefined;
}
