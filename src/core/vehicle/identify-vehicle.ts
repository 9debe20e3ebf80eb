import type { ListingFacts } from '../listing/listing.ts';
import { chooseModel } from './choose-model.ts';
import { type Draft, firstKnown, type Put } from './draft.ts';
import { canonicalModel } from './names/models.ts';
import { putEquipment } from './put-equipment.ts';
import { readStated, type Stated } from './read-stated.ts';
import { readTitle, type TitleReading } from './read-title.ts';
import { isSameMake } from './same-make.ts';
import { segmentOf } from './segment-of.ts';
import type { DecodedVin, Vehicle, VinReading } from './vehicle.ts';
import { parseVin } from './vin.ts';
import type { VinDecoder } from './vin-decoder.ts';

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
  fieldsAgainstTitle: 0.12,
  withoutYear: 0.3,
  withoutModel: 0.3,
  nothing: 0,
} as const;

const clampConfidence = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 100) / 100;

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
  const put: Put = (field, known) => {
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
  const model = chooseModel(draft.make, stated, title, vin, agrees === true);
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
  const namesSameMake =
    stated.make !== undefined && title.make !== undefined && isSameMake(stated.make, title.make);
  if (namesSameMake && stated.year !== undefined && title.year !== undefined && stated.year !== title.year) {
    confidence -= confidenceOf.fieldsAgainstTitle;
  }
  if (modelsDiffer) confidence -= confidenceOf.otherModel;
  if (draft.year === undefined) confidence -= confidenceOf.withoutYear;
  if (draft.model === undefined) confidence -= confidenceOf.withoutModel;
  else if (canonicalModel(draft.make, draft.model) === undefined) confidence -= confidenceOf.unlistedModel;
  const byName = decoded?.model === undefined;
  if (byName && (stated.match === undefined ? title.assumed : stated.match.assumed))
    confidence -= confidenceOf.openModelName;
  return clampConfidence(confidence);
}
