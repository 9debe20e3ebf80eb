import type { Segment } from '../vehicle.ts';
import { compactKey, splitWords } from './compact-key.ts';
import { canonicalMake } from './makes.ts';
import { findModelFamily } from './model-families.ts';
import { modelTable } from './model-table.ts';

export interface KnownModel {
  readonly make: string;
  /** Canonical display name. */
  readonly model: string;
  readonly segment: Segment;
}

export interface ModelMatch extends KnownModel {
  /** What followed the model's name, as written in lower case: trim, cab, drive, engine. */
  readonly rest: string;
  /** Part of the name that is a version rather than a model: `328i`, `350`, `E-350`, `Hybrid`. */
  readonly version?: string;
  /** The name leaves the model open ("Silverado") and the commonest was taken. */
  readonly assumed: boolean;
}

/** Names that leave the size open, and the one meant most often in the sales at hand. */
const openNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Chevrolet: { silverado: 'Silverado 1500', ck: 'C/K 1500', ckpickup: 'C/K 1500', gmt400: 'C/K 1500' },
  GMC: { sierra: 'Sierra 1500', gmt400: 'C/K 1500', ck: 'C/K 1500', sierrack: 'C/K 1500' },
  Ram: { ram: '1500', rampickup: '1500', ramtruck: '1500', pickup: '1500' },
  Ford: {
    police: 'Explorer',
    policeinterceptor: 'Explorer',
    interceptor: 'Explorer',
    interceptorsuv: 'Explorer',
    superduty: 'F-250',
  },
  Jeep: { grand: 'Grand Cherokee', gr: 'Grand Cherokee' },
  Dodge: { grand: 'Grand Caravan' },
  Mercury: { grand: 'Grand Marquis' },
  Pontiac: { grand: 'Grand Prix' },
};

/** Words of an alias that say which version it is; kept as the start of the trim. */
const versionWords =
  /(hybrid|energi|plugin|prime|classic|limited|maxx|hd|ext|gti|gli|sportwagen|unlimited|electric|ev|coupe|convertible|wagon|cargo|raptor|heritage|sv|ssv|ppv|police)$/;
const numberedVan =
  /^(?:econoline)?(e\d{3})|^econoline(\d{3})|^(?:transit|promaster|express|savana|sprinter)t?(\d{3,4})|^nv(\d{4})/;

type ModelsByKey = Map<string, KnownModel>;
const modelsByMake = new Map<string, ModelsByKey>();
const assumedByMake = new Map<string, ModelsByKey>();
/** Key → the only make that has such a model; undefined for a name that several makes share. */
const soleModels = new Map<string, KnownModel | undefined>();

function addMake(make: string, segments: Partial<Record<Segment, string>>): void {
  const models: ModelsByKey = new Map();
  const assumed: ModelsByKey = new Map();
  for (const [segment, list] of Object.entries(segments)) {
    for (const entry of list.split(';')) {
      const [name = '', aliases = ''] = entry.trim().split('=');
      const known: KnownModel = { make, model: name, segment: segment as Segment };
      const keys = [name, ...aliases.split(',')].map(compactKey);
      for (const key of keys) {
        if (key === '' || models.has(key)) continue;
        models.set(key, known);
        soleModels.set(key, soleModels.has(key) && soleModels.get(key)?.make !== make ? undefined : known);
      }
    }
  }
  for (const [key, model] of Object.entries(openNames[make] ?? {})) {
    const known = models.get(compactKey(model));
    if (known !== undefined && !models.has(key)) {
      models.set(key, known);
      assumed.set(key, known);
    }
  }
  modelsByMake.set(make, models);
  assumedByMake.set(make, assumed);
}
for (const [make, segments] of Object.entries(modelTable)) addMake(make, segments);
// Dodge sold the Ram until 2010: both makes know the same pickups, and adjustForYear puts the badge right
for (const [key, known] of modelsByMake.get('Ram') ?? []) {
  const models = modelsByMake.get('Dodge');
  if (known.model !== 'Dakota' && /^(ram|pickup|[dw]\d)/.test(key) && models?.has(key) === false) {
    models.set(key, known);
    if (assumedByMake.get('Ram')?.has(key)) assumedByMake.get('Dodge')?.set(key, known);
  }
}
for (const key of ['2500', '1500', '3500']) {
  const known = modelsByMake.get('Ram')?.get(key);
  if (known !== undefined) modelsByMake.get('Dodge')?.set(key, known);
}
// makes that share cars under another badge
const sharedBadges: readonly (readonly [make: string, other: string])[] = [
  ['Toyota', 'Scion'],
  ['Ram', 'Dodge'],
];
/** Names of a maker's own tuner or line that may stand before the model: "AMG C 63". */
const linePrefixes: Readonly<Record<string, readonly string[]>> = {
  'Mercedes-Benz': ['amg', 'maybach', 'new'],
  Volkswagen: ['new'],
  Ford: ['shelby'],
};
/** Body of a name that only a make before it can explain: too common a word, or a bare number. */
export const needsMake =
  /^(?:\d+|.|..|pickup|truck|van|coupe|spyder|roadster|convertible|vision|town|grand|police|m|ss|gt|mark|crown|touring|indian|air|ocean|commander)$/;

const wordsInName = 5;

function findKey(
  make: string,
  key: string,
): { known: KnownModel; version?: string; assumed: boolean } | undefined {
  const known = modelsByMake.get(make)?.get(key);
  if (known !== undefined) {
    const assumed = assumedByMake.get(make)?.has(key) ?? false;
    const van = numberedVan.exec(key);
    if (van !== null) {
      const number = van[1] ?? (known.model === 'E-Series' ? `e${van[2]}` : (van[3] ?? van[4]));
      if (number !== undefined) return { known, assumed, version: number.replace(/^e/, 'E-') };
    }
    const version = key.length > compactKey(known.model).length ? versionWords.exec(key)?.[1] : undefined;
    return version === undefined ? { known, assumed } : { known, assumed, version };
  }
  const family = findModelFamily(make, key);
  const familyModel =
    family === undefined ? undefined : modelsByMake.get(make)?.get(compactKey(family.model));
  return familyModel === undefined || family === undefined
    ? undefined
    : { known: familyModel, version: family.version, assumed: false };
}

/**
 * The longest known model of `make` that starts at `words[from]`. `count` is how many words it took.
 * A plural ("TAHOES") counts as its singular.
 */
export function matchModelAt(
  make: string,
  words: readonly string[],
  from: number,
): { known: KnownModel; version?: string; assumed: boolean; count: number } | undefined {
  for (let count = Math.min(wordsInName, words.length - from); count > 0; count -= 1) {
    const key = words.slice(from, from + count).join('');
    const found =
      findKey(make, key) ??
      (key.endsWith('s') && key.length > 4 ? findKey(make, key.slice(0, -1)) : undefined);
    if (found !== undefined) return { ...found, count };
  }
  for (const [badge, other] of sharedBadges) {
    if (badge !== make || !modelsByMake.has(other)) continue;
    const start = words[from] === compactKey(other) ? from + 1 : from;
    for (let count = Math.min(wordsInName, words.length - start); count > 0; count -= 1) {
      const found = findKey(other, words.slice(start, start + count).join(''));
      if (found !== undefined) return { ...found, count: count + start - from };
    }
  }
  return undefined;
}

/** A model that only one make has, for titles that leave the make out ("08 Impala"). Never a number or a common word. */
export function findSoleModel(
  words: readonly string[],
  from: number,
): (KnownModel & { count: number }) | undefined {
  for (let count = Math.min(3, words.length - from); count > 0; count -= 1) {
    const key = words.slice(from, from + count).join('');
    const known = needsMake.test(key) ? undefined : soleModels.get(key);
    if (known !== undefined) return { ...known, count };
  }
  return undefined;
}

/** Fields that name no model: Copart's "ALL MODELS", and the like. */
const noModel: ReadonlySet<string> = new Set([
  'allmodels',
  'allother',
  'other',
  'unknown',
  'na',
  'none',
  'minivan',
  'trailer',
  'motorcycle',
]);
/** Some run lists cut names to ten characters ("GRAND CARA"); shorter than this they could be anything. */
const shortestCutName = 5;

function findCutName(make: string, key: string): KnownModel | undefined {
  if (key.length < shortestCutName) return undefined;
  let shortest: string | undefined;
  for (const full of modelsByMake.get(make)?.keys() ?? []) {
    if (full.startsWith(key) && (shortest === undefined || full.length < shortest.length)) shortest = full;
  }
  return shortest === undefined ? undefined : modelsByMake.get(make)?.get(shortest);
}

const cachedNames = 20_000;
const matchesByName = new Map<string, ModelMatch | undefined>();

/**
 * `('Toyota', 'Sienna SE')` → Sienna, rest `se`. The model must begin the text (a repeated make is skipped).
 * Undefined for a make or model that the dictionary lacks. `year` puts badges right: see {@link adjustForYear}.
 */
export function canonicalModel(makeText: string, text: string, year?: number): ModelMatch | undefined {
  const name = `${makeText.slice(0, 60)}|${year ?? ''}|${text.slice(0, 120)}`;
  if (matchesByName.has(name)) return matchesByName.get(name);
  const match = matchName(makeText, text.slice(0, 120), year);
  if (matchesByName.size >= cachedNames) matchesByName.clear();
  matchesByName.set(name, match);
  return match;
}

function matchName(makeText: string, text: string, year: number | undefined): ModelMatch | undefined {
  const make = canonicalMake(makeText);
  if (make === undefined) return undefined;
  const words = splitWords(text);
  if (noModel.has(words.join(''))) return undefined;
  const makeWords = [...splitWords(make), ...(linePrefixes[make] ?? [])];
  let from = make === 'Land Rover' && words[0] === 'rover' ? 1 : 0;
  let match = matchModelAt(make, words, from);
  // "Alfa" + "Romeo Stelvio", "Ford" + "Ford F-150": a repeated make is skipped
  while (match === undefined && from < 2 && makeWords.includes(words[from] ?? '')) {
    from += 1;
    match = matchModelAt(make, words, from);
  }
  const cut = match === undefined ? findCutName(make, words.join('')) : undefined;
  if (cut !== undefined) return { ...adjustForYear(cut, year), rest: '', assumed: false };
  if (match === undefined) return undefined;
  const known =
    match.assumed && words[from] === 'police' ? policeInterceptorOf(match.known, year) : match.known;
  return {
    ...adjustForYear(known, year),
    rest: words.slice(from + match.count).join(' '),
    assumed: match.assumed,
    ...(match.version === undefined ? {} : { version: match.version }),
  };
}

/** First model year sold as Ram rather than Dodge Ram, and as Silverado rather than C/K. */
const firstRamYear = 2011;
const firstSilveradoYear = 2001;
/** Before it "Silverado" and "Sierra" were trims of the C/K pickups. */
const firstNamedPickupYear = 1999;
const lastCrownVictoriaYear = 2011;
/** The short Dodge Caravan ended with model year 2007; from then on the name is a Grand Caravan. */
const lastShortCaravanYear = 2007;

/**
 * Badges that changed: a Ram pickup is `Dodge` `Ram 1500` to 2010 and `Ram` `1500` from 2011;
 * a C/K of 2001 or later is a Silverado or Sierra.
 */
export function adjustForYear(known: KnownModel, year: number | undefined): KnownModel {
  if (known.make === 'Ram' && year !== undefined && year < firstRamYear && /^\d{4}$/.test(known.model)) {
    return { ...known, make: 'Dodge', model: `Ram ${known.model}` };
  }
  if (known.model.startsWith('C/K') && year !== undefined && year >= firstSilveradoYear) {
    const line = known.make === 'GMC' ? 'Sierra' : 'Silverado';
    const size = known.model.slice(4);
    const model = `${line} ${size}${size === '1500' ? '' : 'HD'}`;
    return modelsByMake.get(known.make)?.get(compactKey(model)) ?? known;
  }
  if (
    year !== undefined &&
    year < firstNamedPickupYear &&
    /^(?:Silverado|Sierra) [123]500/.test(known.model)
  ) {
    const size = known.model.split(' ')[1]?.slice(0, 4) ?? '';
    return modelsByMake.get(known.make)?.get(`ck${size}`) ?? known;
  }
  if (
    known.make === 'Dodge' &&
    known.model === 'Caravan' &&
    year !== undefined &&
    year > lastShortCaravanYear
  ) {
    return { ...known, model: 'Grand Caravan' };
  }
  return known;
}

/** "Police Interceptor" alone is a Crown Victoria to 2011 and an Explorer (its Utility form) after. */
export const policeInterceptorOf = (explorer: KnownModel, year: number | undefined): KnownModel =>
  year !== undefined && year <= lastCrownVictoriaYear
    ? { make: explorer.make, model: 'Crown Victoria', segment: 'fullsize_car' }
    : explorer;

/** One key for a model across its change of badge: `Dodge Ram 1500` and `Ram 1500` are both `ram|1500`. */
export function modelKey(make: string, model: string): string {
  const found = canonicalModel(make, model);
  return found === undefined
    ? `${compactKey(make)}|${compactKey(model)}`
    : `${compactKey(found.make)}|${compactKey(found.model)}`;
}

/** Segment of a model that the dictionary has. */
export const findModelSegment = (make: string, model: string): Segment | undefined =>
  canonicalModel(make, model)?.segment;

/** Canonical names of a make's models. */
export const modelNamesOf = (make: string): readonly string[] => [
  ...new Set(
    [...(modelsByMake.get(make)?.values() ?? [])]
      .filter((known) => known.make === make)
      .map((known) => known.model),
  ),
];
