import type { Finding } from '../finding.ts';
import type { ListingFacts, OdometerBrand, TitleBrand } from '../listing.ts';
import { findEquipment } from '../read/find-equipment.ts';
import { findTrimWords } from '../read/find-trim-words.ts';
import { findVin } from '../read/find-vin.ts';
import { readHours } from '../read/read-hours.ts';
import { readOdometer } from '../read/read-odometer.ts';
import { readPowertrain } from '../read/read-powertrain.ts';
import { type Tokens, tokenizeText } from '../read/tokenize-text.ts';
import { concludeFindings } from './conclude-findings.ts';
import type { ListingReading } from './listing-reading.ts';
import { brandCodes, readFields } from './read-fields.ts';
import { readText } from './read-text.ts';

type Writable = { -readonly [Key in keyof ListingReading]: ListingReading[Key] };
type Where = 'title' | 'description';

/** Gravest first: a lot with two brands is the worse of them. */
const brandOrder: readonly Exclude<TitleBrand, 'clean'>[] = [
  'parts_only',
  'salvage',
  'flood',
  'rebuilt',
  'lemon',
  'bill_of_sale_only',
];

/**
 * Reads a lot like a buyer: what its fields, title and description say of title, running, damage, use and mileage.
 * What the source states as a field wins over prose for facts; for findings all of it is weighed. Of the
 * description the first `maxTextLength` characters are read (`truncated` says so). Never throws.
 */
export function readFindings(facts: ListingFacts): ListingReading {
  const title = tokenizeText(facts.title);
  const description = tokenizeText(facts.description ?? '');
  const titleText = readText(title, 'title');
  const descriptionText = readText(description, 'description');
  const { findings, contradictions } = concludeFindings([
    ...readFields(facts),
    ...titleText.candidates,
    ...descriptionText.candidates,
  ]);
  const provenance: Record<string, string> = Object.create(null) as Record<string, string>;
  const reading: Writable = {
    findings,
    contradictions,
    equipment: [...new Set([...findEquipment(title), ...findEquipment(description)])],
    provenance,
    truncated: title.truncated || description.truncated,
  };
  readNumbers(facts, title, description, reading, provenance);
  readBuild(facts, title, description, reading, provenance);
  reading.odometerBrand = toOdometerBrand(facts, findings);
  if (reading.odometerBrand === undefined) delete reading.odometerBrand;

  const brand = brandOrder.find((name) =>
    findings.some((finding) => finding.code === brandCodes[name] && finding.polarity === 'present'),
  );
  const clean = titleText.cleanTitle ?? descriptionText.cleanTitle;
  if (brand !== undefined) reading.titleBrand = brand;
  else if (facts.titleBrand !== undefined) reading.titleBrand = facts.titleBrand;
  else if (clean !== undefined) {
    reading.titleBrand = 'clean';
    const [where, tokens] =
      titleText.cleanTitle === undefined
        ? (['description', description] as const)
        : (['title', title] as const);
    provenance.titleBrand = toPlace(where, tokens, clean.first, clean.last);
  }
  const keys = findings.find((finding) => finding.code === 'keys' && finding.polarity !== 'unknown');
  if (keys !== undefined) reading.hasKeys = keys.polarity === 'present';
  for (const [field, finding] of [
    ['titleBrand', brand === undefined ? undefined : findings.find((one) => one.code === brandCodes[brand])],
    ['hasKeys', keys],
  ] as const) {
    if (finding !== undefined) {
      provenance[field] =
        finding.in === 'field' ? `field:${field}` : `${finding.in}[${finding.start}..${finding.end}]`;
    }
  }
  return reading;
}

const toPlace = (where: Where, tokens: Tokens, first: number, last: number): string =>
  `${where}[${tokens.starts[first] ?? 0}..${tokens.ends[last] ?? 0}]`;

function toOdometerBrand(facts: ListingFacts, findings: readonly Finding[]): OdometerBrand | undefined {
  if (facts.odometerBrand !== undefined) return facts.odometerBrand;
  const actual = findings.find((finding) => finding.code === 'odometer_not_actual');
  if (actual?.polarity === 'present') return 'not_actual';
  if (findings.some((finding) => finding.code === 'odometer_exempt' && finding.polarity === 'present'))
    return 'exempt';
  if (actual === undefined) return undefined;
  return actual.polarity === 'absent' ? 'actual' : 'unknown';
}

function readNumbers(
  facts: ListingFacts,
  title: Tokens,
  description: Tokens,
  reading: Writable,
  provenance: Record<string, string>,
): void {
  if (facts.odometerMiles !== undefined) {
    reading.odometerMiles = facts.odometerMiles;
    provenance.odometerMiles = 'field:odometerMiles';
  }
  if (facts.vin !== undefined) {
    reading.vin = facts.vin;
    provenance.vin = 'field:vin';
  }
  for (const [where, tokens] of [
    ['description', description],
    ['title', title],
  ] as const) {
    if (reading.odometerMiles === undefined) {
      const found = readOdometer(tokens);
      if (found !== undefined) {
        reading.odometerMiles = found.miles;
        provenance.odometerMiles = toPlace(where, tokens, found.first, found.last);
      }
    }
    if (reading.vin === undefined) {
      const found = findVin(tokens);
      if (found !== undefined) {
        reading.vin = found.vin;
        provenance.vin = toPlace(where, tokens, found.token, found.token);
      }
    }
  }
  const hours = readHours(description);
  if (hours.engineHours !== undefined) {
    reading.engineHours = hours.engineHours;
    provenance.engineHours = 'description';
  }
  if (hours.idleHours !== undefined) {
    reading.idleHours = hours.idleHours;
    provenance.idleHours = 'description';
  }
}

function readBuild(
  facts: ListingFacts,
  title: Tokens,
  description: Tokens,
  reading: Writable,
  provenance: Record<string, string>,
): void {
  for (const [where, tokens] of [
    ['title', title],
    ['description', description],
  ] as const) {
    const found = readPowertrain(tokens);
    for (const field of ['transmission', 'drive', 'engineLiters', 'engineCylinders', 'cab', 'bed'] as const) {
      const part = found[field];
      if (part === undefined || reading[field] !== undefined) continue;
      Object.assign(reading, { [field]: part.value });
      provenance[field] = toPlace(where, tokens, part.first, part.last);
    }
    const engine = found.engineLiters ?? found.engineCylinders;
    if (engine !== undefined && reading.engine === undefined) {
      const last = Math.max(found.engineLiters?.last ?? 0, nearCylinders(found, engine.first));
      reading.engine = tokens.source.slice(tokens.starts[engine.first], tokens.ends[last]);
      provenance.engine = toPlace(where, tokens, engine.first, last);
    }
  }
  if (facts.trim === undefined) {
    const inTitle = findTrimWords(title);
    const words =
      inTitle.length > 0 || !/^(?:19|20)\d\d$/.test(description.words[0] ?? '')
        ? inTitle
        : findTrimWords(description);
    if (words.length > 0) {
      reading.trimWords = words;
      provenance.trimWords = inTitle.length > 0 ? 'title' : 'description';
    }
  }
}

/** The cylinder count belongs to the engine's text where it stands within three words of the litres. */
function nearCylinders(found: ReturnType<typeof readPowertrain>, first: number): number {
  const count = found.engineCylinders;
  return count !== undefined && count.last >= first && count.last - first <= 3 ? count.last : first;
}
