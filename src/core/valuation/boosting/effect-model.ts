import { basisValue, columnKey, type EffectMatrix } from './effect-matrix.ts';
import {
  type Block,
  blocks,
  type EffectTerm,
  effectTerms,
  gradeKnots,
  milesKnots,
  type Track,
} from './effect-terms.ts';
import type { EffectSolution } from './fit-effects.ts';
import type { LotHashes } from './lot-hashes.ts';
import { createLotTerms, describeTerms, type LotTerms, referenceGrade } from './lot-terms.ts';

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
  /** Slopes over miles and grade, whole and per stretch of the knots: for the same car at another grade. */
  readonly slopes: Float64Array;
}

export const createEffectSums = (): EffectSums => ({
  total: 0,
  atReference: 0,
  wear: 0,
  polish: 0,
  blocks: new Float64Array(blocks.length),
  slopes: new Float64Array(slopeCount),
});

const unitMiles = 20_000;
const milesBlock = blocks.indexOf('miles');
const gradeBlock = blocks.indexOf('grade');

/** Where a coefficient goes besides its block: to a slope, whole or of one stretch of the knots. */
const noSlope = -1;
const milesSlopeAt = 0;
const gradeSlopeAt = 1;
const milesSlopesFrom = 2;
const gradeSlopesFrom = milesSlopesFrom + milesKnots.length - 1;
const slopeCount = gradeSlopesFrom + gradeKnots.length - 1;

function slopeOf({ basis }: EffectTerm): number {
  switch (basis.of) {
    case 'one':
      return noSlope;
    case 'miles':
    case 'milesAboveUsual':
      return milesSlopeAt;
    case 'grade':
      return gradeSlopeAt;
    case 'milesSegment':
      return milesSlopesFrom + basis.segment;
    case 'gradeSegment':
      return gradeSlopesFrom + basis.segment;
  }
}

const slopes = Int8Array.from(effectTerms, slopeOf);
const blockOf = Uint8Array.from(effectTerms, (term) => blocks.indexOf(term.block));
const termsOf = (track: Track) =>
  Uint16Array.from(
    effectTerms.flatMap((term, index) => (Number.isFinite(term.penalty[track]) ? [index] : [])),
  );
const termsByTrack = { blind: termsOf('blind'), graded: termsOf('graded'), book: termsOf('book') };
const ownTerms = createLotTerms();

/**
 * Sums the effects that apply to a car into `sums`. The slope over miles is held at or under zero everywhere and the
 * slope over grade at or over zero, whatever the fitted coefficients say, starting from usual miles and grade 3.
 * `terms` are the lot's own, where they are at hand.
 */
export function sumEffects(
  model: EffectModel,
  lot: LotHashes,
  sums: EffectSums,
  terms: LotTerms = describeTerms(lot, ownTerms),
): void {
  const { keys, coefficients } = model;
  const mask = keys.length - 1;
  const sum = sums.blocks;
  const slope = sums.slopes;
  sum.fill(0);
  slope.fill(0);
  const used = termsByTrack[model.track];
  for (let at = 0; at < used.length; at++) {
    const index = used[at] as number;
    const key = terms.keys[index] as number;
    if (key === 0) continue;
    let slot = key & mask;
    while (keys[slot] !== key && keys[slot] !== 0) slot = (slot + 1) & mask;
    if (keys[slot] === 0) continue;
    const effect = (terms.factors[index] as number) * (coefficients[slot] as number);
    const to = slopes[index] as number;
    if (to !== noSlope) slope[to] = (slope[to] as number) + effect;
    const block = blockOf[index] as number;
    sum[block] = (sum[block] as number) + effect * (terms.bases[index] as number);
  }
  let total = model.intercept;
  for (const part of sum) total += part;
  sums.atReference = total;
  sums.wear = climbMiles(sums, lot.usualMiles, lot.miles) / unitMiles;
  sums.polish = climbGrade(sums, lot.grade);
  sum[milesBlock] = (sum[milesBlock] as number) + sums.wear;
  sum[gradeBlock] = (sum[gradeBlock] as number) + sums.polish;
  sums.total = total + sums.wear + sums.polish;
}

/** What one block of effects alone adds to the log price, at usual miles and grade 3. */
export function sumBlock({ track, keys, coefficients }: EffectModel, block: Block, lot: LotHashes): number {
  const mask = keys.length - 1;
  const wanted = blocks.indexOf(block);
  let sum = 0;
  for (const index of termsByTrack[track]) {
    const term = effectTerms[index];
    if (blockOf[index] !== wanted || term === undefined) continue;
    const key = columnKey(index, term.key(lot));
    if (key === 0) continue;
    let slot = key & mask;
    while (keys[slot] !== key && keys[slot] !== 0) slot = (slot + 1) & mask;
    if (keys[slot] === 0) continue;
    const factor = term.factor === undefined ? 1 : term.factor(lot);
    sum += factor * (coefficients[slot] as number) * basisValue(term, lot, lot.usualMiles, referenceGrade);
  }
  return sum;
}

/** Turns the sums of a car into those of the same car at another grade: what `sumEffects` would give for it. */
export function moveGrade(sums: EffectSums, grade: number): void {
  const polish = climbGrade(sums, grade);
  sums.blocks[gradeBlock] = (sums.blocks[gradeBlock] as number) - sums.polish + polish;
  sums.polish = polish;
  sums.total = sums.atReference + sums.wear + polish;
}

const climbMiles = ({ slopes: all }: EffectSums, from: number, to: number): number =>
  climb(milesKnots, all, milesSlopesFrom, all[milesSlopeAt] as number, -1, from, to);

const climbGrade = ({ slopes: all }: EffectSums, to: number): number =>
  climb(gradeKnots, all, gradeSlopesFrom, all[gradeSlopeAt] as number, 1, referenceGrade, to);

/** Integral from `from` to `to` of the slopes, each held to the sign of `direction`. */
function climb(
  knots: readonly number[],
  segmentSlopes: Float64Array,
  firstSegment: number,
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
    const here = slope + (segmentSlopes[firstSegment + segment] as number);
    if (here * direction > 0) sum += here * (end - start);
  }
  return to >= from ? sum : -sum;
}
