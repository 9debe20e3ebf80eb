import type { Doubt } from './doubt-of-subject.ts';
import { type RangeTable, readRangeTable, type Spread } from './range-table.ts';

/** Half-width of an 80 % range in standard deviations. */
const z80 = 1.2816;
const mostBelow = 0.92;

/**
 * The range around a middle value, as shares of it.
 *
 * With every fact known it is the learned table, times how much this model's prices scatter beside the average one's.
 * Each unknown widens it in the way that widens it most: by its own variance; as if the car were priced with the
 * unknown at its best (whose range in dollars may be the wider); or with it at its worst (whose range in percent may
 * be the wider). Taking the widest over all ways means that no filling of an unknown has a wider range, in dollars
 * or in percent, than leaving it unknown.
 */
export function spreadOfValue(
  table: RangeTable,
  logDollars: number,
  doubt: Doubt,
  factor: number,
  scatter: number,
): Spread {
  let below = 0;
  let above = 0;
  const choose = (at: number, variance: number, best: number, worst: number): void => {
    const unknown = doubt.unknowns[at];
    if (unknown === undefined) {
      const known = readRangeTable(table, logDollars + worst);
      const extra = z80 * z80 * variance;
      const scale = Math.exp(best) * factor;
      below = Math.max(below, Math.sqrt((known.below * scatter) ** 2 + extra) * scale);
      above = Math.max(above, Math.sqrt((known.above * scatter) ** 2 + extra) * scale);
      return;
    }
    choose(at + 1, variance + unknown.variance, best, worst);
    choose(at + 1, variance, best + unknown.best, worst);
    choose(at + 1, variance, best, worst + unknown.worst);
  };
  choose(0, doubt.variance, 0, 0);
  // a price cannot fall below nothing: what does not fit below is added above
  const excess = Math.max(0, below - mostBelow);
  return { below: below - excess, above: above + excess };
}
