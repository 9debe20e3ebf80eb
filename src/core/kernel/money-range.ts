import type { Cents } from './money.ts';

/** A distribution by its 10th, 50th and 90th percentile. `p10Cents ≤ p50Cents ≤ p90Cents`, all ≥ 0. */
export interface MoneyRange {
  readonly p10Cents: Cents;
  readonly p50Cents: Cents;
  readonly p90Cents: Cents;
}
