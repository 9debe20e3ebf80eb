import type { Cents } from '../kernel/money.ts';
import type { Contribution, ValuationSubject } from './valuation.ts';

/** What a trained model says of one car. Money in whole cents; `p10Cents ≤ p50Cents ≤ p90Cents`. */
export interface ModelPrediction {
  readonly p10Cents: Cents;
  readonly p50Cents: Cents;
  readonly p90Cents: Cents;
  /** Sums to p50 − the model's own starting point. */
  readonly contributions: readonly Contribution[];
  /** 0 (cars like this were common in training) … 1 (nothing like it was seen). */
  readonly unfamiliarity: number;
}

/** A trained model of wholesale prices: pure, synchronous, deterministic. Blended in by `valueWholesale`. */
export interface ValueModel {
  /** Version that can be looked up, such as `gbm-1 4c1d…`. */
  readonly version: string;
  /** `undefined` where the model has nothing to say of such a car. */
  predict(subject: ValuationSubject): ModelPrediction | undefined;
}
