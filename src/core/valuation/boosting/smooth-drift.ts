import { fadingDays, type MarketDrift, noDrift } from './market-drift.ts';
import { scatterOf, weightedQuantile } from './weighted-quantile.ts';

/** What one sale says of the market of its day. */
export interface DriftObservation {
  readonly day: number;
  /** Log of what was observed over what was expected. */
  readonly miss: number;
  /** Standard deviation of such misses. */
  readonly sd: number;
}

const binDays = 7;
/** How far a market moves in a week (standard deviation, log price): spring of the sales that ship moved 3 % in three. */
const weeklySd = 0.01;
/** How far off the price is on the last day that it follows. */
const startSd = 0.005;
/** A median of normal misses varies π / 2 times as much as their mean. */
const medianVariance = Math.PI / 2;
/** Weeks further off than this many standard deviations count by their distance, not its square (Huber's rule). */
const usualSurprise = 1.5;
/** A median of few sales is as good as one of so many fewer: single guide values are off by half or double at times. */
const lostSales = 4;
/** Misses of one week are of few sellers and places: never surer than this. */
const leastSd = 0.004;
/** The drift is known up to the last week whose own standard deviation is at most this. */
const mostSd = 0.02;

interface Week {
  readonly day: number;
  readonly level: number;
  /** Infinity for a week without observations. */
  readonly variance: number;
}

/**
 * The market's level week by week after `fromDay`, from medians of each week's misses: a level that wanders and returns
 * (an autoregressive process, smoothed both ways: Rauch, Tung and Striebel, AIAA Journal 3, 1965).
 */
export function smoothDrift(observations: readonly DriftObservation[], fromDay: number): MarketDrift {
  const weeks = toWeeks(observations, fromDay);
  if (weeks.length === 0) return noDrift;
  const keep = Math.exp(-binDays / fadingDays);
  const levels: number[] = [];
  const variances: number[] = [];
  const predicted: { level: number; variance: number }[] = [];
  let level = 0;
  let variance = startSd ** 2;
  for (const week of weeks) {
    level *= keep;
    variance = variance * keep ** 2 + weeklySd ** 2;
    predicted.push({ level, variance });
    if (Number.isFinite(week.variance)) {
      const surprise = Math.abs(week.level - level) / Math.sqrt(variance + week.variance);
      const trusted = week.variance * Math.max(1, surprise / usualSurprise) ** 2;
      const gain = variance / (variance + trusted);
      level += gain * (week.level - level);
      variance *= 1 - gain;
    }
    levels.push(level);
    variances.push(variance);
  }
  for (let at = weeks.length - 2; at >= 0; at--) {
    const next = predicted[at + 1] ?? { level: 0, variance: 1 };
    const gain = ((variances[at] as number) * keep) / next.variance;
    levels[at] = (levels[at] as number) + gain * ((levels[at + 1] as number) - next.level);
    variances[at] = (variances[at] as number) + gain ** 2 * ((variances[at + 1] as number) - next.variance);
  }
  const known = variances.findLastIndex((each) => each <= mostSd ** 2) + 1;
  if (known === 0) return noDrift;
  return {
    days: [fromDay, ...weeks.slice(0, known).map(({ day }) => day)],
    shifts: [0, ...levels.slice(0, known)],
  };
}

function toWeeks(observations: readonly DriftObservation[], fromDay: number): Week[] {
  const byWeek = new Map<number, DriftObservation[]>();
  for (const observation of observations) {
    if (observation.day < fromDay) continue;
    const week = Math.floor((observation.day - fromDay) / binDays);
    (byWeek.get(week) ?? byWeek.set(week, []).get(week))?.push(observation);
  }
  const weeks: Week[] = [];
  for (let week = 0; week <= Math.max(-1, ...byWeek.keys()); week++)
    weeks.push({ day: fromDay + (week + 0.5) * binDays, ...levelOf(byWeek.get(week) ?? []) });
  return weeks;
}

/** Median, weighed by precision; where the week scatters more than it should, it counts for as much less. */
function levelOf(week: readonly DriftObservation[]): { level: number; variance: number } {
  if (week.length === 0) return { level: 0, variance: Number.POSITIVE_INFINITY };
  const weights = () => Float64Array.from(week, ({ sd }) => sd ** -2);
  const level = weightedQuantile(
    Float64Array.from(week, ({ miss }) => miss),
    weights(),
    week.length,
    0.5,
  );
  const scatter = scatterOf(
    Float64Array.from(week, ({ miss, sd }) => Math.abs(miss - level) / sd),
    weights(),
  );
  const precision = week.reduce((sum, { sd }) => sum + sd ** -2, 0);
  const few = 1 + lostSales / week.length;
  return { level, variance: (medianVariance * few * Math.max(1, scatter) ** 2) / precision + leastSd ** 2 };
}
