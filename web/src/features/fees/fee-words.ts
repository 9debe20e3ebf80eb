import type { FeeSchedules } from '../../../../src/contracts/fee-schedules.ts';
import { formatExact } from '../../lib/format-money.ts';

export type Schedule = FeeSchedules['schedules'][number];
export type Fee = Schedule['fees'][number];
export type Rule = Fee['rule'];

export const feeLines = [
  { value: 'buyer_premium', label: 'Buyer premium' },
  { value: 'auction_fee', label: 'Auction fee' },
  { value: 'gate_fee', label: 'Gate fee' },
  { value: 'virtual_bid_fee', label: 'Virtual bid fee' },
  { value: 'documentation', label: 'Document fee' },
] as const satisfies readonly { value: Fee['line']; label: string }[];

export const ruleKinds = [
  { value: 'flat', label: 'The same for every price' },
  { value: 'percent', label: 'A percentage of the price' },
  { value: 'whole_amount_tiers', label: 'By the tier that the price falls in' },
  { value: 'marginal_tiers', label: 'A percentage of the part in each tier' },
] as const satisfies readonly { value: Rule['kind']; label: string }[];

/** `12.5%`, without trailing zeros; fees have up to four decimals of a percent. */
export const formatRate = (ratio: number): string => `${Number((ratio * 100).toFixed(4))}%`;

const limitsWords = (rule: { minimumCents?: number | undefined; capCents?: number | undefined }): string =>
  [
    rule.minimumCents !== undefined && `at least ${formatExact(rule.minimumCents)}`,
    rule.capCents !== undefined && `at most ${formatExact(rule.capCents)}`,
  ]
    .filter(Boolean)
    .map((words) => `, ${words}`)
    .join('');

/** One line for any rule; the tiers themselves are a table. */
export function describeRule(rule: Rule): string {
  if (rule.kind === 'flat') return rule.amountCents === 0 ? 'none' : formatExact(rule.amountCents);
  if (rule.kind === 'percent') return `${formatRate(rule.ratio)} of the price${limitsWords(rule)}`;
  const count = rule.tiers.length === 1 ? '1 tier' : `${rule.tiers.length} tiers`;
  return rule.kind === 'marginal_tiers'
    ? `${count}, each on its part of the price${limitsWords(rule)}`
    : `by price, ${count}${limitsWords(rule)}`;
}

export interface TierRow {
  readonly fromCents: number;
  /** Undefined for the last tier, which has no end. */
  readonly toCents: number | undefined;
  readonly fee: string;
}

/** Tiers with both ends, as a price list prints them. */
export function toTierRows(rule: Rule): readonly TierRow[] {
  if (!('tiers' in rule)) return [];
  return rule.tiers.map((tier, at) => {
    const next = rule.tiers[at + 1];
    return {
      fromCents: tier.fromCents,
      toCents: next && next.fromCents - 1,
      fee: 'amountCents' in tier ? formatExact(tier.amountCents) : formatRate(tier.ratio),
    };
  });
}

/** Whom a fee is for, where it is not for everyone. */
export const appliesWords = (fee: Fee): string =>
  [
    fee.titleGroup === 'clean' && 'clean title',
    fee.titleGroup === 'branded' && 'any title that is not clean',
    fee.payment === 'secured' && 'paid by wire or cash',
    fee.payment === 'unsecured' && 'paid by card or the like',
  ]
    .filter(Boolean)
    .join(', ');
