import { ok, type Result } from '../../core/kernel/result.ts';
import type { Listing, ListingRejection } from '../../core/listing/listing.ts';
import { parseCount } from '../../core/listing/parse/parse-count.ts';
import { parseInstantWithZone } from '../../core/listing/parse/parse-instant.ts';
import { parseOdometer } from '../../core/listing/parse/parse-odometer.ts';
import { parsePrice } from '../../core/listing/parse/parse-price.ts';
import { parseState } from '../../core/listing/parse/parse-state.ts';
import { parseVinText } from '../../core/listing/parse/parse-vin-text.ts';
import { parseWebUrl } from '../../core/listing/parse/parse-web-url.ts';
import { parseYear } from '../../core/listing/parse/parse-year.ts';
import { parseZip } from '../../core/listing/parse/parse-zip.ts';
import { readSellerType } from '../../core/listing/parse/read-seller-type.ts';
import { isStated, ListingDraft, type RawRecord } from '../_kit/listing-draft.ts';
import type { TransformContext } from '../_kit/source.ts';
import { describeGovdeals, govdealsId } from './describe.ts';
import { failUnlessDollars } from './fail-unless-dollars.ts';
import { toLotKey, toLotUrl } from './lot-key.ts';

const { timeZone } = describeGovdeals();

/**
 * One row of the site's search answer, with the fields of its detail answer where they were merged in. Only
 * `assetAuctionEndDateUtc` says when it ends: `assetAuctionEndDate` is the same moment on an Eastern clock.
 */
export function transformSearchRow(
  record: RawRecord,
  context: TransformContext,
): Result<Listing, ListingRejection> {
  const draft = new ListingDraft(record, context);
  failUnlessDollars(draft, 'currencyCode');
  draft.takeTitle('assetShortDescription');
  draft.takeDescription(isStated(record.assetLongDesc) ? 'assetLongDesc' : 'assetLongDescription');
  draft.takeName('category', 'categoryDescription');
  draft.takeFact('year', 'modelYear', (raw) => parseYear(raw, draft.lastModelYear));
  draft.takeName('make', 'makebrand');
  draft.takeName('model', 'model');
  draft.takeFact('vin', 'vinserial', parseVinText);
  takeOdometer(draft, 'meterCount');
  draft.takeName('sellerName', 'companyName');
  draft.setFact('sellerType', readSellerType(draft.facts.sellerName ?? ''), '/companyName');
  draft.takeName('city', 'locationCity');
  draft.takeFact('state', 'locationState', parseState);
  draft.takeFact('zip', 'locationZip', parseZip);
  draft.takeFact('photoUrls', 'photo', (raw) => {
    const url = parseWebUrl(typeof raw === 'string' ? `https://files.lqdt1.com/${raw}` : undefined);
    return url.ok ? ok([url.value]) : url;
  });
  takeState(draft);
  const key = toLotKey(record.assetId, record.accountId);
  return draft.finish(govdealsId, key, key && toLotUrl(key));
}

function takeState(draft: ListingDraft): void {
  const { record } = draft;
  draft.mustTakeState('currentBidCents', 'currentBid', parsePrice);
  draft.takeState('bidCount', 'bidCount', parseCount);
  if (typeof record.isReserveNotMet === 'boolean')
    draft.setState('reserveMet', !record.isReserveNotMet, '/isReserveNotMet');
  draft.takeState('startsAt', 'assetAuctionStartDate', (raw) => {
    const parsed = parseInstantWithZone(raw, timeZone);
    return parsed.ok ? ok(parsed.value.instant) : parsed;
  });
  if (isStated(record.assetAuctionEndDateUtc))
    draft.takeEnd(parseInstantWithZone(record.assetAuctionEndDateUtc), 'assetAuctionEndDateUtc');
  draft.setStatusByClock('/assetAuctionEndDateUtc');
  const { currentBidCents, endsAt } = draft.state;
  if (record.isSoldAuction !== true || currentBidCents === undefined || currentBidCents === 0) return;
  if (endsAt === undefined) {
    draft.warn('sale_without_end', 'marked as sold and no end is stated; taken as ended', 'isSoldAuction');
    draft.setState('status', 'ended', '/isSoldAuction');
    return;
  }
  if (!draft.isPast(endsAt)) {
    draft.warn('sale_not_over', 'marked as sold before its end; taken as not sold', 'isSoldAuction');
    return;
  }
  draft.setState('status', 'sold', '/isSoldAuction');
  draft.setState('hammerPriceCents', currentBidCents, '/currentBid');
}

export function takeOdometer(draft: ListingDraft, field: string): void {
  const raw = draft.record[field];
  if (!isStated(raw)) return;
  const parsed = parseOdometer(raw);
  if (!parsed.ok) {
    draft.warn(parsed.error.code, `${parsed.error.reason}; the fact is left out`, field);
    return;
  }
  draft.setFact('odometerMiles', parsed.value.miles, `/${field}`);
  draft.setFact('odometerBrand', parsed.value.brand, `/${field}`);
}
