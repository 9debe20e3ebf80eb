import { toSourceId } from '../../core/kernel/ids.ts';
import type { SourceDescription } from '../_kit/source.ts';

export const publicsurplusId = toSourceId('publicsurplus');

/** Nothing of this was read on the live site: the operator confirms it there. */
const citation =
  'public descriptions of the site gathered in 2025 and 2026; to be confirmed at https://www.publicsurplus.com';
const citedOn = '2026-11-23';

export const describePublicsurplus = (): SourceDescription => ({
  id: publicsurplusId,
  name: 'Public Surplus',
  url: 'https://www.publicsurplus.com',
  timeZone: 'America/Denver',
  softClose: {
    note: 'Bids near the end extend the auction; the list shows only how much time is left, rounded down.',
    citation,
    citedOn,
  },
  recourse: { note: 'Sold as is, where is, by the agency that owns it.', citation, citedOn },
  paymentDeadline: { note: "In each agency's own terms, on the lot's page.", citation, citedOn },
  terms: {
    note: 'File import only: list pages that the dealer saved. Agencies set their own buyer premium, 10 % and 11 % were seen.',
    citation,
    citedOn,
  },
  access: 'file',
  feeScheduleId: 'publicsurplus',
  understands: ['a saved list page (.html) with its table of auctions'],
});
