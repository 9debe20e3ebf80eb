import type { BuyerProfile, Costed, CostSubject } from '../costing/cost.ts';
import type { CloseForecast } from '../forecast/forecast.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Cents } from '../kernel/money.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { RetailValue, Valued, WholesaleValue } from '../valuation/valuation.ts';
import type { Assessment } from './assessment.ts';

/** One lot with what the earlier stages made of it. */
export interface AssessInput {
  /** The same subject and profile that were costed. */
  readonly subject: CostSubject;
  readonly profile: BuyerProfile;
  readonly costed: Costed;
  readonly wholesale: Valued<WholesaleValue>;
  readonly retail: Valued<RetailValue>;
  /** Absent when the forecast was refused. */
  readonly forecast?: CloseForecast;
  /** For the warning about a stale bid only: the max bid does not know the current bid. */
  readonly currentBidCents?: Cents;
  readonly bidObservedAt?: Instant;
  readonly endsAt?: Instant;
}

export type Assessed =
  /** `refusals` say why the score is null, where it is. */
  | { readonly ok: true; readonly assessment: Assessment; readonly refusals: readonly Refusal[] }
  | { readonly ok: false; readonly refusal: Refusal };
