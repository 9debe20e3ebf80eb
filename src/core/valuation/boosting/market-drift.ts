/**
 * How far the market stood from the trained price after the sales that the price follows, in log price, week by week:
 * linear between `days` (since 1970-01-01), fading from the last of them on.
 */
export interface MarketDrift {
  readonly days: readonly number[];
  readonly shifts: readonly number[];
}

export const noDrift: MarketDrift = { days: [], shifts: [] };

/** Days in which a market's distance from what cars of that age usually bring falls to 1/e (assumption: half a year). */
export const fadingDays = 180;

/** The drift on `day`; 0 before the first day that it knows. */
export function readDrift({ days, shifts }: MarketDrift, day: number): number {
  const last = days.length - 1;
  if (last < 0 || day < (days[0] as number)) return 0;
  const lastDay = days[last] as number;
  if (day >= lastDay) return (shifts[last] as number) * Math.exp((lastDay - day) / fadingDays);
  let upper = 1;
  while (day > (days[upper] as number)) upper++;
  const from = days[upper - 1] as number;
  const share = (day - from) / ((days[upper] as number) - from);
  return (shifts[upper - 1] as number) * (1 - share) + (shifts[upper] as number) * share;
}

/** The same drift with every shift moved by `step`. */
export const moveDrift = ({ days, shifts }: MarketDrift, step: number): MarketDrift => ({
  days,
  shifts: shifts.map((shift) => shift + step),
});
