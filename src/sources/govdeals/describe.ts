import { toSourceId } from '../../core/kernel/ids.ts';
import type { SourceDescription } from '../_kit/source.ts';

export const govdealsId = toSourceId('govdeals');

export const describeGovdeals = (): SourceDescription => ({
  id: govdealsId,
  name: 'GovDeals',
  url: 'https://www.govdeals.com',
  timeZone: 'America/New_York',
  softClose: {
    note: 'Bids near the end extend the auction; by how much differs per seller and is not in the data, so the stated end is the earliest end.',
    citation: 'https://www.govdeals.com/en/terms-and-conditions',
    citedOn: '2026-04-08',
  },
  recourse: {
    note: 'Sold as is, where is, by the government body that owns it; at most a claim for misdescription before removal.',
    citation: 'https://www.govdeals.com/en/terms-and-conditions',
    citedOn: '2026-04-08',
  },
  paymentDeadline: {
    note: "In each seller's own terms, on the lot's page; wire transfer from $5,000.",
    citation: 'https://www.govdeals.com/en/terms-and-conditions',
    citedOn: '2026-04-08',
  },
  terms: {
    note: 'File import only: answers and pages that the dealer saved. The site offers no public interface; its terms decide what may be read by a program, and the operator confirms them.',
    citation: 'https://www.govdeals.com/en/terms-and-conditions',
    citedOn: '2026-04-08',
  },
  access: 'file',
  feeScheduleId: 'govdeals',
  understands: [
    'lots as JSON lines (.jsonl, .jsonl.gz) with assetId, accountId and auctionEndUtc',
    'a saved search answer (.json) with assetSearchResults, or one row of it',
    'a saved page of a sold lot (.html) with its JSON-LD',
  ],
});
