import type { SaleId } from '../../kernel/ids.ts';
import type { Cents } from '../../kernel/money.ts';
import type { ValuationSubject } from '../valuation.ts';

/** One confirmed sale that the installation was given. */
export interface OwnSale {
  readonly saleId: SaleId;
  readonly hammerPriceCents: Cents;
  /** The car as it would have been asked about; `asOf` is the moment of its sale. */
  readonly subject: ValuationSubject;
}
