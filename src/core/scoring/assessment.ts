import type { Cents } from '../kernel/money.ts';
import type { Severity } from '../listing/finding.ts';

export type Grade = 'platinum' | 'gold' | 'silver' | 'bronze' | 'none';

export interface Flag {
  readonly code: string;
  readonly severity: Severity;
  readonly evidence: string;
}

/** Whether to bid, up to how much, and why. Independent of the current bid wherever its name does not say otherwise. */
export interface Assessment {
  /** Greatest price at which profit still reaches the target margin; 0 when no price does. */
  readonly maxBidCents: Cents;
  /** The same with the value at its p10. */
  readonly maxBidConservativeCents: Cents;
  readonly profitAtMaxBidCents: Cents;
  readonly profitAtForecastCents: Cents | null;
  /** P(profit ≥ 0 when bought at max bid), 0…1. */
  readonly probabilityProfit: number;
  /** P(profit ≥ target when bought at the middle of the forecast close, or at the max bid where that is less); null without a forecast or a max bid. */
  readonly probabilityTarget: number | null;
  /** P(closes at or under max bid), 0…1; null without a forecast. */
  readonly probabilityCloseUnderMaxBid: number | null;
  /** E[(max bid − closing price)⁺]; null without a forecast. */
  readonly edgeCents: Cents | null;
  readonly roi: number;
  readonly roiPerDay: number;
  /** round(100 × both probabilities), or null with a refusal that says what is missing. */
  readonly score: number | null;
  readonly grade: Grade;
  readonly flags: readonly Flag[];
  readonly reasons: readonly string[];
  /** "What would change my mind": what moves the max bid most, strongest first. */
  readonly sensitivities: readonly { readonly label: string; readonly maxBidDeltaCents: Cents }[];
}
