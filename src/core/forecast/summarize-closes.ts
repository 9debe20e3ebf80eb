import type { Cents } from '../kernel/money.ts';
import type { CloseHistory, SourceCloseHistory } from './forecast.ts';

/** One confirmed sale, with what we valued the car at on the day before it closed. An ended lot is not a sale. */
export interface ConfirmedClose {
  readonly source: string;
  readonly hammerPriceCents: Cents;
  readonly wholesaleP50Cents: Cents;
}

/** Count, mean and standard deviation of ln(hammer price / wholesale p50) by source. Leaves out amounts of 0. */
export function summarizeCloses(closes: Iterable<ConfirmedClose>): CloseHistory {
  const running = new Map<string, { count: number; mean: number; squares: number }>();
  for (const { source, hammerPriceCents, wholesaleP50Cents } of closes) {
    if (!(hammerPriceCents > 0 && wholesaleP50Cents > 0)) continue;
    const logRatio = Math.log(hammerPriceCents / wholesaleP50Cents);
    const sum = running.get(source) ?? { count: 0, mean: 0, squares: 0 };
    // Welford's update: one pass, no loss of digits
    sum.count += 1;
    const delta = logRatio - sum.mean;
    sum.mean += delta / sum.count;
    sum.squares += delta * (logRatio - sum.mean);
    running.set(source, sum);
  }
  return new Map(
    [...running].map(([source, { count, mean, squares }]): [string, SourceCloseHistory] => [
      source,
      { count, meanLogRatio: mean, sdLogRatio: Math.sqrt(squares / count) },
    ]),
  );
}
