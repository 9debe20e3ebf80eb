import { basisValue, columnKey, type EffectMatrix } from './effect-matrix.ts';
import { blocks, effectTerms, gradeKnots, milesKnots, type Track } from './effect-terms.ts';
import type { EffectSolution } from './fit-effects.ts';
import type { LotHashes } from './lot-hashes.ts';

/** Fitted effects in an open-addressing table: `coefficients[slot]` belongs to `keys[slot]`; key 0 is an empty slot. */
export interface EffectModel {
  readonly track: Track;
  readonly intercept: number;
  readonly keys: Uint32Array;
  readonly coefficients: Float32Array;
}

/** Coefficients are kept as whole multiples of this: $1.22 in $10,000. Those that round to nothing are dropped. */
export const coefficientUnit = 1 / 8192;
const mostUnits = 32_767;

export function createEffectModel(track: Track, matrix: EffectMatrix, fit: EffectSolution): EffectModel {
  const keys: number[] = [];
  const coefficients: number[] = [];
  for (let column = 0; column < matrix.columnCount; column++) {
    const coefficient = (fit.solution[column] as number) * (matrix.columnScales[column] as number);
    const units = Math.max(-mostUnits, Math.min(mostUnits, Math.round(coefficient / coefficientUnit)));
    if (units === 0) continue;
    keys.push(matrix.columnKeys[column] as number);
    coefficients.push(units * coefficientUnit);
  }
  return hashEffects(track, fit.intercept, Uint32Array.from(keys), Float32Array.from(coefficients));
}

/** Lays keys and coefficients out for lookup, at most half full. */
export function hashEffects(
  track: Track,
  intercept: number,
  keys: Uint32Array,
  coefficients: Float32Array,
): EffectModel {
  let capacity = 1024;
  while (capacity < keys.length * 2) capacity *= 2;
  const table = new Uint32Array(capacity);
  const tableCoefficients = new Float32Array(capacity);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number;
    let slot = key & (capacity - 1);
    while (table[slot] !== 0 && table[slot] !== key) slot = (slot + 1) & (capacity - 1);
    table[slot] = key;
    tableCoefficients[slot] = coefficients[i] as number;
  }
  return { track, intercept, keys: table, coefficients: tableCoefficients };
}

export interface EffectSums {
  /** Natural logarithm of the price (of price over book, in the book track). */
  total: number;
  /** The same with usual miles and grade 3: what the car is, apart from wear. */
  atReference: number;
  /** What miles beyond the usual take off, and what a grade above 3 adds; both are in their blocks as well. */
  wear: number;
  polish: number;
  /** Per block of `blocks`; with the intercept they sum to `total`. */
  readonly blocks: Float64Array;
}

export const createEffectSums = (): EffectSums => ({
  total: 0,
  atReference: 0,
  wear: 0,
  polish: 0,
  blocks: new Float64Array(blocks.length),
});

const referenceGrade = 3;
const unitMiles = 20_000;
const termsOf = (track: Track) =>
  effectTerms.flatMap((term, index) =>
    Number.isFinite(term.penalty[track]) ? [{ term, index, block: blocks.indexOf(term.block) }] : [],
  );
const termsByTrack = { blind: termsOf('blind'), graded: termsOf('graded'), book: termsOf('book') };
const milesBlock = blocks.indexOf('miles');
const gradeBlock = blocks.indexOf('grade');

/**
 * Sums the effects that apply to a car into `sums`. The slope over miles is held at or under zero everywhere and the
 * slope over grade at or over zero, whatever the fitted coefficients say, starting from usual miles and grade 3.
 */
export function sumEffects(model: EffectModel, lot: LotHashes, sums: EffectSums): void {
  const { keys, coefficients } = model;
  const mask = keys.length - 1;
  sums.blocks.fill(0);
  let milesSlope = 0;
  let gradeSlope = 0;
  const milesSlopes = [0, 0, 0, 0, 0, 0, 0, 0];
  const gradeSlopes = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const { term, index, block } of termsByTrack[model.track]) {
    const key = columnKey(index, term.key(lot));
    if (key === 0) continue;
    const factor = term.factor === undefined ? 1 : term.factor(lot);
    if (factor === 0) continue;
    let slot = key & mask;
    while (keys[slot] !== key && keys[slot] !== 0) slot = (slot + 1) & mask;
    if (keys[slot] === 0) continue;
    const effect = factor * (coefficients[slot] as number);
    const { basis } = term;
    if (basis.of === 'miles' || basis.of === 'milesAboveUsual') milesSlope += effect;
    else if (basis.of === 'milesSegment')
      milesSlopes[basis.segment] = (milesSlopes[basis.segment] ?? 0) + effect;
    else if (basis.of === 'grade') gradeSlope += effect;
    else if (basis.of === 'gradeSegment')
      gradeSlopes[basis.segment] = (gradeSlopes[basis.segment] ?? 0) + effect;
    sums.blocks[block] =
      (sums.blocks[block] as number) + effect * basisValue(term, lot, lot.usualMiles, referenceGrade);
  }
  let total = model.intercept;
  for (const sum of sums.blocks) total += sum;
  sums.atReference = total;
  const wear = climb(milesKnots, milesSlopes, milesSlope, -1, lot.usualMiles, lot.miles) / unitMiles;
  const polish = climb(gradeKnots, gradeSlopes, gradeSlope, 1, referenceGrade, lot.grade);
  sums.blocks[milesBlock] = (sums.blocks[milesBlock] as number) + wear;
  sums.blocks[gradeBlock] = (sums.blocks[gradeBlock] as number) + polish;
  sums.wear = wear;
  sums.polish = polish;
  sums.total = total + wear + polish;
}

/** Integral from `from` to `to` of the slopes, each held to the sign of `direction`. */
function climb(
  knots: readonly number[],
  segmentSlopes: readonly number[],
  slope: number,
  direction: 1 | -1,
  from: number,
  to: number,
): number {
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  let sum = 0;
  for (let segment = 0; segment + 1 < knots.length; segment++) {
    const start = Math.max(low, knots[segment] ?? 0);
    const end = Math.min(high, knots[segment + 1] ?? 0);
    if (end <= start) continue;
    const here = slope + (segmentSlopes[segment] ?? 0);
    if (here * direction > 0) sum += here * (end - start);
  }
  return to >= from ? sum : -sum;
}
