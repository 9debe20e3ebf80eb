import { err, ok, type Result } from '../../core/kernel/result.ts';
import type { Listing, ListingRejection } from '../../core/listing/listing.ts';
import { cleanText } from '../../core/listing/parse/clean-text.ts';
import { problem } from '../../core/listing/parse/field-problem.ts';
import { parseCount } from '../../core/listing/parse/parse-count.ts';
import { parseInstantWithZone } from '../../core/listing/parse/parse-instant.ts';
import { parsePrice } from '../../core/listing/parse/parse-price.ts';
import { parseState } from '../../core/listing/parse/parse-state.ts';
import { parseWebUrl } from '../../core/listing/parse/parse-web-url.ts';
import { parseZip } from '../../core/listing/parse/parse-zip.ts';
import {
  isRecord,
  isStated,
  ListingDraft,
  maxDescriptionLength,
  type RawRecord,
} from '../_kit/listing-draft.ts';
import { toRejection } from '../_kit/rejection.ts';
import type { TransformContext } from '../_kit/source.ts';
import { describeGsaApi, gsaApiId } from './describe.ts';

const { timeZone } = describeGsaApi();

/**
 * One lot of the official API, its fields in either spelling (`SaleNo`, `saleNo`). No field has the VIN or the miles:
 * they are in the description. A closed lot leaves the feed, so nothing here is ever `sold`.
 */
export function transformGsaApiLot(
  record: unknown,
  context: TransformContext,
): Result<Listing, ListingRejection> {
  if (!isRecord(record))
    return err(toRejection('not_a_record', 'not an object', { line: context.line, excerpt: record }));
  const spellings = new Map(Object.keys(record).map((name) => [name.toLowerCase(), name]));
  const draft = new ListingDraft(
    toLowerCaseNames(record),
    context,
    (field) => `/${spellings.get(field) ?? field}`,
  );
  draft.takeTitle('itemname');
  takeDescription(draft);
  draft.takeName('sellerName', 'agencyname');
  draft.setFact('sellerType', 'government', 'every lot of GSA Auctions is sold by the federal government');
  draft.takeName('city', 'propertycity');
  draft.takeFact('state', 'propertystate', parseState);
  draft.takeFact('zip', 'propertyzip', parseZip);
  draft.takeFact('photoUrls', 'imageurl', (raw) => {
    const url = parseWebUrl(raw);
    return url.ok ? ok([url.value]) : url;
  });
  draft.takeFact('softCloseMinutes', 'inactivitytime', parseMinutes);
  takeState(draft);
  const sale = draft.readName('saleno', 20);
  const lot = draft.readName('lotno', 20);
  const id = sale && lot ? `${sale.replaceAll(' ', '')}-${lot.replace(/^0+(?=\d)/, '')}` : undefined;
  const url = parseWebUrl(draft.record.itemdescurl, 'gsaauctions.gov');
  return draft.finish(gsaApiId, id, url.ok ? url.value : undefined);
}

/** Whole minutes, up to a day. */
function parseMinutes(raw: unknown): ReturnType<typeof parseCount> {
  const count = parseCount(raw);
  return count.ok && count.value > 1_440 ? problem('bad_count', 'over a day') : count;
}

const toLowerCaseNames = (record: RawRecord): RawRecord =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));

/** `lotInfo` is HTML, a list of lines, or a list of `{LotSequence, LotDescript}`. */
function takeDescription(draft: ListingDraft): void {
  const info = draft.record.lotinfo;
  if (!Array.isArray(info)) {
    draft.takeDescription('lotinfo');
    return;
  }
  const lines: string[] = [];
  for (const entry of info.slice(0, 500)) {
    const line: unknown = isRecord(entry) ? toLowerCaseNames(entry).lotdescript : entry;
    if (typeof line === 'string') lines.push(line);
    else if (isStated(line)) draft.warn('bad_text', 'a line of the description is no text', 'lotinfo');
  }
  const text = cleanText(lines.join('\n'), maxDescriptionLength);
  draft.setFact('description', text === '' ? undefined : text, draft.pathOf('lotinfo'));
}

function takeState(draft: ListingDraft): void {
  const { record } = draft;
  draft.mustTakeState('currentBidCents', 'highbidamount', parsePrice);
  draft.takeState('bidderCount', 'bidderscount', parseCount);
  takeStart(draft);
  if (isStated(record.aucenddt)) draft.takeEnd(parseInstantWithZone(record.aucenddt, timeZone), 'aucenddt');
  draft.setStatusByClock(draft.pathOf('aucenddt'));
  if (draft.state.status === 'ended') return;
  const stated = draft.readName('auctionstatus', 20)?.toUpperCase();
  if (stated === undefined || stated.startsWith('P') || stated === 'SCHEDULED')
    draft.setState('status', 'scheduled', draft.pathOf('auctionstatus'));
  else if (stated === 'A' || stated === 'ACTIVE')
    draft.setState('status', 'active', draft.pathOf('auctionstatus'));
  else if (stated === 'C' || stated === 'CLOSED' || stated === 'ENDED')
    draft.setState('status', 'ended', draft.pathOf('auctionstatus'));
  else draft.warn('unknown_status', 'a status that is not known; judged by the end time', 'auctionstatus');
}

/** A start by its date alone is somewhere in that day, so that it is not an instant to count from. */
function takeStart(draft: ListingDraft): void {
  if (!isStated(draft.record.aucstartdt)) return;
  const parsed = parseInstantWithZone(draft.record.aucstartdt, timeZone);
  if (!parsed.ok) draft.warn(parsed.error.code, `${parsed.error.reason}; it is left out`, 'aucstartdt');
  else if (parsed.value.precision === 'minute')
    draft.setState('startsAt', parsed.value.instant, draft.pathOf('aucstartdt'));
}
