import { toSourceId } from '../../../kernel/ids.ts';
import { zeroCents } from '../../../kernel/money.ts';
import type { FeeSchedule } from '../fee-schedule.ts';

const noPremium = (source: string): FeeSchedule => ({
  id: `${source}-2025-01-01`,
  source: toSourceId(source),
  effectiveFrom: '2025-01-01',
  citation: "GSA Auctions' terms name no buyer premium",
  fees: [
    {
      line: 'buyer_premium',
      label: 'buyer premium',
      rule: { kind: 'flat', amountCents: zeroCents },
      taxable: false,
      caveat: "weakly sourced: no page says outright that there is none; read the sale's own terms",
    },
  ],
});

/** GSA Auctions by either way in: the public API and saved listings. */
export const gsa: readonly FeeSchedule[] = [noPremium('gsa-api'), noPremium('gsa-listings')];
