import { toSourceId } from '../../../kernel/ids.ts';
import { toRatio } from '../../../kernel/money.ts';
import type { FeeSchedule } from '../fee-schedule.ts';

/** GovDeals sets the premium per lot; this is used only where the lot states none. */
export const govdeals: readonly FeeSchedule[] = [
  {
    id: 'govdeals-2026-04-08',
    source: toSourceId('govdeals'),
    effectiveFrom: '2026-04-08',
    citation: 'a GovDeals sold page: hammer $3,074.00, with premium $3,458.25, with 7 % tax $3,700.33',
    fees: [
      {
        line: 'buyer_premium',
        label: 'buyer premium',
        rule: { kind: 'percent', ratio: toRatio(0.125) },
        taxable: true,
        caveat: "12.5 % is the premium seen on GovDeals; the lot's own page decides",
      },
    ],
  },
];
