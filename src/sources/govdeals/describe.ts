import { toSourceId } from '../../core/kernel/ids.ts';
import type { SourceDescription } from '../_kit/source.ts';

export const govdealsId = toSourceId('govdeals');

/** Nothing of this was read on the live site: the operator confirms it there. */
const citation =
  'public descriptions of the site gathered in 2025 and 2026; to be confirmed at https://www.govdeals.com';
const citedOn = '2026-11-23';

export const describeGovdeals = (): SourceDescription => ({
  id: govdealsId,
  name: 'GovDeals',
  url: 'https://www.govdeals.com',
  timeZone: 'America/New_York',
  softClose: {
    note: 'Bids near the end extend the auction; by how much differs per seller and is not in the data, so the stated end is the earliest end.',
    citation,
    citedOn,
  },
  recourse: {
    note: 'Sold as is, where is, by the government body that owns it; at most a claim for misdescription before removal.',
    citation,
    citedOn,
  },
  paymentDeadline: {
    note: "In each seller's own terms, on the lot's page; wire transfer from $5,000.",
    citation,
    citedOn,
  },
  terms: {
    note: 'File import only: answers and pages that the dealer saved. The site offers no public interface; its terms decide what may be read by a program, and the operator confirms them.',
    citation,
    citedOn,
  },
  access: 'file',
  feeScheduleId: 'govdeals',
  understands: [
    'lots as JSON lines (.jsonl, .jsonl.gz) with assetId, accountId and auctionEndUtc',
    'a saved search answer (.json) with assetSearchResults, or one row of it',
    'a saved page of a sold lot (.html) with its JSON-LD',
  ],
});
