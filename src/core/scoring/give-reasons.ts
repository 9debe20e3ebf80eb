import { formatCents } from '../kernel/money.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { RetailValue, WholesaleValue } from '../valuation/valuation.ts';
import type { AssessInput } from './assess-input.ts';
import type { Assessment } from './assessment.ts';
import { formatDollars } from './format-dollars.ts';

const mostWarningsQuoted = 3;

const percent = (share: number): string => {
  const whole = Math.round(share * 100);
  if (whole === 0 && share > 0) return 'under 1 %';
  if (whole === 100 && share < 1) return 'over 99 %';
  return `${whole} %`;
};

/** Plain sentences for a buyer, the one that decides first. */
export function giveReasons(
  { costed, profile, forecast, currentBidCents }: AssessInput,
  value: WholesaleValue | RetailValue,
  figures: Omit<Assessment, 'reasons' | 'sensitivities'>,
  totalAtMaxBid: number,
  scoreRefusals: readonly Refusal[],
): readonly string[] {
  const reasons: string[] = [];
  const { maxBidCents: maxBid } = figures;
  const blocking = costed.ok ? costed.notes.filter((note) => note.blocks) : [];
  for (const note of blocking) reasons.push(`Do not bid. ${note.evidence}`);
  const sells = `${formatDollars(value.p50Cents)} ${value.market}`;
  if (maxBid > 0) {
    reasons.push(
      `Bid up to ${formatCents(maxBid)}: all in that is ${formatDollars(totalAtMaxBid)} for a car that should bring ${sells}, and it leaves your ${formatDollars(profile.targetMarginCents)}.`,
    );
    if (currentBidCents !== undefined && currentBidCents > maxBid)
      reasons.push(`The bid stands at ${formatDollars(currentBidCents)}, already above your max bid.`);
  } else if (blocking.length === 0) {
    reasons.push(
      `No bid leaves your ${formatDollars(profile.targetMarginCents)}: the car should bring ${sells}, and costs before any bid come to ${formatDollars(totalAtMaxBid)}.`,
    );
  }
  for (const refusal of scoreRefusals) reasons.push(refusal.reason);
  if (forecast && maxBid > 0 && figures.probabilityCloseUnderMaxBid !== null)
    reasons.push(
      `It should close near ${formatDollars(forecast.p50Cents)} (${formatDollars(forecast.p10Cents)} to ${formatDollars(forecast.p90Cents)}): ${percent(figures.probabilityCloseUnderMaxBid)} chance at or under your max bid.`,
    );
  if (maxBid > 0)
    reasons.push(
      `Bought at the max bid, the chance of at least breaking even is ${percent(figures.probabilityProfit)}.`,
    );
  const quoted = figures.flags.filter(
    (flag) => flag.severity !== 'info' && !blocking.some((note) => note.code === flag.code),
  );
  for (const flag of quoted.slice(0, mostWarningsQuoted)) reasons.push(flag.evidence);
  return reasons;
}
