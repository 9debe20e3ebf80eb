import { err, ok, type Result } from '../../core/kernel/result.ts';
import type { Listing, ListingRejection, TitleBrand } from '../../core/listing/listing.ts';
import { parseCount } from '../../core/listing/parse/parse-count.ts';
import { parseEpochMs } from '../../core/listing/parse/parse-instant.ts';
import { parseOdometer } from '../../core/listing/parse/parse-odometer.ts';
import { parsePrice } from '../../core/listing/parse/parse-price.ts';
import { parseState } from '../../core/listing/parse/parse-state.ts';
import { parseVinText } from '../../core/listing/parse/parse-vin-text.ts';
import { parseWebUrl } from '../../core/listing/parse/parse-web-url.ts';
import { parseYear } from '../../core/listing/parse/parse-year.ts';
import { parseZip } from '../../core/listing/parse/parse-zip.ts';
import { isRecord, isStated, isZero, ListingDraft, type RawRecord } from '../_kit/listing-draft.ts';
import { toRejection } from '../_kit/rejection.ts';
import type { TransformContext } from '../_kit/source.ts';
import { keyAnswers, odometerBrands } from './codes.ts';
import { copartId } from './describe.ts';

/** Start of `td`, the title's name in words, to its brand; first match counts. Anything else is no brand. */
const titleNames: readonly (readonly [RegExp, TitleBrand])[] = [
  [/DESTRUCTION|PARTS|JUNK|NON.?REPAIR/i, 'parts_only'],
  [/REBUIL|RECONSTRUCT/i, 'rebuilt'],
  [/FLOOD|WATER/i, 'flood'],
  [/SALVAGE/i, 'salvage'],
  [/BILL OF SALE/i, 'bill_of_sale_only'],
];

/** One saved answer of the lot details page, `{data: {lotDetails: {…}}}`, keys abbreviated by the site. */
export function transformLotDetails(
  record: RawRecord,
  context: TransformContext,
): Result<Listing, ListingRejection> {
  const details = isRecord(record.data) ? record.data.lotDetails : undefined;
  if (!isRecord(details))
    return err(toRejection('not_a_lot', 'the answer holds no lot', { line: context.line, excerpt: record }));
  const draft = new ListingDraft(details, context, (field) => `/data/lotDetails/${field}`);
  if (isStated(details.cuc) && details.cuc !== 'USD')
    draft.fail('currency_not_usd', 'the lot is not sold in US dollars', 'cuc');
  takeVehicle(draft);
  takeCondition(draft);
  takeState(draft);
  const lot = draft.readName('ln', 20);
  const id = lot !== undefined && /^\d{1,12}$/.test(lot) ? lot : undefined;
  return draft.finish(copartId, id, id && `https://www.copart.com/lot/${id}`);
}

function takeVehicle(draft: ListingDraft): void {
  draft.takeTitle('ld');
  draft.takeName('category', 'vehTypDesc');
  draft.takeFact('year', 'lcy', (raw) => parseYear(raw, draft.lastModelYear));
  draft.takeName('make', 'mkn');
  draft.takeName('model', 'lm');
  draft.takeName('trim', 'ltd');
  draft.takeName('body', 'bstl');
  draft.takeName('color', 'clr');
  draft.takeName('engine', 'egn');
  draft.takeName('drive', 'drv');
  draft.takeName('transmission', 'tmtp');
  draft.takeName('fuel', 'ft');
  draft.takeFact('cylinders', 'cy', parseCount);
  draft.takeFact('vin', 'fv', parseVinText);
  draft.takeFact('photoUrls', 'tims', (raw) => {
    const url = parseWebUrl(raw);
    return url.ok ? ok([url.value]) : url;
  });
}

function takeCondition(draft: ListingDraft): void {
  const { record } = draft;
  draft.setFact('odometerBrand', odometerBrands.get(draft.readName('obc', 20) ?? ''), '/data/lotDetails/obc');
  if (isStated(record.orr) && !isZero(record.orr))
    draft.takeFact('odometerMiles', 'orr', (raw) => {
      const parsed = parseOdometer(raw);
      return parsed.ok && parsed.value.miles !== undefined
        ? ok(parsed.value.miles)
        : { ok: false, error: { code: 'bad_odometer', reason: 'not a number of miles' } };
    });
  takeTitleBrand(draft);
  draft.setFact('hasKeys', keyAnswers.get(draft.readName('hk', 20) ?? ''), '/data/lotDetails/hk');
  const run = draft.readName('lcd');
  if (run === 'RUNS AND DRIVES') draft.setFact('runsAndDrives', true, '/data/lotDetails/lcd');
  if (run === 'RUNS AND DRIVES' || run === 'ENGINE START PROGRAM')
    draft.setFact('starts', true, '/data/lotDetails/lcd');
  draft.takeName('primaryDamage', 'dd');
  draft.takeName('secondaryDamage', 'sdd');
  // −1 is "not stated"
  if (typeof record.la === 'number' && record.la > 0)
    draft.takeFact('estimatedRetailCents', 'la', parsePrice);
  draft.takeName('city', 'locCity');
  draft.takeFact('state', 'locState', parseState);
  draft.takeFact('zip', 'zip', parseZip);
}

function takeTitleBrand(draft: ListingDraft): void {
  const name = draft.readName('td');
  const brand = name && titleNames.find(([pattern]) => pattern.test(name))?.[1];
  if (brand) draft.setFact('titleBrand', brand, '/data/lotDetails/td');
  else if (draft.readName('tgd') === 'CLEAN TITLE')
    draft.setFact('titleBrand', 'clean', '/data/lotDetails/tgd');
  else if (draft.readName('tgd') !== undefined || name !== undefined) {
    draft.warn('unknown_title_type', 'a title that is not known; counted as salvage', 'td');
    draft.setFact('titleBrand', 'salvage', '/data/lotDetails/td');
  }
}

/** The bid, the seller's buy-it-now price, and when the live sale begins. A lot marked as sold has no price here. */
function takeState(draft: ListingDraft): void {
  const { record } = draft;
  if (!isZero(record.hb)) draft.mustTakeState('currentBidCents', 'hb', parsePrice);
  if (!isZero(record.bnp)) draft.takeState('buyNowCents', 'bnp', parsePrice);
  if (isStated(record.ad) && !isZero(record.ad)) draft.takeEnd(parseEpochMs(record.ad), 'ad');
  if (record.lotSold === true) draft.setState('status', 'ended', '/data/lotDetails/lotSold');
  else if (draft.state.endsAt === undefined) draft.setState('status', 'scheduled', '/data/lotDetails/ad');
  else draft.setStatusByClock('/data/lotDetails/ad');
}
