import { type Cents, toRatio } from '../../core/kernel/money.ts';
import { ok, type Result } from '../../core/kernel/result.ts';
import type { Listing, ListingRejection } from '../../core/listing/listing.ts';
import { parseInstantWithZone } from '../../core/listing/parse/parse-instant.ts';
import { parseOdometer } from '../../core/listing/parse/parse-odometer.ts';
import { parsePrice } from '../../core/listing/parse/parse-price.ts';
import { parseState } from '../../core/listing/parse/parse-state.ts';
import { parseVinText } from '../../core/listing/parse/parse-vin-text.ts';
import { parseWebUrl } from '../../core/listing/parse/parse-web-url.ts';
import { parseYear } from '../../core/listing/parse/parse-year.ts';
import { readSellerType } from '../../core/listing/parse/read-seller-type.ts';
import { isRecord, isStated, ListingDraft, type RawRecord } from '../_kit/listing-draft.ts';
import type { TransformContext } from '../_kit/source.ts';
import { govdealsId } from './describe.ts';
import { failUnlessDollars } from './fail-unless-dollars.ts';
import { toLotKey, toLotUrl } from './lot-key.ts';

/** A premium beyond this is two amounts that do not belong together. */
const maxPremiumRatio = 0.3;

/**
 * The saved page of one lot: schema.org JSON-LD, flattened here to `path/to/field` so that provenance names it.
 * Sold means: `SoldOut`, a price above 0, and an end that has passed. `offers.price` is the hammer price;
 * `lblSoldAmount` is hammer plus premium.
 */
export function transformSoldPage(
  record: RawRecord,
  context: TransformContext,
): Result<Listing, ListingRejection> {
  const draft = new ListingDraft(flatten(record), context, (field) => `/${field}`);
  failUnlessDollars(draft, 'soldPage/offers/priceCurrency');
  draft.takeTitle('soldPage/name');
  draft.takeDescription('soldPage/description');
  draft.takeFact('year', 'soldPage/vehicleModelDate', (raw) => parseYear(raw, draft.lastModelYear));
  draft.takeName('make', 'soldPage/brand/name');
  draft.takeName('model', 'soldPage/model');
  draft.takeFact('vin', 'soldPage/vehicleIdentificationNumber', parseVinText);
  takeMileage(draft);
  draft.takeName('sellerName', 'soldPage/seller/name');
  draft.setFact('sellerType', readSellerType(draft.facts.sellerName ?? ''), '/soldPage/seller/name');
  draft.takeName('city', 'soldPage/seller/address/addressLocality');
  draft.takeFact('state', 'soldPage/seller/address/addressRegion', parseState);
  draft.takeFact('photoUrls', 'soldPage/image', (raw) => {
    const url = parseWebUrl(raw);
    return url.ok ? ok([url.value]) : url;
  });
  takeSale(draft);
  const stated = parseWebUrl(draft.record['soldPage/offers/url'], 'govdeals.com');
  const url = stated.ok ? stated.value : undefined;
  const ids = /\/asset\/(\d{1,15})\/(\d{1,15})(?:[/?#]|$)/.exec(url ?? '');
  const key = toLotKey(ids?.[1], ids?.[2]);
  return draft.finish(govdealsId, key, key && (url ?? toLotUrl(key)));
}

function takeSale(draft: ListingDraft): void {
  const { record } = draft;
  draft.mustTakeState('currentBidCents', 'soldPage/offers/price', parsePrice);
  if (isStated(record['soldPage/subjectOf/endDate']))
    draft.takeEnd(parseInstantWithZone(record['soldPage/subjectOf/endDate']), 'soldPage/subjectOf/endDate');
  draft.setStatusByClock('/soldPage/subjectOf/endDate');
  const availability = record['soldPage/offers/availability'];
  const { currentBidCents: hammer, endsAt } = draft.state;
  const soldOut = typeof availability === 'string' && /^https?:\/\/schema\.org\/SoldOut$/.test(availability);
  // without an end nobody can tell that the price is final, but sold out is not open
  if (soldOut && endsAt === undefined) draft.setState('status', 'ended', '/soldPage/offers/availability');
  if (!soldOut || hammer === undefined || hammer === 0 || !draft.isPast(endsAt)) return;
  draft.setState('status', 'sold', '/soldPage/offers/availability');
  draft.setState('hammerPriceCents', hammer, '/soldPage/offers/price');
  takePremium(draft, hammer);
}

/** (hammer + premium) / hammer − 1, to the tenth of a percent in which premiums are set. */
function takePremium(draft: ListingDraft, hammer: Cents): void {
  const stated = draft.record.soldAmount;
  if (!isStated(stated)) return;
  const sold = parsePrice(stated);
  if (!sold.ok) {
    draft.warn(sold.error.code, `${sold.error.reason}; the premium is left out`, 'soldAmount');
    return;
  }
  const ratio = Math.round((sold.value / hammer - 1) * 1000) / 1000;
  if (ratio < 0 || ratio > maxPremiumRatio) {
    draft.warn('bad_premium', 'the amounts do not differ by a premium; it is left out', 'soldAmount');
    return;
  }
  draft.setFact('buyerPremiumRatio', toRatio(ratio), '/soldAmount ÷ /soldPage/offers/price − 1');
}

function takeMileage(draft: ListingDraft): void {
  const field = 'soldPage/mileageFromOdometer/value';
  const raw = draft.record[field];
  if (!isStated(raw)) return;
  const unit = draft.record['soldPage/mileageFromOdometer/unitText'];
  const metric = typeof unit === 'string' && /^(?:km|kilomet)/i.test(unit.trim());
  const parsed = parseOdometer(raw, metric ? 'kilometers' : 'miles');
  if (!parsed.ok) {
    draft.warn(parsed.error.code, `${parsed.error.reason}; the fact is left out`, field);
    return;
  }
  draft.setFact('odometerMiles', parsed.value.miles, `/${field}`);
  draft.setFact('odometerBrand', parsed.value.brand, `/${field}`);
}

/** Nested objects to one level: `{a: {b: 1}}` → `{'a/b': 1}`; at most five levels and 200 fields. */
function flatten(record: RawRecord): RawRecord {
  const flat = new Map<string, unknown>();
  const walk = (value: RawRecord, prefix: string, depth: number): void => {
    for (const [key, each] of Object.entries(value)) {
      if (flat.size >= 200) return;
      if (isRecord(each) && depth < 5) walk(each, `${prefix}${key}/`, depth + 1);
      else flat.set(`${prefix}${key}`, each);
    }
  };
  walk(record, '', 1);
  return Object.fromEntries(flat);
}
