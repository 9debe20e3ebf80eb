import { basisValue } from './effect-matrix.ts';
import { effectTerms } from './effect-terms.ts';
import { beginJoin, endJoin, hashNumber } from './hash-key.ts';
import type { LotHashes } from './lot-hashes.ts';

/** What every effect term makes of one car, by the term's place in `effectTerms`: worked out once for all tracks. */
export interface LotTerms {
  /** The coefficient that applies, see `columnKey`; 0 = none. */
  readonly keys: Uint32Array;
  readonly factors: Float64Array;
  /** What the coefficient multiplies besides its factor at usual miles and grade 3. */
  readonly bases: Float64Array;
}

export const referenceGrade = 3;

export const createLotTerms = (): LotTerms => ({
  keys: new Uint32Array(effectTerms.length),
  factors: new Float64Array(effectTerms.length),
  bases: new Float64Array(effectTerms.length),
});

const begun = Int32Array.from(effectTerms, (_, index) => beginJoin(hashNumber(index)));

/** Overwrites and answers `into`. */
export function describeTerms(lot: LotHashes, into: LotTerms): LotTerms {
  const { keys, factors, bases } = into;
  for (let index = 0; index < effectTerms.length; index++) {
    const term = effectTerms[index];
    if (term === undefined) continue;
    const own = term.key(lot);
    const factor = term.factor === undefined ? 1 : term.factor(lot);
    keys[index] = own === 0 || factor === 0 ? 0 : endJoin(begun[index] as number, own);
    factors[index] = factor;
    bases[index] = basisValue(term, lot, lot.usualMiles, referenceGrade);
  }
  return into;
}
