import { toSourceId } from '../../../kernel/ids.ts';
import { dollarsToCents, toRatio, zeroCents } from '../../../kernel/money.ts';
import type { FeeSchedule } from '../fee-schedule.ts';

export const municibid: readonly FeeSchedule[] = [
  {
    id: 'municibid-2025-01-01',
    source: toSourceId('municibid'),
    effectiveFrom: '2025-01-01',
    citation:
      "Municibid's published buyer premium: 9 % to $99,999.99, 6 % to $499,999.99, 5 % above; its examples are $150,000 → $12,000 and $550,000 → $35,500",
    fees: [
      {
        line: 'buyer_premium',
        label: 'buyer premium',
        rule: {
          kind: 'marginal_tiers',
          tiers: [
            { fromCents: zeroCents, ratio: toRatio(0.09) },
            { fromCents: dollarsToCents(100_000), ratio: toRatio(0.06) },
            { fromCents: dollarsToCents(500_000), ratio: toRatio(0.05) },
          ],
        },
        taxable: true,
      },
    ],
  },
];
