import { type Cents, toCents } from '../kernel/money.ts';

/** A value on its way: cents, before rounding. */
export interface Money {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** Each end is weighed like the middle: both ways' ends fall with more miles, so the blend's do. */
export const blendModel = (own: Money, model: Money, weight: number): Money => ({
  p10: (1 - weight) * own.p10 + weight * model.p10,
  p50: (1 - weight) * own.p50 + weight * model.p50,
  p90: (1 - weight) * own.p90 + weight * model.p90,
});

export const onlyMiddle = ({ p50 }: Money): Money => ({ p10: p50, p50, p90: p50 });

export const scale = ({ p10, p50, p90 }: Money, factor: number): Money => ({
  p10: p10 * factor,
  p50: p50 * factor,
  p90: p90 * factor,
});

/** The middle of one, out to the farther ends of both. */
export const widest = (middle: Money, other: Money): Money => ({
  p10: Math.min(middle.p10, other.p10),
  p50: middle.p50,
  p90: Math.max(middle.p90, other.p90),
});

/** Outward to the cent, so that rounding never narrows a range. */
export function toOrderedCents(
  money: Money,
  p50Cents: Cents,
): { p10Cents: Cents; p50Cents: Cents; p90Cents: Cents } {
  return {
    p10Cents: toCents(Math.max(0, Math.min(p50Cents, Math.floor(money.p10)))),
    p50Cents,
    p90Cents: toCents(Math.max(p50Cents, Math.ceil(money.p90))),
  };
}
