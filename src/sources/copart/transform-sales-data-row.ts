import type { Instant } from '../../core/kernel/instant.ts';
import type { Cents } from '../../core/kernel/money.ts';
import { ok, type Result } from '../../core/kernel/result.ts';
import type { Listing, ListingRejection } from '../../core/listing/listing.ts';
import { problem } from '../../core/listing/parse/field-problem.ts';
import { parseCount } from '../../core/listing/parse/parse-count.ts';
import { parseCompactInstant, parseInstantWithZone } from '../../core/listing/parse/parse-instant.ts';
import { parseOdometer } from '../../core/listing/parse/parse-odometer.ts';
import { parsePrice } from '../../core/listing/parse/parse-price.ts';
import { parseState } from '../../core/listing/parse/parse-state.ts';
import { parseVinText } from '../../core/listing/parse/parse-vin-text.ts';
import { parseWebUrl } from '../../core/listing/parse/parse-web-url.ts';
import { parseYear } from '../../core/listing/parse/parse-year.ts';
import { parseZip } from '../../core/listing/parse/parse-zip.ts';
import { readSellerType } from '../../core/listing/parse/read-seller-type.ts';
import {
  isStated,
  isZero,
  ListingDraft,
  maxDescriptionLength,
  type RawRecord,
  toPointer,
} from '../_kit/listing-draft.ts';
import type { TransformContext } from '../_kit/source.ts';
import { keyAnswers, odometerBrands, titleBrands, vehicleTypes } from './codes.ts';
import { copartId, describeCopart } from './describe.ts';

const { timeZone } = describeCopart();
const highBidColumn = 'High Bid =non-vix,Sealed=Vix';

/** One row of the members' sales-data download. In its amounts, dates and odometers 0 means unknown. */
export function transformSalesDataRow(
  record: RawRecord,
  download: TransformContext,
): Result<Listing, ListingRejection> {
  const context = { ...download, observedAt: seenAt(record, download.observedAt) };
  const draft = new ListingDraft(record, context);
  const currency = record['Currency Code'];
  if (isStated(currency) && currency !== 'USD')
    draft.fail('currency_not_usd', 'the lot is not sold in US dollars', 'Currency Code');
  takeVehicle(draft);
  takeCondition(draft);
  takePlace(draft);
  takeState(draft);
  const lot = draft.readName('Lot number', 20);
  const id = lot !== undefined && /^\d{1,12}$/.test(lot) ? lot : undefined;
  return draft.finish(copartId, id, id && `https://www.copart.com/lot/${id}`);
}

/**
 * A row is as old as its own last update, whenever the file was downloaded: its bid and status are of that moment.
 * A stamp that cannot be read, or lies after the download, gives way to the download's time.
 */
function seenAt(record: RawRecord, downloadedAt: Instant): Instant {
  const updated = parseInstantWithZone(record['Last Updated Time']);
  return updated.ok && updated.value.precision === 'minute' && updated.value.instant < downloadedAt
    ? updated.value.instant
    : downloadedAt;
}

function takeVehicle(draft: ListingDraft): void {
  const type = draft.readName('Vehicle Type', 20);
  draft.setFact('category', type && (vehicleTypes.get(type) ?? type), '/Vehicle Type');
  draft.takeFact('year', 'Year', (raw) => parseYear(raw, draft.lastModelYear));
  draft.takeName('make', 'Make');
  // the group is written out ("GRAND CARAVAN"), the detail is cut at ten characters ("GRAND CARA")
  const group = draft.readName('Model Group');
  const groupNamesOne = group !== undefined && !/^ALL (?:MODELS|OTHER)/i.test(group);
  draft.takeName('model', groupNamesOne ? 'Model Group' : 'Model Detail');
  draft.takeName('trim', 'Trim');
  draft.takeName('body', 'Body Style');
  draft.takeName('color', 'Color');
  draft.takeName('engine', 'Engine');
  draft.takeName('drive', 'Drive');
  draft.takeName('transmission', 'Transmission');
  draft.takeName('fuel', 'Fuel Type');
  draft.takeFact('cylinders', 'Cylinders', parseCylinders);
  draft.takeFact('vin', 'VIN', parseVinText);
  const { year, make } = draft.facts;
  const model = draft.readName('Model Detail') ?? group;
  const title = [year, make, model].filter((part) => part !== undefined).join(' ');
  draft.setFact('title', title, '/Year /Make /Model Detail');
  draft.takeFact('photoUrls', 'Image Thumbnail', (raw) => {
    const text = typeof raw === 'string' ? raw.trim() : '';
    const url = parseWebUrl(/^https?:/i.test(text) ? text : `https://${text}`);
    return url.ok ? ok([url.value]) : url;
  });
}

const parseCylinders = (raw: unknown) => {
  const count = parseCount(raw);
  return count.ok && count.value >= 1 && count.value <= 16
    ? count
    : problem('bad_count', 'not a number of cylinders');
};

function takeCondition(draft: ListingDraft): void {
  const note = draft.readName('Special Note', maxDescriptionLength);
  const announcements = draft.readName('Announcements', maxDescriptionLength);
  const description = [note, announcements].filter((part) => part !== undefined).join('\n');
  draft.setFact('description', description === '' ? undefined : description, '/Special Note /Announcements');
  takeOdometer(draft, /kilomet/i.test(description) ? 'kilometers' : 'miles');
  takeTitleBrand(draft);
  draft.setFact('hasKeys', keyAnswers.get(draft.readName('Has Keys-Yes or No') ?? ''), '/Has Keys-Yes or No');
  const runs = draft.readName('Runs/Drives');
  if (runs === 'Run & Drive Verified') draft.setFact('runsAndDrives', true, '/Runs~1Drives');
  if (runs === 'Run & Drive Verified' || runs === 'Vehicle Starts')
    draft.setFact('starts', true, '/Runs~1Drives');
  draft.takeName('primaryDamage', 'Damage Description');
  draft.takeName('secondaryDamage', 'Secondary Damage');
  takeGrade(draft);
  takeAmount(draft, 'Est. Retail Value', (cents, from) => draft.setFact('estimatedRetailCents', cents, from));
  takeAmount(draft, 'Repair cost', (cents, from) => draft.setFact('estimatedRepairCents', cents, from));
  draft.takeName('sellerName', 'Seller Name');
  draft.setFact('sellerType', readSellerType(draft.facts.sellerName ?? ''), '/Seller Name');
}

/** 0 is "not read", whatever the brand says of it. */
function takeOdometer(draft: ListingDraft, unit: 'miles' | 'kilometers'): void {
  const raw = draft.record.Odometer;
  const brandCode = draft.readName('Odometer Brand', 20);
  draft.setFact('odometerBrand', odometerBrands.get(brandCode ?? ''), '/Odometer Brand');
  if (brandCode !== undefined && !odometerBrands.has(brandCode))
    draft.warn('unknown_odometer_brand', 'a code of odometer brand that is not known', 'Odometer Brand');
  if (!isStated(raw) || isZero(raw)) return;
  const parsed = parseOdometer(raw, unit);
  if (!parsed.ok) {
    draft.warn(parsed.error.code, `${parsed.error.reason}; the fact is left out`, 'Odometer');
    return;
  }
  draft.setFact('odometerMiles', parsed.value.miles, '/Odometer');
  draft.setFact('odometerBrand', parsed.value.brand, '/Odometer');
}

function takeTitleBrand(draft: ListingDraft): void {
  const code = draft.readName('Sale Title Type', 20);
  if (code === undefined) return;
  const brand = titleBrands.get(code);
  if (brand === undefined)
    draft.warn(
      'unknown_title_type',
      'a code of title type that is not known; counted as salvage, which most lots here are',
      'Sale Title Type',
    );
  draft.setFact('titleBrand', brand ?? 'salvage', '/Sale Title Type');
}

/** `AutoGrade` 1.0–5.0; 0 is "not graded". */
function takeGrade(draft: ListingDraft): void {
  if (isZero(draft.record.AutoGrade)) return;
  draft.takeFact('conditionGrade', 'AutoGrade', (raw) => {
    const grade = typeof raw === 'string' && raw.length < 10 ? Number(raw) : Number.NaN;
    return grade >= 1 && grade <= 5 ? ok(grade) : problem('bad_grade', 'not a grade from 1.0 to 5.0');
  });
}

/** Where the lot stands: at a place of its own if it is offsite, in the yard otherwise. */
function takePlace(draft: ListingDraft): void {
  const offsite = isStated(draft.record['Offsite Zip']) && isStated(draft.record['Offsite State']);
  draft.takeName('city', offsite ? 'Offsite City' : 'Location city');
  draft.takeFact('state', offsite ? 'Offsite State' : 'Location state', parseState);
  draft.takeFact('zip', offsite ? 'Offsite Zip' : 'Location ZIP', parseZip);
}

function takeState(draft: ListingDraft): void {
  const { record } = draft;
  takeAmount(draft, 'Buy-It-Now Price', (cents, from) => draft.setState('buyNowCents', cents, from));
  const bid = record[highBidColumn];
  if (isStated(bid)) {
    const parsed = parsePrice(bid);
    if (!parsed.ok) draft.fail(parsed.error.code, parsed.error.reason, highBidColumn);
    else if (parsed.value > 0) draft.setState('currentBidCents', parsed.value, `/${highBidColumn}`);
  }
  const date = record['Sale Date M/D/CY'];
  if (!isStated(date) || isZero(date)) {
    draft.setState('status', 'scheduled', '/Sale Date M~1D~1CY');
    return;
  }
  const clock = draft.readName('Sale time (HHMM)', 20) ?? '';
  const zone = draft.readName('Time Zone', 20) ?? timeZone;
  draft.takeEnd(
    parseCompactInstant(draft.readName('Sale Date M/D/CY', 20) ?? '', clock, zone),
    'Sale Date M/D/CY',
  );
  draft.setStatusByClock('/Sale Date M~1D~1CY');
}

/** An amount beside the bid: 0 is unknown, and one that cannot be read is left out with a warning. */
function takeAmount(draft: ListingDraft, field: string, set: (cents: Cents, from: string) => void): void {
  const raw = draft.record[field];
  if (!isStated(raw)) return;
  const parsed = parsePrice(raw);
  if (!parsed.ok) draft.warn(parsed.error.code, `${parsed.error.reason}; it is left out`, field);
  else if (parsed.value > 0) set(parsed.value, toPointer(field));
}
