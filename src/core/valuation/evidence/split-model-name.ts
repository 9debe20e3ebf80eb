import { canonicalModel } from '../../vehicle/names/models.ts';

/** What a listing's title says after its make, told apart. */
export interface SplitName {
  readonly model: string;
  readonly trim?: string;
}

/**
 * Splits "Grand Cherokee Limited" into model and trim: the longest start that is a model of the dictionary, else the
 * first word (two where the first is only half a name).
 */
export function splitModelName(make: string, text: string): SplitName {
  const known = canonicalModel(make, text);
  if (known !== undefined) return toSplit(known.model, [known.version ?? '', known.rest]);
  const words = text.slice(0, 80).trim().split(/\s+/);
  const length = halfNames.has((words[0] ?? '').toLowerCase()) ? 2 : 1;
  return toSplit(words.slice(0, length).join(' '), words.slice(length, 8));
}

function toSplit(model: string, rest: readonly string[]): SplitName {
  const trim = rest.filter((word) => word !== '').join(' ');
  return trim === '' ? { model } : { model, trim };
}

const halfNames: ReadonlySet<string> = new Set(['model', 'grand', 'santa', 'land', 'range', 'town', 'new']);
