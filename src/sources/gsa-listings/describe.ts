import { toSourceId } from '../../core/kernel/ids.ts';
import type { SourceDescription } from '../_kit/source.ts';

export const gsaListingsId = toSourceId('gsa-listings');

const rules = 'https://www.gsaauctions.gov/terms-and-conditions';

export const describeGsaListings = (): SourceDescription => ({
  id: gsaListingsId,
  name: 'GSA Auctions (saved listings)',
  url: 'https://www.gsaauctions.gov',
  timeZone: 'America/Chicago',
  softClose: {
    note: 'A bid within the inactivity period of the lot extends it by that period; the saved list does not say how long it is.',
    citation: 'https://open.gsa.gov/api/auctions/',
    citedOn: '2026-01-07',
  },
  recourse: {
    note: 'Sold as is, where is; a claim for misdescription before removal only.',
    citation: rules,
    citedOn: '2026-01-07',
  },
  paymentDeadline: {
    note: 'Two business days after the award.',
    days: 2,
    citation: rules,
    citedOn: '2026-01-07',
  },
  terms: {
    note: 'Federal public listing; here as a file that was saved. Vehicles come with form SF-97, not with a title.',
    citation: rules,
    citedOn: '2026-01-07',
  },
  access: 'file',
  feeScheduleId: 'gsa-listings',
  understands: ['a saved list (.json) with auctions, each with item_description and auction_end_time'],
});
