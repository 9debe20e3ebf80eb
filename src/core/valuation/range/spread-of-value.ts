import type { Doubt } from './doubt-of-subject.ts';
import { type RangeTable, readRangeTable, type Spread } from './range-table.ts';

/** Half-width of an 80 % range in standard deviations. */
const z80 = 1.2816;
const mostBelow = 0.92;

/**
 * The range around a middle value, as shares of it.
 *
 * With every fact known it is the learned table, times how much this model's prices scatter beside the average one's. Each unknown adds its variance; on top of that the share is read at
 * the price that the worst filling of the unknowns would give, and scaled to the price that the best would give.
 * So no filling of an unknown has a wider range, in dollars or in percent, than leaving it unknown.
 */
export function spreadOfValue(
  table: RangeTable,
  logDollars: number,
  doubt: Doubt,
  factor: number,
  scatter: number,
): Spread {
  const known = readRangeTable(table, logDollars + doubt.worst);
  const extra = z80 * z80 * doubt.variance;
  const scale = Math.exp(doubt.best) * factor;
  const below = Math.sqrt((known.below * scatter) ** 2 + extra) * scale;
  const above = Math.sqrt((known.above * scatter) ** 2 + extra) * scale;
  // a price cannot fall below nothing: what does not fit below is added above
  const excess = Math.max(0, below - mostBelow);
  return { below: below - excess, above: above + excess };
}
