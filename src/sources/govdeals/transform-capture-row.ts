import type { Result } from '../../core/kernel/result.ts';
import type { Listing, ListingRejection } from '../../core/listing/listing.ts';
import { parseCount } from '../../core/listing/parse/parse-count.ts';
import { parseInstantWithZone } from '../../core/listing/parse/parse-instant.ts';
import { parseLocation } from '../../core/listing/parse/parse-location.ts';
import { parsePrice } from '../../core/listing/parse/parse-price.ts';
import { parseState } from '../../core/listing/parse/parse-state.ts';
import { parseWebUrl } from '../../core/listing/parse/parse-web-url.ts';
import { parseYear } from '../../core/listing/parse/parse-year.ts';
import { parseZip } from '../../core/listing/parse/parse-zip.ts';
import { readSellerType } from '../../core/listing/parse/read-seller-type.ts';
import { isStated, ListingDraft, type RawRecord } from '../_kit/listing-draft.ts';
import type { TransformContext } from '../_kit/source.ts';
import { govdealsId } from './describe.ts';
import { failUnlessDollars } from './fail-unless-dollars.ts';
import { toLotKey, toLotUrl } from './lot-key.ts';

/**
 * One line of a capture of live lots. `currentBid` is the live bid, or with no bids yet the opening price; it is
 * never a sale, so an auction that is over is `ended`.
 */
export function transformCaptureRow(
  record: RawRecord,
  context: TransformContext,
): Result<Listing, ListingRejection> {
  const draft = new ListingDraft(record, context);
  failUnlessDollars(draft, 'currencyCode');
  draft.takeTitle('title');
  draft.takeDescription('longDescription');
  draft.takeName('category', 'category');
  draft.takeFact('year', 'modelYear', (raw) => parseYear(raw, draft.lastModelYear));
  draft.takeName('make', 'brand');
  draft.takeName('model', 'model');
  draft.takeName('sellerName', 'company');
  draft.setFact('sellerType', readSellerType(draft.facts.sellerName ?? ''), '/company');
  const place = parseLocation(draft.readName('location', 200) ?? '');
  draft.setFact('city', place.city, '/location');
  draft.takeFact('state', 'state', parseState);
  draft.takeFact('zip', 'zip', parseZip);
  draft.takeFact('photoUrls', 'photoUrl', (raw) => {
    const url = parseWebUrl(raw);
    return url.ok ? { ok: true, value: [url.value] } : url;
  });
  draft.mustTakeState('currentBidCents', 'currentBid', parsePrice);
  draft.takeState('bidCount', 'bidCount', parseCount);
  if (isStated(record.auctionEndUtc))
    draft.takeEnd(parseInstantWithZone(record.auctionEndUtc), 'auctionEndUtc');
  draft.setStatusByClock('/auctionEndUtc');
  const key = toLotKey(record.assetId, record.accountId);
  const stated = parseWebUrl(record.itemUrl, 'govdeals.com');
  return draft.finish(govdealsId, key, stated.ok ? stated.value : key && toLotUrl(key));
}
