import type { LotKind } from '../lot-kind.ts';

/** One reason to take a lot for one kind (or, with less weight, for a neighbouring kind as well). */
export interface Evidence {
  readonly kind: LotKind;
  /** 0…8; see README.md for the scale. */
  readonly weight: number;
  /** A plain sentence. */
  readonly reason: string;
  /** The same words also speak, with this weight, for another kind. */
  readonly also?: { readonly kind: LotKind; readonly weight: number };
}
