import { describe, expect, it } from 'vitest';
import type { EffectMatrix } from './effect-matrix.ts';
import { type EffectSolution, fitEffects } from './fit-effects.ts';

/** One column per group, one entry per row, penalty 1. */
function groups(groupOf: readonly number[], groupCount: number): EffectMatrix {
  return {
    rowCount: groupOf.length,
    columnCount: groupCount,
    rowStarts: Int32Array.from({ length: groupOf.length + 1 }, (_, row) => row),
    columns: Int32Array.from(groupOf),
    values: new Float32Array(groupOf.length).fill(1),
    columnKeys: Uint32Array.from({ length: groupCount }, (_, column) => column + 1),
    columnScales: new Float32Array(groupCount).fill(1),
  };
}

function fitOne(matrix: EffectMatrix, targets: Float64Array, weights: Float64Array): EffectSolution {
  const [fit] = fitEffects(matrix, targets, [weights]);
  if (fit === undefined) throw new RangeError('no fit');
  return fit;
}

describe('fitEffects', () => {
  const groupOf = Array.from({ length: 400 }, (_, row) => (row < 390 ? row % 2 : 2));
  const noise = (row: number) => ((row * 37) % 11) / 5 - 1;
  const truth = [-1, 1, 3];
  const targets = Float64Array.from(groupOf, (group, row) => (truth[group] ?? 0) + noise(row));
  const even = new Float64Array(groupOf.length).fill(1);
  const price = (fit: EffectSolution, group: number) => fit.intercept + (fit.solution[group] ?? 0);

  it('finds what groups with many sales bring', () => {
    const fit = fitOne(groups(groupOf, 3), targets, even);
    expect(Math.abs(price(fit, 0) + 1)).toBeLessThan(0.15);
    expect(Math.abs(price(fit, 1) - 1)).toBeLessThan(0.15);
  });

  it('draws a group of few sales towards the whole', () => {
    const fit = fitOne(groups(groupOf, 3), targets, even);
    expect(price(fit, 2)).toBeLessThan(3);
    expect(price(fit, 2)).toBeGreaterThan(1);
  });

  it('is not led astray by a keyboard slip', () => {
    const slipped = targets.slice();
    for (let row = 0; row < 40; row += 2) slipped[row] = 40;
    expect(price(fitOne(groups(groupOf, 3), slipped, even), 0)).toBeLessThan(-0.5); // their mean is 3.2
  });

  it('leaves rows of weight 0 out, and columns that only they have at 0', () => {
    const weights = even.map((weight, row) => (groupOf[row] === 2 ? 0 : weight));
    expect(fitOne(groups(groupOf, 3), targets, weights).solution[2]).toBe(0);
  });

  it('gives each set of weights the fit that it has alone, however many are fitted together', () => {
    const sets = [0, 1, 2, 3, 4].map((held) => even.map((weight, row) => (row % 5 === held ? 0 : weight)));
    const together = fitEffects(groups(groupOf, 3), targets, sets);
    expect(together).toHaveLength(sets.length);
    for (const [at, set] of sets.entries()) {
      const alone = fitOne(groups(groupOf, 3), targets, set);
      for (const group of [0, 1, 2])
        expect(price(together[at] as EffectSolution, group)).toBeCloseTo(price(alone, group), 12);
    }
  });

  it('draws a column of one row as far as that row’s own error allows', () => {
    // each of the last ten rows stands alone in a column beside its group's
    const matrix = groups(groupOf, 13);
    const columns = Int32Array.from({ length: 410 }, (_, at) =>
      at < 390 ? (groupOf[at] as number) : (at - 390) % 2 === 0 ? 2 : 3 + ((at - 390) >> 1),
    );
    const rowStarts = Int32Array.from({ length: 401 }, (_, row) => (row < 390 ? row : 390 + 2 * (row - 390)));
    const fit = fitOne(
      { ...matrix, columns, rowStarts, values: new Float32Array(410).fill(1) },
      targets,
      even,
    );
    const shared = price(fit, 2);
    for (let row = 390; row < 400; row++) {
      const own = fit.solution[3 + (row - 390)] as number;
      const left = (targets[row] as number) - shared;
      // b = w (left − b), with a weight w of at most 1: at most half of what is left
      expect(own * left).toBeGreaterThan(0);
      expect(Math.abs(own)).toBeLessThanOrEqual(Math.abs(left) / 2 + 1e-9);
    }
  });
});
