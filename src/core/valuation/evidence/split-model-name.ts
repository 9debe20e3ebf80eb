import { makeKey, modelKey } from '../model-key.ts';

/** What a listing's title says after its make, told apart. */
export interface SplitName {
  readonly model: string;
  readonly trim?: string;
}

/** Splits a listing's words by make; see {@link splitModelName}. */
export type SplitModelName = (make: string, text: string) => SplitName;

/** Listings repeat their names: each is split once. */
export function rememberSplits(knownModels: ReadonlySet<string>): SplitModelName {
  const known = new Map<string, SplitName>();
  return (make, text) => {
    const key = `${make}|${text}`;
    const found = known.get(key) ?? splitModelName(make, text, knownModels);
    known.set(key, found);
    return found;
  };
}

/**
 * Splits "Grand Cherokee Limited" into model and trim: the longest start that is a known model line, else the first
 * word (two where the first is only half a name). `knownModels` holds keys of {@link modelKey}.
 */
export function splitModelName(make: string, text: string, knownModels: ReadonlySet<string>): SplitName {
  const words = text
    .slice(0, 80)
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8);
  const named = renameSeries(makeKey(make), words);
  for (let length = Math.min(4, named.length); length > 0; length--) {
    const model = named.slice(0, length).join(' ');
    if (knownModels.has(modelKey(make, model))) return toSplit(model, named.slice(length));
  }
  const length = halfNames.has((named[0] ?? '').toLowerCase()) ? 2 : 1;
  return toSplit(named.slice(0, length).join(' '), named.slice(length));
}

const toSplit = (model: string, rest: readonly string[]): SplitName =>
  rest.length === 0 ? { model } : { model, trim: rest.join(' ') };

/** BMW sells a "330 i" that the trade files under 3 Series; Mercedes a "C 300" under C-Class. */
function renameSeries(make: string, words: readonly string[]): string[] {
  const [first = '', ...rest] = words;
  if (make === 'bmw' && /^[1-8]\d\d[a-z]{0,2}$/i.test(first)) return [`${first[0]} series`, first, ...rest];
  if (make === 'mercedes benz' && /^[a-z]{1,3}$/i.test(first) && /^\d{2,3}$/.test(rest[0] ?? ''))
    return [`${first}-class`, ...rest];
  return [...words];
}

const halfNames = new Set([
  'model',
  'grand',
  'santa',
  'land',
  'range',
  'town',
  'crown',
  'monte',
  'park',
  'new',
]);
