import { formatCents, roundToCents, toCents } from '../../kernel/money.ts';
import type {
  Comparable,
  RetailValue,
  ValuationSubject,
  Valued,
  ValueOptions,
  Valuer,
  WholesaleValue,
} from '../valuation.ts';
import { compareOwnSale } from './compare-own-sale.ts';
import type { OwnSale } from './own-sale.ts';
import { type OwnEvidence, OwnSalesIndex } from './own-sales-index.ts';

/**
 * One own sale of just such a car, sold just now, weighs as much as everything else together; three weigh three
 * quarters. Other sales of the same model count three to one less (see `findNearbyPrices`). A judgement.
 */
const doubt = 1;
/** ln of how far own sales and the rest may be apart before it is said. */
const disagreement = 0.2;
const mostSaleIds = 20;
const mostListed = 8;

/** Wholesale values moved by the installation's own confirmed sales of the same model; retail stays as it is. */
export class OwnSalesValuer implements Valuer {
  readonly version: string;
  readonly #rest: Valuer;
  readonly #index: OwnSalesIndex;

  constructor(rest: Valuer, sales: readonly OwnSale[]) {
    this.#rest = rest;
    this.#index = new OwnSalesIndex(sales, rest);
    this.version = `${rest.version} own-1 sales:${sales.length}-${fingerprint(sales)}`;
  }

  valueRetail(subject: ValuationSubject, options?: ValueOptions): Valued<RetailValue> {
    return this.#rest.valueRetail(subject, options);
  }

  valueWholesale(subject: ValuationSubject, options: ValueOptions = {}): Valued<WholesaleValue> {
    const valued = this.#rest.valueWholesale(subject, options);
    const own = valued.ok ? this.#index.find(subject) : undefined;
    if (!valued.ok || own === undefined) return valued;
    return { ok: true, value: this.#move(subject, valued.value, own, options.withComparables ?? true) };
  }

  #move(
    subject: ValuationSubject,
    value: WholesaleValue,
    own: OwnEvidence,
    withComparables: boolean,
  ): WholesaleValue {
    const share = own.amount / (own.amount + doubt);
    const shift = share * own.miss;
    // what own sales say beyond the shift stays within the range
    const rest = own.miss - shift;
    const factor = Math.exp(shift);
    const p50Cents = roundToCents(value.p50Cents * factor);
    const step = toCents(p50Cents - value.p50Cents);
    const count = own.sales.length;
    const label = count === 1 ? 'an own sale of this model' : `${count} own sales of this model`;
    const said = roundToCents(value.p50Cents * Math.exp(own.miss));
    const comparables: Comparable[] = withComparables
      ? own.sales
          .slice(0, mostListed)
          .map(({ measured, weight }) =>
            compareOwnSale(this.#rest, subject, measured, weight / (own.amount + doubt)),
          )
      : [];
    return {
      ...value,
      p10Cents: toCents(
        Math.floor(Math.min(p50Cents, value.p10Cents * factor * Math.exp(Math.min(0, rest)))),
      ),
      p50Cents,
      p90Cents: toCents(Math.ceil(Math.max(p50Cents, value.p90Cents * factor * Math.exp(Math.max(0, rest))))),
      method: 'blend',
      model: `${value.model} own-1`,
      evidence: {
        count: value.evidence.count + count,
        sales: [...own.sales.map(({ measured }) => measured.sale.saleId), ...value.evidence.sales].slice(
          0,
          mostSaleIds,
        ),
      },
      comparables: [
        ...comparables,
        ...value.comparables.map((other) => ({ ...other, weight: other.weight * (1 - share) })),
      ],
      contributions:
        step === 0 ? value.contributions : [...value.contributions, { label, amountCents: step }],
      notes:
        Math.abs(own.miss) > disagreement
          ? [
              ...value.notes,
              `Own sales of this model say ${formatCents(said)}, everything else ${formatCents(value.p50Cents)}: the range holds both.`,
            ]
          : value.notes,
    };
  }
}

/** The same sales have the same print in any order. */
function fingerprint(sales: readonly OwnSale[]): string {
  let print = 0;
  for (const { saleId } of sales) {
    let hash = 0x811c9dc5;
    for (let at = 0; at < saleId.length; at++) hash = Math.imul(hash ^ saleId.charCodeAt(at), 0x01000193);
    print = (print + (hash >>> 0)) % 0x1_0000_0000;
  }
  return print.toString(36);
}
