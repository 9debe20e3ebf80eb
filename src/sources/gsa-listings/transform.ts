import { err, type Result } from '../../core/kernel/result.ts';
import type { Listing, ListingRejection } from '../../core/listing/listing.ts';
import { parseCount } from '../../core/listing/parse/parse-count.ts';
import { parseInstantWithZone } from '../../core/listing/parse/parse-instant.ts';
import { parseLocation } from '../../core/listing/parse/parse-location.ts';
import { parsePrice } from '../../core/listing/parse/parse-price.ts';
import { parseWebUrl } from '../../core/listing/parse/parse-web-url.ts';
import { isRecord, isStated, ListingDraft } from '../_kit/listing-draft.ts';
import { toRejection } from '../_kit/rejection.ts';
import type { TransformContext } from '../_kit/source.ts';
import { describeGsaListings, gsaListingsId } from './describe.ts';

const { timeZone } = describeGsaListings();

/** One lot of a saved list. A closed lot leaves the list: the end passed means `ended`, never `sold`. */
export function transformGsaListing(
  record: unknown,
  context: TransformContext,
): Result<Listing, ListingRejection> {
  if (!isRecord(record))
    return err(toRejection('not_a_record', 'not an object', { line: context.line, excerpt: record }));
  const draft = new ListingDraft(record, context);
  draft.takeTitle('item_description');
  draft.setFact('sellerType', 'government', 'every lot of GSA Auctions is sold by the federal government');
  const place = parseLocation(draft.readName('location', 200) ?? '');
  draft.setFact('city', place.city, '/location');
  draft.setFact('state', place.state, '/location');
  draft.setFact('zip', place.zip, '/location');
  draft.mustTakeState('currentBidCents', 'current_bid', parsePrice);
  draft.takeState('bidderCount', 'num_bidders', parseCount);
  if (isStated(record.auction_end_time))
    draft.takeEnd(parseInstantWithZone(record.auction_end_time, timeZone), 'auction_end_time');
  draft.setStatusByClock('/auction_end_time');
  const url = parseWebUrl(record.item_url, 'gsaauctions.gov');
  return draft.finish(gsaListingsId, toLotKey(draft.readName('lot_number')), url.ok ? url.value : undefined);
}

/**
 * `3-1-QSC-I-26-110-051` → `31QSCI26110-51`: the sale number, as the official interface writes it (11 characters),
 * and the lot number.
 */
function toLotKey(lotNumber: string | undefined): string | undefined {
  const match = /^(\d)-(\d)-([A-Z]{3})-([A-Z])-(\d{2})-(\d{3})-(\d{1,4})$/.exec(lotNumber ?? '');
  if (match === null) return lotNumber;
  return `${match.slice(1, 7).join('')}-${Number(match[7])}`;
}
