import { chargedDefects, toReconInputs } from '../costing/carrying/estimate-recon.ts';
import { reconItems } from '../costing/carrying/recon-table.ts';
import type { BuyerProfile, CostSubject, PricedCost } from '../costing/cost.ts';
import { defectCentsOf } from '../costing/cost-figures.ts';
import { defaultCosts } from '../costing/default-profile.ts';
import { type Cents, toCents } from '../kernel/money.ts';
import type { MoneyRange } from '../kernel/money-range.ts';
import type { AssessInput } from './assess-input.ts';
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
  { profile, subject }: Pick<AssessInput, 'profile' | 'subject'>,
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
  found.push(...measureConditions(cost, p50, profile, subject, maxBidCents));
  return found
    .filter(({ maxBidDeltaCents }) => maxBidDeltaCents !== 0)
    .sort((a, b) => Math.abs(b.maxBidDeltaCents) - Math.abs(a.maxBidDeltaCents));
}

const longerDays = 30;
const mostDoubts = 3;

/** What is not known of this lot or could be otherwise for this buyer: tax, time, defects that may be there. */
function measureConditions(
  cost: PricedCost,
  p50: number,
  profile: BuyerProfile,
  subject: CostSubject,
  maxBidCents: Cents,
): Sensitivity[] {
  const target = profile.targetMarginCents;
  const withMore = (cents: number): Cents => toCents(solveMaxBid(cost, p50, target + cents) - maxBidCents);
  const found: Sensitivity[] = [];
  const untaxed = { totalAt: cost.untaxedTotalAt, breakpointsCents: cost.breakpointsCents };
  if (untaxed.totalAt(maxBidCents) < cost.totalAt(maxBidCents))
    found.push({
      label: 'A resale certificate counts, and no sales tax is paid',
      maxBidDeltaCents: toCents(solveMaxBid(untaxed, p50, target) - maxBidCents),
    });
  const perDay =
    profile.holdingCentsPerDay +
    (profile.floorplanApr === undefined
      ? (profile.floorplanCentsPerDay ?? defaultCosts.floorplanCentsPerDay)
      : 0);
  found.push({
    label: `It takes ${longerDays} days longer to sell`,
    maxBidDeltaCents: withMore(perDay * longerDays),
  });
  if (profile.reconCents !== undefined) return found;
  const { defects } = toReconInputs(subject);
  const running = chargedDefects(defects, profile).find(({ item }) => item.group === 'running');
  if (running && running.item.code !== 'battery_dead')
    found.push({
      label: `It runs and drives after all (${formatDollars(running.cents)} less to mend)`,
      maxBidDeltaCents: withMore(-running.cents),
    });
  const doubts = reconItems
    .filter(({ code }) =>
      subject.findings.some((finding) => finding.code === code && finding.polarity === 'unknown'),
    )
    .map(({ code, label }) => ({ label, cents: Math.round(defectCentsOf(profile, code)) }))
    .sort((a, b) => b.cents - a.cents);
  for (const { label, cents } of doubts.slice(0, mostDoubts))
    found.push({
      label: `What the lot leaves open turns out so: ${label}`,
      maxBidDeltaCents: withMore(cents),
    });
  return found;
}
