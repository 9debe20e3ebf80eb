import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boostTrees, predictEnsemble } from './boost.ts';
import { pinballLoss } from './loss.ts';
import { predictPacked } from './packed-trees.ts';
import { createRandom } from './random.ts';

/** Trees over two features, unknown values among them; thresholds fall on values of the table. */
function growTrees(treeCount: number) {
  const rowCount = 800;
  const random = createRandom(treeCount);
  const values = new Float32Array(rowCount * 2);
  const targets = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const a = random() < 0.2 ? Number.NaN : Math.round((random() - 0.5) * 20) / 4;
    const b = random() < 0.2 ? Number.NaN : (random() - 0.5) * 1e5;
    values.set([a, b], row * 2);
    targets[row] = (Number.isNaN(a) ? 3 : Math.abs(a)) + (Number.isNaN(b) ? -2 : b / 1e5) + random();
  }
  const options = {
    treeCount,
    rate: 0.2,
    mostLeaves: 9,
    leastWeight: 5,
    shrinkage: 1,
    rowShare: 0.8,
    featureShare: 1,
    monotone: Int8Array.of(0, 0),
    allowed: [true, true],
    seed: 3,
  };
  const loss = pinballLoss(0.5, new Float64Array(rowCount).fill(1));
  return boostTrees({ rowCount, featureCount: 2, values }, targets, loss, options);
}

describe('packed trees', () => {
  it.each([1, 4, 30, 31])('answer as %i plain trees do, to the bit, unknown values included', (count) => {
    const trees = growTrees(count);
    // on the thresholds, next to them, beyond them, unknown
    const onGrid = fc.integer({ min: -40, max: 40 }).map((quarter) => quarter / 8);
    const value = fc.oneof(onGrid, fc.double({ min: -1e5, max: 1e5 }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(value, value, (a, b) => {
        const row = Float32Array.of(a, b);
        expect(predictPacked(trees, row)).toBe(predictEnsemble(trees, row));
      }),
      { numRuns: 2_000 },
    );
  });
});
