import { err, type Result } from '../../core/kernel/result.ts';
import type { Listing, ListingRejection } from '../../core/listing/listing.ts';
import { isRecord } from '../_kit/listing-draft.ts';
import { toRejection } from '../_kit/rejection.ts';
import type { TransformContext } from '../_kit/source.ts';
import { transformLotDetails } from './transform-lot-details.ts';
import { transformSalesDataRow } from './transform-sales-data-row.ts';

export function transformCopart(
  record: unknown,
  context: TransformContext,
): Result<Listing, ListingRejection> {
  if (!isRecord(record))
    return err(toRejection('not_a_record', 'not an object', { line: context.line, excerpt: record }));
  return 'data' in record || 'returnCode' in record
    ? transformLotDetails(record, context)
    : transformSalesDataRow(record, context);
}
