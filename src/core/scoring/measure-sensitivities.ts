import type { BuyerProfile, PricedCost } from '../costing/cost.ts';
import { type Cents, toCents } from '../kernel/money.ts';
import type { MoneyRange } from '../kernel/money-range.ts';
import { formatDollars } from './format-dollars.ts';
import { solveMaxBid } from './max-bid.ts';

export interface Sensitivity {
  readonly label: string;
  readonly maxBidDeltaCents: Cents;
}

const step = 50_000;

/** How far the max bid moves with the costs, the margin and the value; strongest first. A blocked lot has none. */
export function measureSensitivities(
  cost: PricedCost,
  value: MoneyRange,
  profile: BuyerProfile,
  maxBidCents: Cents,
  maxBidConservativeCents: Cents,
): readonly Sensitivity[] {
  const target = profile.targetMarginCents;
  const p50 = value.p50Cents;
  const delta = (bid: Cents): Cents => toCents(bid - maxBidCents);
  // a cost that does not depend on the bid moves the max bid as the target margin does
  const dearer = delta(solveMaxBid(cost, p50, target + step));
  const cheaper = delta(solveMaxBid(cost, p50, target - step));
  const found: Sensitivity[] = [
    {
      label: `The car sells at the low end (${formatDollars(value.p10Cents)})`,
      maxBidDeltaCents: delta(maxBidConservativeCents),
    },
    {
      label: `The car sells at the high end (${formatDollars(value.p90Cents)})`,
      maxBidDeltaCents: delta(solveMaxBid(cost, value.p90Cents, target)),
    },
    { label: 'Reconditioning costs $500 more, or you want $500 more margin', maxBidDeltaCents: dearer },
    { label: 'Reconditioning costs $500 less, or you accept $500 less margin', maxBidDeltaCents: cheaper },
  ];
  const transport = cost.transportCents;
  if (transport > 0)
    found.push({
      label: `You fetch it for nothing instead of paying ${formatDollars(transport)} of transport`,
      maxBidDeltaCents: delta(solveMaxBid(cost, p50, target - transport)),
    });
  else if (profile.homeZip === undefined && profile.transportCents === undefined)
    found.push({ label: 'Transport is not counted; each $500 of it', maxBidDeltaCents: dearer });
  return found
    .filter(({ maxBidDeltaCents }) => maxBidDeltaCents !== 0)
    .sort((a, b) => Math.abs(b.maxBidDeltaCents) - Math.abs(a.maxBidDeltaCents));
}
