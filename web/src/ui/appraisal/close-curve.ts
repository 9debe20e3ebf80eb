import { cdf, type MoneyDistribution, quantile } from '../../../../src/core/kernel/distribution.ts';

export interface CurvePoint {
  readonly cents: number;
  /** Chance for each cent around here; only its shape is drawn. */
  readonly density: number;
}

const points = 120;

/** The shape of a closing price from nearly its lowest to nearly its highest, never under its floor. */
export function toCloseCurve(close: MoneyDistribution, untilCents: number): readonly CurvePoint[] {
  const from = Math.max(close.floorCents, quantile(close, 0.002) * 0.9);
  const to = Math.max(quantile(close, 0.985), Math.min(untilCents * 1.05, quantile(close, 0.985) * 2));
  const step = (to - from) / points;
  if (!(step > 0)) return [];
  return Array.from({ length: points + 1 }, (_, at) => {
    const cents = from + at * step;
    const density = (cdf(close, cents + step / 2) - cdf(close, Math.max(from, cents - step / 2))) / step;
    // half a step only lies above the lowest price
    return { cents, density: at === 0 ? density * 2 : density };
  });
}
