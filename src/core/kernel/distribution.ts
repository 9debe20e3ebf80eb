import { type Cents, roundToCents } from './money.ts';
import type { MoneyRange } from './money-range.ts';
import { normalCdf, normalQuantile } from './normal.ts';

/**
 * An amount of money as a two-piece lognormal: `ln X = ln median + spread × Z` with Z standard normal, where the
 * spread is `spreadBelow` for Z < 0 and `spreadAbove` for Z ≥ 0, given that X ≥ `floorCents`.
 * It passes exactly through three quantiles, and everything asked of it here has a closed form.
 */
export interface MoneyDistribution {
  /** Median before the floor is applied; ≥ 1 cent. */
  readonly medianCents: number;
  /** Standard deviations of ln X on either side of the median; > 0. */
  readonly spreadBelow: number;
  readonly spreadAbove: number;
  /** X is known to be at least this; 0 for no floor. Keep it at or under the median: digits are lost as P(X ≥ floor) nears 0. */
  readonly floorCents: number;
}

/** Φ⁻¹(0.9): how many spreads the 10th and 90th percentiles lie from the median. */
export const z90 = 1.2815515655446004;
const narrowestSpread = 1e-6;

/** The distribution through the range's three quantiles. Amounts under a cent count as a cent. */
export function distributionOf(range: MoneyRange, floorCents = 0): MoneyDistribution {
  const median = Math.max(1, range.p50Cents);
  return {
    medianCents: median,
    spreadBelow: Math.max(narrowestSpread, Math.log(median / Math.max(1, range.p10Cents)) / z90),
    spreadAbove: Math.max(narrowestSpread, Math.log(Math.max(1, range.p90Cents) / median) / z90),
    floorCents,
  };
}

const zOf = (d: MoneyDistribution, cents: number): number => {
  const log = Math.log(cents / d.medianCents);
  return log / (log < 0 ? d.spreadBelow : d.spreadAbove);
};

/** P(untruncated X ≤ cents). */
const parentCdf = (d: MoneyDistribution, cents: number): number =>
  cents <= 0 ? 0 : normalCdf(zOf(d, cents));

/** P(X ≤ cents), 0…1. */
export function cdf(d: MoneyDistribution, cents: number): number {
  if (d.floorCents <= 0) return parentCdf(d, cents);
  if (cents < d.floorCents) return 0;
  const below = parentCdf(d, d.floorCents);
  if (below >= 1) return 1;
  return Math.min(1, Math.max(0, (parentCdf(d, cents) - below) / (1 - below)));
}

/** The amount that X stays under with probability `p` (0 < p < 1), never under the floor. */
export function quantile(d: MoneyDistribution, p: number): number {
  const below = d.floorCents > 0 ? parentCdf(d, d.floorCents) : 0;
  if (below >= 1) return d.floorCents;
  const z = normalQuantile(below + p * (1 - below));
  return Math.max(d.floorCents, d.medianCents * Math.exp(z * (z < 0 ? d.spreadBelow : d.spreadAbove)));
}

/** E[X; untruncated X ≤ cents], in cents. */
function partialExpectation(d: MoneyDistribution, cents: number): number {
  if (cents <= 0) return 0;
  const z = zOf(d, cents);
  const low = d.spreadBelow;
  const lowMass = Math.exp((low * low) / 2) * normalCdf(Math.min(z, 0) - low);
  if (z <= 0) return d.medianCents * lowMass;
  const high = d.spreadAbove;
  const highMass = Math.exp((high * high) / 2) * (normalCdf(z - high) - normalCdf(-high));
  return d.medianCents * (lowMass + highMass);
}

/** E[(limit − X)⁺] in cents: what is gained on average by paying X whenever X is at most `limitCents`. */
export function expectedPositivePart(d: MoneyDistribution, limitCents: number): number {
  if (limitCents <= d.floorCents) return 0;
  const below = d.floorCents > 0 ? parentCdf(d, d.floorCents) : 0;
  if (below >= 1) return limitCents - d.floorCents;
  const paid = partialExpectation(d, limitCents) - partialExpectation(d, d.floorCents);
  const mass = parentCdf(d, limitCents) - below;
  return Math.max(0, (limitCents * mass - paid) / (1 - below));
}

/** The 10th, 50th and 90th percentile, to the cent and never under the floor. */
export function toMoneyRange(d: MoneyDistribution): MoneyRange {
  const at = (p: number): Cents => roundToCents(quantile(d, p));
  return { p10Cents: at(0.1), p50Cents: at(0.5), p90Cents: at(0.9) };
}
