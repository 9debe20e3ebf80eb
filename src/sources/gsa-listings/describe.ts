import { toSourceId } from '../../core/kernel/ids.ts';
import type { SourceDescription } from '../_kit/source.ts';

export const gsaListingsId = toSourceId('gsa-listings');

/** Not read on the live site: the operator confirms it there. */
const rules =
  'public descriptions of GSA Auctions gathered in 2025 and 2026; to be confirmed at https://www.gsaauctions.gov';
const citedOn = '2026-11-23';

export const describeGsaListings = (): SourceDescription => ({
  id: gsaListingsId,
  name: 'GSA Auctions (saved listings)',
  url: 'https://www.gsaauctions.gov',
  timeZone: 'America/Chicago',
  softClose: {
    note: 'A bid within the inactivity period of the lot extends it by that period; the saved list does not say how long it is.',
    citation: 'https://open.gsa.gov/api/auctions/',
    citedOn,
  },
  recourse: {
    note: 'Sold as is, where is; a claim for misdescription before removal only.',
    citation: rules,
    citedOn,
  },
  paymentDeadline: {
    note: 'Two business days after the award.',
    days: 2,
    citation: rules,
    citedOn,
  },
  terms: {
    note: 'Federal public listing; here as a file that was saved. Vehicles come with form SF-97, not with a title.',
    citation: rules,
    citedOn,
  },
  access: 'file',
  feeScheduleId: 'gsa-listings',
  understands: ['a saved list (.json) with auctions, each with item_description and auction_end_time'],
});
