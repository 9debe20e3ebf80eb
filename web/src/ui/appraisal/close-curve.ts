import { cdf, type MoneyDistribution, quantile } from '../../../../src/core/kernel/distribution.ts';

export interface CurvePoint {
  readonly cents: number;
  /** Chance that it closes at or under this, 0…1. */
  readonly chance: number;
}

const steps = 120;

/** The chance of having closed by each price, from 0 to where it is nearly sure, and on to the max bid where that lies near. */
export function toCloseCurve(close: MoneyDistribution, maxBidCents: number): readonly CurvePoint[] {
  const sure = quantile(close, 0.97);
  const to = Math.max(sure, Math.min(maxBidCents * 1.05, sure * 2));
  return Array.from({ length: steps + 1 }, (_, at) => {
    const cents = (to * at) / steps;
    return { cents, chance: cdf(close, cents) };
  });
}
