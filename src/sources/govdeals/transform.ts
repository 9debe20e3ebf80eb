import { err, type Result } from '../../core/kernel/result.ts';
import type { Listing, ListingRejection } from '../../core/listing/listing.ts';
import { isRecord } from '../_kit/listing-draft.ts';
import { toRejection } from '../_kit/rejection.ts';
import type { TransformContext } from '../_kit/source.ts';
import { transformCaptureRow } from './transform-capture-row.ts';
import { transformSearchRow } from './transform-search-row.ts';
import { transformSoldPage } from './transform-sold-page.ts';

export function transformGovdeals(
  record: unknown,
  context: TransformContext,
): Result<Listing, ListingRejection> {
  if (!isRecord(record))
    return err(toRejection('not_a_record', 'not an object', { line: context.line, excerpt: record }));
  if ('soldPage' in record) return transformSoldPage(record, context);
  if ('assetAuctionEndDateUtc' in record || 'assetShortDescription' in record)
    return transformSearchRow(record, context);
  return transformCaptureRow(record, context);
}
