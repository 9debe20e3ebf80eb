import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeatureTable } from './bin-features.ts';
import { attributeEnsemble, type BoostOptions, boostTrees, predictEnsemble } from './boost.ts';
import { dollarLoss, pinballLoss } from './loss.ts';
import { createRandom } from './random.ts';

const rowCount = 3_000;
const options: BoostOptions = {
  treeCount: 60,
  rate: 0.1,
  mostLeaves: 12,
  leastWeight: 20,
  shrinkage: 1,
  rowShare: 0.8,
  featureShare: 1,
  monotone: Int8Array.of(0, 0, 0),
  allowed: [true, true, true],
  seed: 5,
};

/** target = step of feature 0 + unknown-ness of feature 1 − bump of feature 2, with noise. */
function makeTable(): { table: FeatureTable; targets: Float64Array; weights: Float64Array } {
  const random = createRandom(3);
  const values = new Float32Array(rowCount * 3);
  const targets = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const [a, b, c] = [random(), random(), random()];
    const unknown = b < 0.3;
    values.set([a, unknown ? Number.NaN : b, c], row * 3);
    targets[row] = (a > 0.6 ? 2 : 0) + (unknown ? 1 : 0) - Math.sin(c * 9) + (random() - 0.5) * 0.6;
  }
  return {
    table: { rowCount, featureCount: 3, values },
    targets,
    weights: new Float64Array(rowCount).fill(1),
  };
}

describe('boostTrees', () => {
  const { table, targets, weights } = makeTable();
  const middle = pinballLoss(0.5, weights);
  const predictions = (trees: ReturnType<typeof boostTrees>) =>
    Array.from(targets, (_, row) => predictEnsemble(trees, table.values, row * 3));

  it('learns steps, unknown values and bumps', () => {
    const predicted = predictions(boostTrees(table, targets, middle, options));
    const mae =
      predicted.reduce((sum, value, row) => sum + Math.abs(value - (targets[row] ?? 0)), 0) / rowCount;
    expect(mae).toBeLessThan(0.2); // noise alone is 0.15
  });

  it('comes within the noise in dollars by the dollar loss', () => {
    const prices = targets.map((target) => 10_000 * Math.exp(target / 4));
    const logs = targets.map((target) => target / 4);
    const guessed = predictions(boostTrees(table, logs, dollarLoss(prices, weights), options));
    const error = (guess: (row: number) => number) =>
      prices.reduce((sum, price, row) => sum + Math.abs(guess(row) - price), 0) / rowCount;
    const mean = prices.reduce((sum, price) => sum + price, 0) / rowCount;
    expect(error((row) => 10_000 * Math.exp(guessed[row] ?? 0))).toBeLessThan(0.25 * error(() => mean));
  });

  it.each([0.1, 0.9])('puts about that share of targets under the %f quantile', (quantile) => {
    const predicted = predictions(boostTrees(table, targets, pinballLoss(quantile, weights), options));
    const under = predicted.filter((value, row) => (targets[row] ?? 0) <= value).length / rowCount;
    expect(Math.abs(under - quantile)).toBeLessThan(0.04);
  });

  it.each([1, -1])('never moves against direction %i, though the data do', (direction) => {
    const monotone = Int8Array.of(0, 0, direction);
    const trees = boostTrees(table, targets, middle, { ...options, monotone });
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, unit, unit, (a, b, c, d) => {
        const low = predictEnsemble(trees, Float32Array.of(a, b, Math.min(c, d)));
        const high = predictEnsemble(trees, Float32Array.of(a, b, Math.max(c, d)));
        expect((high - low) * direction).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
    expect(trees.some((tree) => tree.feature.includes(2))).toBe(true);
  });

  it('gives the same trees for the same seed and others for another', () => {
    const first = boostTrees(table, targets, middle, options);
    expect(boostTrees(table, targets, middle, options)).toEqual(first);
    expect(boostTrees(table, targets, middle, { ...options, seed: 6 })).not.toEqual(first);
  });

  it('attributes every prediction to its features without a rest', () => {
    const trees = boostTrees(table, targets, middle, options);
    const row = Float32Array.of(0.7, Number.NaN, 0.2);
    const additions = new Float64Array(3);
    const base = attributeEnsemble(trees, row, additions);
    const sum = additions.reduce((total, part) => total + part, base);
    expect(sum).toBeCloseTo(predictEnsemble(trees, row), 4);
  });
});
