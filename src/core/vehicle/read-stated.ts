import type { ListingFacts } from '../listing/listing.ts';
import { canonicalMake } from './names/makes.ts';
import { canonicalModel, type ModelMatch } from './names/models.ts';
import { latestModelYear } from './read-title.ts';

/** What a listing's own fields say of year, make and model, in canonical names. */
export interface Stated {
  readonly year?: number;
  readonly make?: string;
  readonly match?: ModelMatch;
  /** A model that the dictionary lacks, as written. */
  readonly writtenModel?: string;
}

const earliestStatedYear = 1900;
const longestName = 60;

function tidyName(text: string): string | undefined {
  const name = text.trim().replace(/\s+/g, ' ').slice(0, longestName);
  if (!/[a-z0-9]/i.test(name)) return undefined;
  return name === name.toUpperCase() && name.length > 3
    ? name.toLowerCase().replace(/(?:^|[ -])[a-z]/g, (start) => start.toUpperCase())
    : name;
}

export function readStated(facts: ListingFacts): Stated {
  const { year } = facts;
  const isYear =
    year !== undefined && Number.isInteger(year) && year >= earliestStatedYear && year <= latestModelYear;
  const make = facts.make === undefined ? undefined : (canonicalMake(facts.make) ?? tidyName(facts.make));
  const model = facts.model ?? '';
  const match =
    make === undefined || model === '' ? undefined : canonicalModel(make, model, isYear ? year : undefined);
  const writtenModel = match === undefined && model !== '' ? tidyName(model) : undefined;
  const stated: { -readonly [K in keyof Stated]: Stated[K] } = {};
  if (isYear) stated.year = year;
  if (make !== undefined) stated.make = match?.make ?? make;
  if (match !== undefined) stated.match = match;
  if (writtenModel !== undefined && !/^(?:all models|all other|other|unknown|n\/a)$/i.test(writtenModel))
    stated.writtenModel = writtenModel;
  return stated;
}
