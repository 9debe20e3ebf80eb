/** What may be filled in from like cars where it is not said. */
export type GuessedFact = 'trim' | 'body' | 'transmission';

/**
 * What the model knows of one car, in the model's own terms: training sales and cars to be valued both become this
 * before anything else looks at them. Text is normalised (see {@link nameKey}); '' and NaN mean unknown.
 */
export interface LotFacts {
  /** Model year; for a valuation after the training window, moved back so that the age is right. */
  readonly year: number;
  readonly make: string;
  readonly model: string;
  readonly trim: string;
  readonly body: string;
  readonly transmission: string;
  /** Price behaviour group, see `segments` of the vehicle room. */
  readonly segment: string;
  /** `fwd`, `rwd`, `awd`, `4wd`, `2wd` */
  readonly drive: string;
  /** Such as `2.5`, in liters. */
  readonly engine: string;
  readonly cylinders: string;
  readonly fuel: string;
  /** 17 upper-case characters, or ''. */
  readonly vin: string;
  readonly miles: number;
  /** 1.0–5.0 */
  readonly grade: number;
  readonly color: string;
  /** Words of the seller's name, single spaces between. */
  readonly seller: string;
  readonly state: string;
  /** Age in years on the day of sale or valuation, see {@link ageOn}. */
  readonly age: number;
  /** Days since 1970-01-01 UTC of the market that prices are to be of: within the days of the training sales. */
  readonly marketDay: number;
  /** Days since 1970-01-01 UTC of the sale or valuation, wherever it lies. */
  readonly day: number;
  /** Which of its facts are not stated but what like cars mostly have, see `fillFacts`. */
  readonly guessed: readonly GuessedFact[];
  /** Another firm's guide value in dollars. */
  readonly bookDollars: number;
}

/** Age in years on `day` of a car of that model year; model years reach dealers about the preceding October. */
export function ageOn(day: number, year: number): number {
  return Math.min(35, Math.max(0.1, 1970 + day / 365.25 + 0.25 - year));
}

const longestName = 80;

/** Letters and digits alone, lower case: `F-150`, `f 150` and `F150` are one name. */
export function nameKey(text: string | undefined): string {
  if (text === undefined) return '';
  return text
    .slice(0, longestName)
    .toLowerCase()
    .replaceAll('&', 'and')
    .replace(/[^a-z0-9.]/g, '');
}

/** Words, lower case, single spaces: for names of which the first words matter. */
export function wordsKey(text: string | undefined): string {
  if (text === undefined) return '';
  return text
    .slice(0, longestName)
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, ' ')
    .trim();
}

const makeNames = new Map([
  ['mercedes', 'mercedesbenz'],
  ['mercedesb', 'mercedesbenz'],
  ['vw', 'volkswagen'],
  ['chevy', 'chevrolet'],
  ['chev', 'chevrolet'],
  ['fordtruck', 'ford'],
  ['fordtk', 'ford'],
  ['chevtruck', 'chevrolet'],
  ['gmctruck', 'gmc'],
  ['dodgetk', 'dodge'],
  ['hyundaitk', 'hyundai'],
  ['mazdatk', 'mazda'],
  ['landrover', 'landrover'],
  ['land', 'landrover'],
  ['rollsroyce', 'rollsroyce'],
]);

/** The make's key, short forms that sources use included. */
export function makeKey(text: string | undefined): string {
  const key = nameKey(text);
  return makeNames.get(key) ?? key;
}

const modelYearLetters = 'ABCDEFGHJKLMNPRSTVWXY123456789';

/** 17 upper-case characters of the VIN alphabet, or '' for anything else. */
export function vinKey(text: string | undefined): string {
  if (text === undefined || text.length > 40) return '';
  const vin = text.trim().toUpperCase();
  return /^[A-HJ-NPR-Z0-9]{17}$/.test(vin) ? vin : '';
}

/**
 * The model year that position 10 states, nearest to `around` in its 30-year cycle (49 CFR 565.15); undefined for a
 * character that states no year.
 */
export function vinModelYear(vin: string, around: number): number | undefined {
  const index = modelYearLetters.indexOf(vin.charAt(9) || '?');
  if (index < 0) return undefined;
  const first = 1980 + index;
  return first + 30 * Math.round((around - first) / 30);
}

/** Body words of sources that mean one of the words used in auction sales. */
const bodyNames = new Map([
  ['4doorsedan', 'sedan'],
  ['sedan4d', 'sedan'],
  ['4drsedan', 'sedan'],
  ['sportutility', 'suv'],
  ['sportutilityvehicle', 'suv'],
  ['hatch', 'hatchback'],
  ['crew', 'crewcab'],
  ['extended', 'extendedcab'],
  ['regular', 'regularcab'],
  ['convertiblecoupe', 'convertible'],
]);

export function bodyKey(text: string | undefined): string {
  const key = nameKey(text);
  return bodyNames.get(key) ?? key;
}
