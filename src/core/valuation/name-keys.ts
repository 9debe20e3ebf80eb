import { compactKey, splitWords } from '../vehicle/names/compact-key.ts';
import { readBody } from '../vehicle/names/equipment.ts';
import { canonicalMake } from '../vehicle/names/makes.ts';
import { canonicalModel, modelKey } from '../vehicle/names/models.ts';

/** One car's make and model as keys of the price table, after `core/vehicle/names`: `ram|1500` for a Dodge Ram 1500. */
export interface NameKeys {
  readonly make: string;
  readonly model: string;
  /** What the written model says of the version: `e 350` of "E-350", `328i` of "328i xDrive". Leads the trim's key. */
  readonly version: string;
}

/** Total: any two strings give keys; names that the dictionary lacks key themselves. */
export function nameKeys(make: string, model: string): NameKeys {
  const match = canonicalModel(make, model);
  if (match === undefined) return { make: makeKey(make), model: modelKey(make, model), version: '' };
  const own = modelKey(match.make, match.model);
  const key = oneCar.get(own) ?? own;
  return {
    make: key.slice(0, key.indexOf('|')),
    model: key,
    version: trimKey('', `${match.version ?? ''} ${match.rest}`),
  };
}

/** One van under three badges; the trade prices it as one. */
const oneCar: ReadonlyMap<string, string> = new Map([
  ['freightliner|sprinter', 'mercedesbenz|sprinter'],
  ['dodge|sprinter', 'mercedesbenz|sprinter'],
]);

export const makeKey = (make: string): string => compactKey(canonicalMake(make) ?? make);

/**
 * Trim level as one key: version and trim in lower case, each word once, cab, drive and body words left out (cabs
 * and bodies are a column of their own), at most 40 characters. Empty when there is none.
 */
export function trimKey(version: string, trim: string | undefined): string {
  const words = splitWords(`${version} ${(trim ?? '').slice(0, longestName)}`).flatMap((word) => {
    const numbered = /^([ef])(\d{3})$/.exec(word);
    return numbered === null ? [word] : [numbered[1] ?? '', numbered[2] ?? ''];
  });
  const telling = words.filter((word, at) => !notTrim.has(word) && words.indexOf(word) === at);
  const named = telling.filter((word) => word !== 'base');
  return (named.length > 0 ? named : telling).join(' ').slice(0, longestKey);
}

/** Body style as one key: `SuperCrew`, `crew cab` and `CREW PIC` are one. Empty when there is none. */
export const bodyKey = (body: string | undefined): string =>
  body === undefined
    ? ''
    : compactKey(readBody(body.slice(0, longestName), 'field') ?? body).slice(0, longestKey);

const longestName = 60;
const longestKey = 40;

const notTrim: ReadonlySet<string> = new Set([
  ...['crew', 'cab', 'supercrew', 'supercab', 'crewmax', 'double', 'quad', 'mega', 'extended', 'regular'],
  ...['sedan', 'coupe', 'convertible', 'wagon', 'hatchback', 'suv', 'pickup', 'truck', 'van', 'cargo'],
  ...['4x4', '4wd', '2wd', 'awd', 'fwd', 'rwd', '4dr', '2dr', '4d', '2d', 'super', 'duty', 'sd'],
]);
