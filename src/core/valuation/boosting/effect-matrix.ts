import {
  type EffectTerm,
  effectTerms,
  gradeKnots,
  milesKnots,
  type Track,
  withinStretch,
} from './effect-terms.ts';
import { hashNumber, joinHashes } from './hash-key.ts';
import type { LotHashes } from './lot-hashes.ts';

/** Sparse rows of effects: row r holds entries `rowStarts[r]`…`rowStarts[r + 1]`. */
export interface EffectMatrix {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly rowStarts: Int32Array;
  readonly columns: Int32Array;
  /** Already divided by the square root of the term's penalty, so that every column is penalised alike. */
  readonly values: Float32Array;
  /** Per column: its key (see {@link columnKey}) and the scale that turns a solution into a coefficient. */
  readonly columnKeys: Uint32Array;
  readonly columnScales: Float32Array;
}

/** One 32-bit key for a term's coefficient; 0 when the term does not apply. */
export const columnKey = (termIndex: number, key: number): number => joinHashes(hashNumber(termIndex), key);

const unitMiles = 20_000;

/** What the coefficient of `term` multiplies, before its factor, for a car with those miles and that grade. */
export function basisValue(term: EffectTerm, lot: LotHashes, miles: number, grade: number): number {
  const { basis } = term;
  switch (basis.of) {
    case 'one':
      return 1;
    case 'miles':
      return miles / unitMiles - 2.5;
    case 'milesAboveUsual':
      return (miles - lot.usualMiles) / unitMiles;
    case 'grade':
      return grade - 3;
    case 'milesSegment':
      return (
        withinStretch(miles, milesKnots[basis.segment] ?? 0, milesKnots[basis.segment + 1] ?? 0) / unitMiles
      );
    case 'gradeSegment':
      return withinStretch(grade, gradeKnots[basis.segment] ?? 0, gradeKnots[basis.segment + 1] ?? 0);
  }
}

/** Lays out the effects of every car for one track. */
export function buildEffectMatrix(lots: readonly LotHashes[], track: Track): EffectMatrix {
  const used = effectTerms.flatMap((term, index) =>
    Number.isFinite(term.penalty[track]) ? [{ term, index, scale: 1 / Math.sqrt(term.penalty[track]) }] : [],
  );
  const columnOf = new Map<number, number>();
  const columnScales: number[] = [];
  const rowStarts = new Int32Array(lots.length + 1);
  const columns = new Int32Array(lots.length * used.length);
  const values = new Float32Array(lots.length * used.length);
  let at = 0;
  for (const [row, lot] of lots.entries()) {
    for (const { term, index, scale } of used) {
      const key = columnKey(index, term.key(lot));
      if (key === 0) continue;
      const factor = term.factor === undefined ? 1 : term.factor(lot);
      const value = factor === 0 ? 0 : factor * basisValue(term, lot, lot.miles, lot.grade);
      if (value === 0) continue;
      let column = columnOf.get(key);
      if (column === undefined) {
        column = columnOf.size;
        columnOf.set(key, column);
        columnScales.push(scale);
      }
      columns[at] = column;
      values[at++] = value * scale;
    }
    rowStarts[row + 1] = at;
  }
  return {
    rowCount: lots.length,
    columnCount: columnOf.size,
    rowStarts,
    columns: columns.subarray(0, at),
    values: values.subarray(0, at),
    columnKeys: Uint32Array.from(columnOf.keys()),
    columnScales: Float32Array.from(columnScales),
  };
}
