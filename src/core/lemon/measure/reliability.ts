import type { Judged } from './area-under-curve.ts';

/** A tenth of the cars, by rising probability: what was said of them and what happened. */
export interface ReliabilityBin {
  readonly cars: number;
  readonly least: number;
  readonly greatest: number;
  readonly meanProbability: number;
  readonly badShare: number;
}

/** Equal-count bins by rising probability (they differ by one car at most). */
export function reliabilityBins(judged: readonly Judged[], bins = 10): ReliabilityBin[] {
  const sorted = [...judged].sort((a, b) => a.probability - b.probability);
  return Array.from({ length: bins }, (_, k) => {
    const cars = sorted.slice(
      Math.floor((k * sorted.length) / bins),
      Math.floor(((k + 1) * sorted.length) / bins),
    );
    return {
      cars: cars.length,
      least: cars[0]?.probability ?? Number.NaN,
      greatest: cars.at(-1)?.probability ?? Number.NaN,
      meanProbability: mean(cars.map(({ probability }) => probability)),
      badShare: mean(cars.map(({ badBuy }) => (badBuy ? 1 : 0))),
    };
  });
}

/** Expected calibration error: |said − happened|, averaged over the bins by their cars (Naeini et al. 2015). */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, { cars }) => sum + cars, 0);
  return bins.reduce(
    (sum, { cars, meanProbability, badShare }) => sum + (cars / total) * Math.abs(meanProbability - badShare),
    0,
  );
}

/** Mean squared error of the probabilities (Brier 1950); lower is better. */
export const brierScore = (judged: readonly Judged[]): number =>
  mean(judged.map(({ probability, badBuy }) => (probability - (badBuy ? 1 : 0)) ** 2));

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
