import { toSourceId } from '../../core/kernel/ids.ts';
import type { SourceDescription } from '../_kit/source.ts';

export const copartId = toSourceId('copart');

/** Nothing of this was read on the live site: the operator confirms it there. */
const citation =
  'public descriptions of the site gathered in 2025 and 2026; to be confirmed at https://www.copart.com';
const citedOn = '2026-11-23';

export const describeCopart = (): SourceDescription => ({
  id: copartId,
  name: 'Copart',
  url: 'https://www.copart.com',
  timeZone: 'America/Chicago',
  softClose: {
    note: 'Preliminary bids close before the live sale; the stated time is when the live sale of the yard begins, and a lot comes up some time after it.',
    citation,
    citedOn,
  },
  recourse: {
    note: 'All sales are final, as is and where is; the run and drive check says nothing of any later day.',
    citation,
    citedOn,
  },
  paymentDeadline: {
    note: "In the member's own terms of sale; late payment and storage fees follow.",
    citation,
    citedOn,
  },
  terms: {
    note: 'File import only: the sales-data CSV that a member downloads. The terms of the site forbid automated access, and nothing of it is fetched.',
    citation,
    citedOn,
  },
  access: 'file',
  feeScheduleId: 'copart',
  understands: [
    "the members' sales-data download (.csv, .csv.gz) with its own header, columns in any order",
    'a saved lot details answer (.json) with lotDetails',
  ],
});
