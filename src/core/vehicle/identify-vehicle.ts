import type { ListingFacts } from '../listing/listing.ts';
import { readBody, readDrive, readEngine, readFuel, readTransmission } from './names/equipment.ts';
import { canonicalMake } from './names/makes.ts';
import { canonicalModel, type ModelMatch } from './names/models.ts';
import { isKnownTrim, joinTrim } from './names/trims.ts';
import { latestModelYear, readTitle, type TitleReading } from './read-title.ts';
import { segmentOf } from './segment-of.ts';
import type { DecodedVin, Vehicle, VinReading } from './vehicle.ts';
import { parseVin } from './vin.ts';
import type { VinDecoder } from './vin-decoder.ts';

type Draft = { -readonly [K in keyof Vehicle]?: Vehicle[K] };
type Origin = 'vin' | 'stated' | 'title';

interface Stated {
  readonly year?: number;
  readonly make?: string;
  readonly match?: ModelMatch;
  /** A model that the dictionary lacks, as written. */
  readonly writtenModel?: string;
}

const earliestStatedYear = 1900;
const longestName = 60;

/** Makes that sold one car under either badge: a difference between them is no disagreement. */
const sameBadges: readonly ReadonlySet<string>[] = [
  new Set(['Dodge', 'Ram']),
  new Set(['Toyota', 'Scion']),
  new Set(['Chevrolet', 'Geo']),
  new Set(['Freightliner', 'Dodge', 'Mercedes-Benz']),
  new Set(['International', 'IC Bus']),
  new Set(['Polaris', 'Slingshot']),
];
const isSameMake = (one: string, other: string): boolean =>
  one === other || sameBadges.some((badges) => badges.has(one) && badges.has(other));

function tidyName(text: string): string | undefined {
  const name = text.trim().replace(/\s+/g, ' ').slice(0, longestName);
  if (!/[a-z0-9]/i.test(name)) return undefined;
  return name === name.toUpperCase() && name.length > 3
    ? name.toLowerCase().replace(/(?:^|[ -])[a-z]/g, (start) => start.toUpperCase())
    : name;
}

function readStated(facts: ListingFacts): Stated {
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

function readVin(text: string | undefined, decoder: VinDecoder): VinReading | undefined {
  if (text === undefined) return undefined;
  const parsed = parseVin(text);
  if (!parsed.ok) return undefined;
  const decoded = decoder.decode(parsed.value.vin);
  return { vin: parsed.value.vin, valid: parsed.value.valid, ...(decoded === undefined ? {} : { decoded }) };
}

/** Undefined where nothing was stated to compare. */
function compareWithVin(
  decoded: DecodedVin | undefined,
  year: number | undefined,
  make: string | undefined,
): boolean | undefined {
  if (decoded === undefined) return undefined;
  const comparisons: boolean[] = [];
  if (year !== undefined && decoded.year !== undefined) comparisons.push(year === decoded.year);
  // a trailer's maker code is shared by many brands
  if (make !== undefined && decoded.make !== undefined && decoded.vehicleType !== 'trailer')
    comparisons.push(isSameMake(make, decoded.make));
  return comparisons.length === 0 ? undefined : comparisons.every(Boolean);
}

/** How sure we are of year, make and model; see README for what each step means. */
const confidenceOf = {
  vinAndStated: 0.99,
  vinAlone: 0.95,
  stated: 0.88,
  title: 0.82,
  statedAgainstVin: 0.35,
  vinAgainstStated: 0.6,
  unlistedModel: 0.15,
  openModelName: 0.15,
  otherModel: 0.12,
  wrongCheckDigit: 0.08,
  withoutYear: 0.3,
  withoutModel: 0.3,
  nothing: 0,
} as const;

const clampConfidence = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 100) / 100;

const firstKnown = <T>(
  ...choices: readonly (readonly [value: T | undefined, origin: Origin])[]
): readonly [value: T, origin: Origin] | undefined => {
  for (const [value, origin] of choices) if (value !== undefined) return [value, origin];
  return undefined;
};

/** A stated model that says more than the VIN's ("Expedition MAX" for "Expedition"), or stands where vPIC's was inferred. */
function prefersStated(match: ModelMatch, decoded: DecodedVin): boolean {
  if (decoded.model === undefined || decoded.modelInferred === true) return true;
  return !match.assumed && match.model !== decoded.model && match.model.includes(decoded.model);
}

/**
 * The car behind a lot, out of its fields, its VIN and its title. Never throws and never guesses a year:
 * what nobody says stays absent. A VIN whose check digit is right outranks stated year and make; a VIN whose
 * check digit is wrong only fills in what is not stated. `provenance.conflict` says which won and why.
 */
export function identifyVehicle(
  facts: ListingFacts,
  vinDecoder: VinDecoder,
  extra: { readonly vin?: string } = {},
): Vehicle {
  const stated = readStated(facts);
  const title = readTitle(facts.title);
  const vin = readVin(facts.vin, vinDecoder) ?? readVin(extra.vin, vinDecoder);
  const decoded = vin?.decoded;
  const claimedYear = firstKnown([stated.year, 'stated'], [title.year, 'title']);
  const claimedMake = firstKnown([stated.make, 'stated'], [title.make, 'title']);
  const agrees = compareWithVin(decoded, claimedYear?.[0], claimedMake?.[0]);
  const vinWins = vin?.valid === true && decoded !== undefined;

  const draft: Draft = {};
  const provenance: Record<string, string> = {};
  const put = <K extends keyof Draft>(
    field: K,
    known: readonly [value: NonNullable<Draft[K]>, origin: Origin] | undefined,
  ): void => {
    if (known === undefined) return;
    [draft[field]] = known;
    provenance[field] = known[1];
  };

  const fromVin = decoded ?? {};
  put(
    'year',
    vinWins
      ? firstKnown([fromVin.year, 'vin'], claimedYear ?? [undefined, 'title'])
      : firstKnown(claimedYear ?? [undefined, 'title'], [fromVin.year, 'vin']),
  );
  put(
    'make',
    vinWins
      ? firstKnown([fromVin.make, 'vin'], claimedMake ?? [undefined, 'title'])
      : firstKnown(claimedMake ?? [undefined, 'title'], [fromVin.make, 'vin']),
  );
  const model = chooseModel(draft.make, stated, title, decoded, vinWins);
  if (model !== undefined) {
    put('model', [model.name, model.origin]);
    if (model.make !== undefined) draft.make = model.make;
  }
  if (vin !== undefined) draft.vin = agrees === undefined ? vin : { ...vin, agrees };
  if (agrees === false && decoded !== undefined) {
    const claim = [claimedYear?.[0], claimedMake?.[0]].filter((part) => part !== undefined).join(' ');
    const reading = [decoded.year, decoded.make].filter((part) => part !== undefined).join(' ');
    provenance.conflict = vinWins
      ? `vin: its check digit is right and it says ${reading}; the listing says ${claim}`
      : `${claimedYear?.[1] ?? claimedMake?.[1] ?? 'stated'}: the VIN's check digit is wrong; it says ${reading}, the listing says ${claim}`;
  }
  // a VIN that speaks of another car says nothing about this one's equipment
  const trusted = agrees === false && !vinWins ? {} : fromVin;
  const line = segmentOf({ ...trusted, ...draft });
  putEquipment(put, facts, stated, title, trusted, line === 'other' ? undefined : line.endsWith('_pickup'));
  const segment = segmentOf({ ...trusted, ...draft });
  return {
    ...draft,
    segment,
    confidence: confidenceIn(draft, stated, title, vin, agrees, model?.differs ?? false),
    provenance,
  };
}

interface ChosenModel {
  readonly name: string;
  readonly make?: string;
  readonly origin: Origin;
  /** VIN and listing name different models. */
  readonly differs: boolean;
}

function chooseModel(
  make: string | undefined,
  stated: Stated,
  title: TitleReading,
  decoded: DecodedVin | undefined,
  vinWins: boolean,
): ChosenModel | undefined {
  const { match } = stated;
  const sameMake = (other: string | undefined): boolean =>
    make !== undefined && other !== undefined && isSameMake(make, other);
  const claimed =
    match !== undefined &&
    sameMake(match.make) &&
    !(match.assumed && title.model !== undefined && !title.assumed)
      ? { name: match.model, make: match.make, origin: 'stated' as const }
      : title.model !== undefined && sameMake(title.make)
        ? {
            name: title.model,
            ...(title.make === undefined ? {} : { make: title.make }),
            origin: 'title' as const,
          }
        : undefined;
  const ofVin = decoded?.model !== undefined && sameMake(decoded.make) ? decoded : undefined;
  const differs = claimed !== undefined && ofVin !== undefined && claimed.name !== ofVin.model;
  if (ofVin?.model !== undefined && (vinWins || claimed === undefined)) {
    const finer =
      differs && match !== undefined && claimed?.origin === 'stated' && prefersStated(match, ofVin);
    if (!finer)
      return {
        name: ofVin.model,
        ...(ofVin.make === undefined ? {} : { make: ofVin.make }),
        origin: 'vin',
        differs,
      };
    return { name: match.model, origin: 'stated', differs: false };
  }
  if (claimed !== undefined) return { ...claimed, differs };
  return stated.writtenModel === undefined || (stated.make !== undefined && !sameMake(stated.make))
    ? undefined
    : { name: stated.writtenModel, origin: 'stated', differs: false };
}

/** Some run lists cut names to ten characters: "EXPLORER X" was an XLT. */
const cutLength = 10;

/** Drops the last word of a cut name, unless it is a whole trim that the VIN does not contradict. */
function withoutCutWord(written: string, rest: string, vinTrim: string | undefined): string {
  if (written.length !== cutLength || rest === '') return rest;
  const words = rest.split(' ');
  const last = words.at(-1) ?? '';
  const isWhole =
    last.length > 1 && isKnownTrim(last) && (vinTrim === undefined || vinTrim.toLowerCase() === last);
  return isWhole ? rest : words.slice(0, -1).join(' ');
}

/** Cabs are of pickups, and nothing else has one: "Power Wagon" is no wagon, an "extended" van has no cab. */
function fitsBody(body: string, isPickup: boolean): boolean {
  if (/^(?:Crew|Extended|Regular) Cab$|^Pickup$/.test(body)) return isPickup;
  return !isPickup || body === 'Chassis Cab' || body === 'Convertible';
}

function putEquipment(
  put: <K extends keyof Draft>(
    field: K,
    known: readonly [value: NonNullable<Draft[K]>, origin: Origin] | undefined,
  ) => void,
  facts: ListingFacts,
  stated: Stated,
  title: TitleReading,
  fromVin: DecodedVin,
  isPickup: boolean | undefined,
): void {
  const ownRest = withoutCutWord(facts.model ?? '', stated.match?.rest ?? '', fromVin.trim);
  const rest = `${ownRest} ${facts.trim ?? ''}`.trim();
  const statedTrim = joinTrim(stated.match?.version, facts.trim ?? ownRest);
  put('trim', firstKnown([statedTrim, 'stated'], [title.trim, 'title'], [fromVin.trim, 'vin']));
  const statedBody = facts.body === undefined ? undefined : readBody(facts.body, 'field');
  const fits = (body: string | undefined): string | undefined =>
    body === undefined || isPickup === undefined || fitsBody(body, isPickup) ? body : undefined;
  put(
    'body',
    firstKnown(
      [fits(statedBody), 'stated'],
      [fits(readBody(rest, 'title')), 'stated'],
      [fits(readBody(facts.title, 'title')), 'title'],
      [fits(fromVin.body), 'vin'],
    ),
  );
  const statedDrive = facts.drive === undefined ? undefined : readDrive(facts.drive);
  put(
    'drive',
    firstKnown(
      [statedDrive, 'stated'],
      [readDrive(rest), 'stated'],
      [readDrive(facts.title), 'title'],
      [fromVin.drive, 'vin'],
    ),
  );
  const engine = facts.engine === undefined ? {} : readEngine(facts.engine);
  const titleEngine = readEngine(facts.title);
  const statedCylinders =
    facts.cylinders !== undefined && facts.cylinders >= 1 && facts.cylinders <= 16
      ? facts.cylinders
      : undefined;
  put(
    'engineCylinders',
    firstKnown(
      [fromVin.engineCylinders, 'vin'],
      [statedCylinders, 'stated'],
      [engine.cylinders, 'stated'],
      [titleEngine.cylinders, 'title'],
    ),
  );
  put(
    'engineLiters',
    firstKnown([fromVin.engineLiters, 'vin'], [engine.liters, 'stated'], [titleEngine.liters, 'title']),
  );
  const statedFuel = facts.fuel === undefined ? undefined : readFuel(facts.fuel);
  put(
    'fuel',
    firstKnown(
      [fromVin.fuel, 'vin'],
      [statedFuel, 'stated'],
      [readFuel(rest), 'stated'],
      [readFuel(facts.title), 'title'],
    ),
  );
  const statedTransmission =
    facts.transmission === undefined ? undefined : readTransmission(facts.transmission);
  put('transmission', firstKnown([statedTransmission, 'stated'], [readTransmission(facts.title), 'title']));
  const color = facts.color?.trim().toLowerCase().slice(0, 40) ?? '';
  if (/[a-z]/.test(color)) put('color', [color, 'stated']);
}

function confidenceIn(
  draft: Draft,
  stated: Stated,
  title: TitleReading,
  vin: VinReading | undefined,
  agrees: boolean | undefined,
  modelsDiffer: boolean,
): number {
  if (draft.make === undefined) return confidenceOf.nothing;
  const decoded = vin?.decoded;
  let confidence: number = stated.make === undefined ? confidenceOf.title : confidenceOf.stated;
  if (decoded !== undefined && vin?.valid === true) {
    if (agrees === undefined) confidence = confidenceOf.vinAlone;
    else confidence = agrees ? confidenceOf.vinAndStated : confidenceOf.vinAgainstStated;
  } else if (decoded !== undefined && agrees === false) confidence = confidenceOf.statedAgainstVin;
  if (vin !== undefined && !vin.valid) confidence -= confidenceOf.wrongCheckDigit;
  if (modelsDiffer) confidence -= confidenceOf.otherModel;
  if (draft.year === undefined) confidence -= confidenceOf.withoutYear;
  if (draft.model === undefined) confidence -= confidenceOf.withoutModel;
  else if (canonicalModel(draft.make, draft.model) === undefined) confidence -= confidenceOf.unlistedModel;
  const byName = decoded?.model === undefined;
  if (byName && (stated.match === undefined ? title.assumed : stated.match.assumed))
    confidence -= confidenceOf.openModelName;
  return clampConfidence(confidence);
}
