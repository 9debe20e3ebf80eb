import { describe, expect, it } from 'vitest';
import type { EffectMatrix } from './effect-matrix.ts';
import { fitEffects } from './fit-effects.ts';

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

describe('fitEffects', () => {
  const groupOf = Array.from({ length: 400 }, (_, row) => (row < 390 ? row % 2 : 2));
  const noise = (row: number) => ((row * 37) % 11) / 5 - 1;
  const truth = [-1, 1, 3];
  const targets = Float64Array.from(groupOf, (group, row) => (truth[group] ?? 0) + noise(row));
  const even = new Float64Array(groupOf.length).fill(1);
  const price = (fit: ReturnType<typeof fitEffects>, group: number) =>
    fit.intercept + (fit.solution[group] ?? 0);

  it('finds what groups with many sales bring', () => {
    const fit = fitEffects(groups(groupOf, 3), targets, even);
    expect(Math.abs(price(fit, 0) + 1)).toBeLessThan(0.15);
    expect(Math.abs(price(fit, 1) - 1)).toBeLessThan(0.15);
  });

  it('draws a group of few sales towards the whole', () => {
    const fit = fitEffects(groups(groupOf, 3), targets, even);
    expect(price(fit, 2)).toBeLessThan(3);
    expect(price(fit, 2)).toBeGreaterThan(1);
  });

  it('is not led astray by a keyboard slip', () => {
    const slipped = targets.slice();
    for (let row = 0; row < 40; row += 2) slipped[row] = 40;
    expect(price(fitEffects(groups(groupOf, 3), slipped, even), 0)).toBeLessThan(-0.5); // their mean is 3.2
  });

  it('leaves rows of weight 0 out, and columns that only they have at 0', () => {
    const weights = even.map((weight, row) => (groupOf[row] === 2 ? 0 : weight));
    expect(fitEffects(groups(groupOf, 3), targets, weights).solution[2]).toBe(0);
  });
});
