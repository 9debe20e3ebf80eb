import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LemonForest, packForest, scoreForest } from './lemon-forest.ts';
import { trainSmallModel } from './lemon-model.testkit.ts';

/** The walk as `LemonForest` describes it. */
function walk(forest: LemonForest, bins: readonly number[]): number {
  return forest.roots.reduce((total, root) => {
    let node = root;
    for (let input = forest.input[node] ?? -1; input >= 0; input = forest.input[node] ?? -1) {
      const bin = bins[input] ?? 0;
      const left = bin === 0 ? forest.unknownLeft[node] === 1 : bin <= (forest.lastLeftBin[node] ?? 0);
      node = (forest.firstChild[node] ?? 0) + (left ? 0 : 1);
    }
    return total + (forest.logOdds[node] ?? 0);
  }, 0);
}

describe('scoreForest', () => {
  it('sums the leaves that the plain walk reaches', () => {
    const { forest, packed, scales } = trainSmallModel(1500);
    const anyBins = fc.tuple(...scales.map(() => fc.nat(60)));
    fc.assert(
      fc.property(anyBins, (bins) => {
        expect(scoreForest(packed, bins)).toBe(walk(forest, bins));
      }),
      { numRuns: 500 },
    );
  });

  it('tells the unknown from the lowest and the highest bin', () => {
    for (const unknownLeft of [0, 1]) {
      for (const lastLeftBin of unknownLeft === 1 ? [0, 1, 254] : [1, 254]) {
        const forest: LemonForest = {
          roots: [0],
          input: [0, -1, -1],
          lastLeftBin: [lastLeftBin, 0, 0],
          unknownLeft: [unknownLeft, 0, 0],
          firstChild: [1, 0, 0],
          logOdds: [0, -1, 1],
        };
        for (const bin of [0, 1, 2, 254, 255])
          expect(scoreForest(packForest(forest), [bin])).toBe(walk(forest, [bin]));
      }
    }
  });
});
