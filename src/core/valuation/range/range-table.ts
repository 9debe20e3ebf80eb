import { quantile, toNonDecreasing, weightedQuantile } from '../fit/order-statistics.ts';

/**
 * How far prices fall below and rise above the middle value, as shares of it, by price. Both shares never grow with
 * price, and share × price never falls with it: so a dearer car never has a narrower range in dollars, nor a
 * cheaper one a narrower range in percent, and both ends of the range rise with the middle.
 */
export interface RangeTable {
  readonly logDollars: readonly number[];
  readonly below: readonly number[];
  readonly above: readonly number[];
}

export interface Spread {
  readonly below: number;
  readonly above: number;
}

const knots = [800, 1_500, 2_500, 4_000, 6_000, 9_000, 13_000, 18_000, 25_000, 40_000].map(Math.log);
const bandwidth = 0.3;
/** Where no price could be left out to learn from: half as much to twice as much (assumption). */
const ignorance: Spread = { below: 0.5, above: 1 };

/** One held-out price: logs of the middle value it was given and of itself (dollars), and price / middle − 1. */
export interface HeldOutError {
  readonly logDollars: number;
  readonly logPrice: number;
  readonly error: number;
}

/** Learns the shares from held-out errors so that `coverage` of them lie inside, the tails equal. */
export function fitRangeTable(errors: readonly HeldOutError[], coverage: number): RangeTable {
  const values = errors.map(({ error }) => error);
  const tail = (1 - coverage) / 2;
  const wide =
    values.length === 0 ? ignorance : { below: -quantile(values, tail), above: quantile(values, 1 - tail) };
  // by band of the value, and halfway to the price: ranges have to hold by price band too
  const byValue = tailShares(
    errors.map(({ logDollars }) => logDollars),
    values,
    tail,
    wide,
  );
  const halfway = tailShares(
    errors.map(({ logDollars, logPrice }) => (logDollars + logPrice) / 2),
    values,
    tail,
    wide,
  );
  const shares = knots.map((_, k) => ({
    below: Math.max(byValue[k]?.below ?? 1, halfway[k]?.below ?? 1),
    above: Math.max(byValue[k]?.above ?? 1, halfway[k]?.above ?? 1),
  }));
  return {
    logDollars: knots,
    below: tame(shares.map(({ below }) => Math.min(0.9, Math.max(0.04, below)))),
    above: tame(shares.map(({ above }) => Math.min(3, Math.max(0.04, above)))),
  };
}

/** The two tail quantiles around each knot; `wide` where fewer than a dozen cars lie near it. */
function tailShares(at: readonly number[], values: readonly number[], tail: number, wide: Spread): Spread[] {
  return knots.map((knot) => {
    const weights = at.map((log) => {
      const apart = Math.abs(log - knot) / bandwidth;
      return apart > 2 ? 0 : Math.exp(-0.5 * apart * apart);
    });
    if (weights.reduce((total, weight) => total + weight, 0) < 12) return wide;
    return {
      below: -weightedQuantile(values, weights, tail),
      above: weightedQuantile(values, weights, 1 - tail),
    };
  });
}

function tame(shares: readonly number[]): number[] {
  const falling = toNonDecreasing(
    shares.map((share) => -share),
    shares.map(() => 1),
  ).map((share) => -share);
  for (let k = 1; k < falling.length; k++) {
    const floor = (falling[k - 1] ?? 0) * Math.exp((knots[k - 1] ?? 0) - (knots[k] ?? 0));
    falling[k] = Math.max(falling[k] ?? 0, floor);
  }
  return falling;
}

/** Interpolated on log scales, the end knots holding beyond them. */
export function readRangeTable(table: RangeTable, logDollars: number): Spread {
  const { logDollars: at, below, above } = table;
  const last = at.length - 1;
  let slot = 0;
  while (slot < last - 1 && logDollars > (at[slot + 1] ?? 0)) slot++;
  const low = at[slot] ?? 0;
  const share = Math.max(0, Math.min(1, (logDollars - low) / ((at[slot + 1] ?? 1) - low)));
  const between = (shares: readonly number[]): number =>
    (shares[slot] ?? 1) * ((shares[slot + 1] ?? 1) / (shares[slot] ?? 1)) ** share;
  return { below: between(below), above: between(above) };
}

export const scaleRangeTable = (table: RangeTable, factor: number): RangeTable => ({
  logDollars: table.logDollars,
  below: table.below.map((share) => share * factor),
  above: table.above.map((share) => share * factor),
});
