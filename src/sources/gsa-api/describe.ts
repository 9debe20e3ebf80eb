import { toSourceId } from '../../core/kernel/ids.ts';
import type { SourceDescription } from '../_kit/source.ts';

export const gsaApiId = toSourceId('gsa-api');

/** Not read on the live site: the operator confirms it there. */
const rules =
  'public descriptions of GSA Auctions gathered in 2025 and 2026; to be confirmed at https://www.gsaauctions.gov';
const citedOn = '2026-11-23';
const api = 'https://open.gsa.gov/api/auctions/';

export const describeGsaApi = (): SourceDescription => ({
  id: gsaApiId,
  name: 'GSA Auctions (official API)',
  url: 'https://api.gsa.gov/assets/gsaauctions/v2/auctions',
  timeZone: 'America/Chicago',
  softClose: {
    note: 'A bid within the inactivity period of the lot (inactivityTime, minutes) extends it by that period.',
    citation: api,
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
    note: "Official public API, documents in the public domain (CC0); the operator's own api.data.gov key. Vehicles come with form SF-97, not with a title.",
    citation: api,
    citedOn,
  },
  access: 'api',
  rateLimit: { requests: 5, perMs: 5000, perDay: 5000 },
  feeScheduleId: 'gsa-api',
  understands: ['a saved answer of the GSA Auctions API (.json) with Results, each with SaleNo and LotNo'],
});
