import { toSourceId } from '../../../kernel/ids.ts';
import { toCents, toRatio } from '../../../kernel/money.ts';
import type { FeeSchedule } from '../fee-schedule.ts';

/** Public Surplus sets the premium per agency. 7 %, 10 % and 11 % were seen; the dearest is the default. */
export const publicsurplus: readonly FeeSchedule[] = [
  {
    id: 'publicsurplus-2025-01-01',
    source: toSourceId('publicsurplus'),
    effectiveFrom: '2025-01-01',
    citation: 'auction terms on publicsurplus.com (10 % and 11 % by agency, $1 minimum per auction)',
    fees: [
      {
        line: 'buyer_premium',
        label: 'buyer premium',
        rule: { kind: 'percent', ratio: toRatio(0.11), minimumCents: toCents(100) },
        taxable: true,
        caveat:
          "agencies charge 10 % or 11 %, some less; 11 % is counted unless the lot's page states its own",
      },
    ],
  },
];
