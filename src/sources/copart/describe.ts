import { toSourceId } from '../../core/kernel/ids.ts';
import type { SourceDescription } from '../_kit/source.ts';

export const copartId = toSourceId('copart');

export const describeCopart = (): SourceDescription => ({
  id: copartId,
  name: 'Copart',
  url: 'https://www.copart.com',
  timeZone: 'America/Chicago',
  softClose: {
    note: 'Preliminary bids close before the live sale; the stated time is when the live sale of the yard begins, and a lot comes up some time after it.',
    citation: 'https://www.copart.com/content/us/en/landing-page/copart-101',
    citedOn: '2026-08-01',
  },
  recourse: {
    note: 'All sales are final, as is and where is; the run and drive check says nothing of any later day.',
    citation: 'https://www.copart.com/content/us/en/landing-page/copart-101',
    citedOn: '2026-08-01',
  },
  paymentDeadline: {
    note: "In the member's own terms of sale; late payment and storage fees follow.",
    citation: 'https://www.copart.com/content/us/en/landing-page/copart-101',
    citedOn: '2026-08-01',
  },
  terms: {
    note: 'File import only: the sales-data CSV that a member downloads. The terms of the site forbid automated access, and nothing of it is fetched.',
    citation: 'https://www.copart.com/content/us/en/member-terms-and-conditions',
    citedOn: '2026-08-01',
  },
  access: 'file',
  feeScheduleId: 'copart',
  understands: [
    "the members' sales-data download (.csv, .csv.gz) with its own header, columns in any order",
    'a saved lot details answer (.json) with lotDetails',
  ],
});
