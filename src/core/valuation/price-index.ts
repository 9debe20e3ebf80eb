import { millisecondsPerDay } from '../kernel/instant.ts';

/** A monthly price level. Months are counted from January of year 0: year × 12 + month (0–11). */
export interface PriceIndex {
  readonly name: string;
  readonly firstMonth: number;
  /** One level per month, no gaps, all > 0. */
  readonly levels: readonly number[];
}

export const monthOf = (epochMs: number): number => {
  const at = new Date(epochMs);
  return at.getUTCFullYear() * 12 + at.getUTCMonth();
};

/** Throws RangeError on an empty series, a gap or a level that is not positive. */
export function toPriceIndex(
  name: string,
  rows: readonly { readonly observedOn: string; readonly level: number }[],
): PriceIndex {
  const levels: number[] = [];
  let firstMonth = Number.NaN;
  for (const { observedOn, level } of rows) {
    const month = monthOf(Date.parse(observedOn));
    if (Number.isNaN(firstMonth)) firstMonth = month;
    if (month !== firstMonth + levels.length) throw new RangeError(`${name}: gap before ${observedOn}`);
    if (!(level > 0)) throw new RangeError(`${name}: level ${level} on ${observedOn}`);
    levels.push(level);
  }
  if (levels.length === 0) throw new RangeError(`${name}: no months`);
  return { name, firstMonth, levels };
}

/**
 * Like-aged cars of later model years are better and dearer cars, which a quality-adjusted consumer index takes out
 * on purpose. Yearly drift on top of it: the Manheim index, which holds age mix but not model year, stood near 124
 * in 2015 and at 210.5 in January 2026 (published readings), ×1.70; over the same time the CPI for used
 * cars rose ×1.23. ln(1.70 / 1.23) / 11 years.
 */
export const modelYearDriftPerYear = Math.log(210.5 / 124 / (181.269 / 147)) / 11;

/**
 * Log of the factor that moves a price of the day `fromMs` to the day `toMs`. Outside the series the first or last
 * level holds. A day takes the level of the month before it, the latest that could be known; the drift runs by the day.
 */
export function logTimeFactor(index: PriceIndex, fromMs: number, toMs: number): number {
  const years = (toMs - fromMs) / (365.25 * millisecondsPerDay);
  return Math.log(levelAt(index, toMs) / levelAt(index, fromMs)) + modelYearDriftPerYear * years;
}

/**
 * One standard deviation of that log factor: 5 % × √years while the index covers the time, and 6 % × √years more past
 * its last month. Over the eleven years from 2015 to 2026 the first comes to 17 %, half of the gap between the two
 * indices above, which is how far such measures are apart; the second is an assumption.
 */
export function logTimeSd(index: PriceIndex, fromMs: number, toMs: number): number {
  const lastMonth = index.firstMonth + index.levels.length - 1;
  const beyondYears = Math.max(0, monthOf(Math.max(fromMs, toMs)) - lastMonth) / 12;
  const years = Math.abs(toMs - fromMs) / (365.25 * millisecondsPerDay);
  return Math.sqrt(0.05 ** 2 * years + 0.06 ** 2 * beyondYears);
}

/** Last month that the index knows, as `YYYY-MM`. */
export function lastIndexMonth(index: PriceIndex): string {
  const month = index.firstMonth + index.levels.length - 1;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

function levelAt(index: PriceIndex, epochMs: number): number {
  // the month before: a month's own level is only published after it has ended
  const slot = Math.min(Math.max(monthOf(epochMs) - 1 - index.firstMonth, 0), index.levels.length - 1);
  return index.levels[slot] ?? 1;
}
