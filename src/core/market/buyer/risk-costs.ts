import { titleWork } from '../../costing/carrying/carrying-costs.ts';
import { type QuotedTax, quoteSalesTax } from '../../costing/carrying/quote-sales-tax.ts';
import { findCertificate } from '../../costing/carrying/resale-certificate.ts';
import type { BuyerProfile } from '../../costing/cost.ts';
import { weighRisks } from '../../costing/weigh-risks.ts';
import { type Instant, toEpochMs, toInstant } from '../../kernel/instant.ts';
import type { RiskSubject } from '../columns/subjects.ts';
import { finding } from './stand-ins.ts';

export type Tax = Pick<QuotedTax, 'ratio' | 'capCents'>;

/** What one kind of title, place, odometer and former use means to one buyer. */
export interface RiskCost {
  /** Policies' discounts and title work, cents. */
  readonly cents: number;
  readonly blocks: boolean;
  readonly warnings: number;
  readonly stops: number;
  /** Sales tax before and from the moment that the resale certificate which decides here expires. */
  readonly tax: Tax;
  readonly taxExpired: Tax;
  /** That moment in milliseconds since 1970; infinite where there is none. */
  readonly expiresMs: number;
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
  const taxAt = (asOf: Instant): Tax => quoteSalesTax({ ...subject, asOf }, profile);
  const { expiresAt } = findCertificate(profile, state);
  return {
    cents: [...lines, ...titleWork(subject, profile, homeState)].reduce(
      (sum, line) => sum + line.amountCents,
      0,
    ),
    blocks: notes.some((note) => note.blocks),
    warnings: notes.filter((note) => note.severity === 'warn').length,
    stops: notes.filter((note) => note.severity === 'stop').length,
    tax: taxAt(longAgo),
    taxExpired: taxAt(farAhead),
    expiresMs: expiresAt === undefined ? Number.POSITIVE_INFINITY : toEpochMs(expiresAt),
  };
}
