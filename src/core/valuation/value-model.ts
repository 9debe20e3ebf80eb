import type { Cents } from '../kernel/money.ts';
import type { Contribution, ValuationSubject } from './valuation.ts';

/** What a trained model says of one car. Money in whole cents; `p10Cents ≤ p50Cents ≤ p90Cents`. */
export interface ModelPrediction {
  readonly p10Cents: Cents;
  readonly p50Cents: Cents;
  readonly p90Cents: Cents;
  /**
   * 0 (cars like this were common in training) … 1 (nothing like it was seen). It sets the model's weight in a blend,
   * so it may depend on make, model, age and such, but not on miles, grade or title: else more miles could raise a value.
   */
  readonly unfamiliarity: number;
  /** What its grade and its seller make of its price, beside a car of grade 3 and no known seller: a factor. */
  readonly kindFactor: number;
  /** Training sales of the same make and model. */
  readonly evidenceCount: number;
}

/** A trained model of wholesale prices: pure, synchronous, deterministic. Blended in by `valueWholesale`. */
export interface ValueModel {
  /** Version that can be looked up, such as `gbm-1 4c1d…`. */
  readonly version: string;
  /** Day (UTC, `YYYY-MM-DD`) of whose market the prices are when `asOf` is later: adjust from here. */
  readonly anchorDay: string;
  /** Day (UTC, `YYYY-MM-DD`) up to which the model follows the market itself; not before `anchorDay`. */
  readonly followsUntil: string;
  /** `undefined` where the model has nothing to say of such a car. */
  predict(subject: ValuationSubject): ModelPrediction | undefined;
  /** Why: contributions that, added to the price they start from, give p50. Slower than `predict`. */
  explain(
    subject: ValuationSubject,
  ): { readonly startCents: Cents; readonly contributions: readonly Contribution[] } | undefined;
}
