import { exactShare } from '../../kernel/exact-share.ts';
import { formatCents, type Ratio, toCents } from '../../kernel/money.ts';
import type { FeeRule, MarginalTier, WholeAmountTier } from './fee-schedule.ts';

/** A rule made ready to run. */
export interface AppliedRule {
  /** The fee in cents for a hammer price of 0 or more whole cents. */
  readonly amountAt: (hammerCents: number) => number;
  /** The tier or rate that gives that fee, in words. */
  readonly explainAt: (hammerCents: number) => string;
  /** Prices at which the fee may jump, ascending, without 0. */
  readonly stepsCents: readonly number[];
}

/** `12.5 %`, without trailing zeros. */
export const formatRatio = (ratio: Ratio): string => `${Number((ratio * 100).toFixed(4))} %`;

/** Throws RangeError for tiers that do not start at 0 or do not rise, and for a cap under the minimum. */
export function applyFeeRule(rule: FeeRule): AppliedRule {
  switch (rule.kind) {
    case 'flat': {
      const text = `flat ${formatCents(rule.amountCents)}`;
      return { amountAt: () => rule.amountCents, explainAt: () => text, stepsCents: [] };
    }
    case 'percent': {
      const share = exactShare(rule.ratio);
      const text = `${formatRatio(rule.ratio)} of the hammer price`;
      return limit({ amountAt: share, explainAt: () => text, stepsCents: [] }, rule);
    }
    case 'marginal_tiers':
      return limit(applyMarginalTiers(rule.tiers), rule);
    case 'whole_amount_tiers':
      return limit(applyWholeAmountTiers(rule.tiers), rule);
  }
}

function assertTiersRise(tiers: readonly { readonly fromCents: number }[]): void {
  if (tiers[0]?.fromCents !== 0) throw new RangeError('the first fee tier must start at 0');
  for (let index = 1; index < tiers.length; index++)
    if ((tiers[index]?.fromCents ?? 0) <= (tiers[index - 1]?.fromCents ?? 0))
      throw new RangeError('fee tiers must rise');
}

/** Index of the last tier that starts at or under the price. */
function tierIndexAt(starts: Float64Array, cents: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= cents) low = middle;
    else high = middle - 1;
  }
  return low;
}

const tierName = (starts: Float64Array, index: number): string => {
  const from = formatCents(toCents(starts[index] ?? 0));
  const next = starts[index + 1];
  return next === undefined ? `tier from ${from}` : `tier ${from} to ${formatCents(toCents(next - 1))}`;
};

function applyMarginalTiers(tiers: readonly MarginalTier[]): AppliedRule {
  assertTiersRise(tiers);
  const starts = Float64Array.from(tiers, (tier) => tier.fromCents);
  const millionths = tiers.map((tier) => Math.round(tier.ratio * 1e6));
  return {
    // the parts are summed in millionths of a cent and rounded once, as the published examples are
    amountAt: (cents) => {
      let sum = 0;
      for (let index = 0; index < starts.length; index++) {
        const from = starts[index] ?? 0;
        if (cents <= from) break;
        sum += (Math.min(cents, starts[index + 1] ?? cents) - from) * (millionths[index] ?? 0);
      }
      return Math.floor((sum + 500_000) / 1e6);
    },
    explainAt: (cents) => {
      const index = tierIndexAt(starts, cents);
      const parts = tiers.slice(0, index + 1).map((tier) => formatRatio(tier.ratio));
      return `${tierName(starts, index)}: ${parts.join(' then ')} of the part in each tier`;
    },
    stepsCents: [],
  };
}

function applyWholeAmountTiers(tiers: readonly WholeAmountTier[]): AppliedRule {
  assertTiersRise(tiers);
  const starts = Float64Array.from(tiers, (tier) => tier.fromCents);
  const amounts = tiers.map((tier) =>
    'amountCents' in tier ? (): number => tier.amountCents : exactShare(tier.ratio),
  );
  return {
    amountAt: (cents) => amounts[tierIndexAt(starts, cents)]?.(cents) ?? 0,
    explainAt: (cents) => {
      const index = tierIndexAt(starts, cents);
      const tier = tiers[index];
      if (!tier) return '';
      return `${tierName(starts, index)}: ${'amountCents' in tier ? formatCents(tier.amountCents) : `${formatRatio(tier.ratio)} of the hammer price`}`;
    },
    stepsCents: tiers.slice(1).map((tier) => tier.fromCents),
  };
}

function limit(
  applied: AppliedRule,
  { minimumCents, capCents }: { minimumCents?: number; capCents?: number },
): AppliedRule {
  if (minimumCents === undefined && capCents === undefined) return applied;
  const least = minimumCents ?? 0;
  const most = capCents ?? Number.POSITIVE_INFINITY;
  if (least > most) throw new RangeError(`fee cap ${most} is under its minimum ${least}`);
  return {
    ...applied,
    amountAt: (cents) => Math.min(most, Math.max(least, applied.amountAt(cents))),
    explainAt: (cents) => {
      const fee = applied.amountAt(cents);
      const text = applied.explainAt(cents);
      if (fee < least) return `minimum ${formatCents(toCents(least))} (${text})`;
      if (fee > most) return `cap ${formatCents(toCents(most))} (${text})`;
      return text;
    },
  };
}
