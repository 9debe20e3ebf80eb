import { createRandom } from './random.ts';
import type { TrainingSale } from './training-sale.ts';

/** Shares of the sales that are kept back: the most recent, and a random part of the rest. */
const recentShare = 0.08;
const randomShare = 0.09;

/**
 * Keeps back sales to calibrate on. The recent ones show the drift that a model meets in use; the random ones cover
 * cars and prices that happen not to be among the recent.
 */
export function splitForCalibration(
  sales: readonly TrainingSale[],
  seed: number,
): { learn: TrainingSale[]; calibrate: TrainingSale[] } {
  const days = Float64Array.from(sales, (sale) => sale.soldDay).sort();
  const recentDay = days[Math.floor(days.length * (1 - recentShare))] ?? 0;
  const random = createRandom(seed + 77);
  const learn: TrainingSale[] = [];
  const calibrate: TrainingSale[] = [];
  for (const sale of sales) {
    const drawn = random() < randomShare;
    (sale.soldDay >= recentDay || drawn ? calibrate : learn).push(sale);
  }
  return { learn, calibrate };
}
