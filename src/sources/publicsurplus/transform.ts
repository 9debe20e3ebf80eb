import { err, type Result } from '../../core/kernel/result.ts';
import type { Listing, ListingRejection } from '../../core/listing/listing.ts';
import { cleanLine } from '../../core/listing/parse/clean-text.ts';
import { parsePrice } from '../../core/listing/parse/parse-price.ts';
import { isRecord, isStated, ListingDraft } from '../_kit/listing-draft.ts';
import { toRejection } from '../_kit/rejection.ts';
import type { TransformContext } from '../_kit/source.ts';
import { describePublicsurplus, publicsurplusId } from './describe.ts';
import { parseTimeLeft } from './parse-time-left.ts';

const { timeZone } = describePublicsurplus();

/** One row of a list page: title, current price, time left. Anything else stands on the lot's own page. */
export function transformPublicsurplus(
  record: unknown,
  context: TransformContext,
): Result<Listing, ListingRejection> {
  if (!isRecord(record))
    return err(toRejection('not_a_record', 'not an object', { line: context.line, excerpt: record }));
  const draft = new ListingDraft(record, context);
  draft.takeTitle('titleHtml');
  draft.mustTakeState('currentBidCents', 'priceHtml', (raw) =>
    parsePrice(typeof raw === 'string' ? cleanLine(raw, 60) : raw),
  );
  const left = draft.readName('timeLeftHtml', 60);
  if (left !== undefined && /^(?:ended|closed)$/i.test(left))
    draft.setState('status', 'ended', '/timeLeftHtml');
  else {
    if (isStated(record.timeLeftHtml))
      draft.takeEnd(parseTimeLeft(left ?? '', context.observedAt, timeZone), 'timeLeftHtml');
    draft.setStatusByClock('/timeLeftHtml');
  }
  const id = draft.readName('id', 20);
  const known = id !== undefined && /^\d{1,12}$/.test(id) ? id : undefined;
  const url = known && `https://www.publicsurplus.com/sms/auction/view?auc=${known}`;
  return draft.finish(publicsurplusId, known, url);
}
