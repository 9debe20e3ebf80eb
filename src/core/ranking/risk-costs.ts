import { titleWork } from '../costing/carrying/carrying-costs.ts';
import { quoteSalesTax } from '../costing/carrying/quote-sales-tax.ts';
import type { BuyerProfile } from '../costing/cost.ts';
import { weighRisks } from '../costing/weigh-risks.ts';
import { type Instant, toInstant } from '../kernel/instant.ts';
import type { Ratio } from '../kernel/money.ts';
import type { RiskSubject } from './market-columns.ts';
import { finding } from './stand-ins.ts';

/** What one kind of title, place, odometer and former use means to one buyer. */
export interface RiskCost {
  /** Policies' discounts and title work, cents. */
  readonly cents: number;
  readonly blocks: boolean;
  readonly warnings: number;
  readonly stops: number;
  /** Sales tax before and from the moment the resale certificate expires. */
  readonly taxRatio: Ratio;
  readonly taxRatioExpired: Ratio;
}

const longAgo = toInstant('1970-01-01T00:00:00Z');
const farAhead = toInstant('2099-12-31T00:00:00Z');

/** Asks costing itself, once for each distinct subject of the market. */
export function weighRiskSubject(
  { titleBrand, state, odometerDoubt, police }: RiskSubject,
  profile: BuyerProfile,
  homeState: string | undefined,
): RiskCost {
  const subject = {
    ...(titleBrand !== undefined && { titleBrand }),
    ...(state !== undefined && { state }),
    ...(odometerDoubt !== 'unknown' && { odometerMiles: 1 }),
    findings: [
      ...(odometerDoubt === 'not_actual' ? [finding('odometer_not_actual', 'present')] : []),
      ...(odometerDoubt === 'exempt' ? [finding('odometer_exempt', 'present')] : []),
      ...(police ? [finding('police', 'present')] : []),
    ],
  };
  const { lines, notes } = weighRisks(subject, profile);
  const taxAt = (asOf: Instant): Ratio => quoteSalesTax({ ...subject, asOf }, profile).ratio;
  return {
    cents: [...lines, ...titleWork(subject, profile, homeState)].reduce(
      (sum, line) => sum + line.amountCents,
      0,
    ),
    blocks: notes.some((note) => note.blocks),
    warnings: notes.filter((note) => note.severity === 'warn').length,
    stops: notes.filter((note) => note.severity === 'stop').length,
    taxRatio: taxAt(longAgo),
    taxRatioExpired: taxAt(farAhead),
  };
}
