import { type Ratio, toRatio } from '../../kernel/money.ts';
import type { BuyerProfile, CostSubject } from '../cost.ts';
import { formatRatio } from '../fees/apply-fee-rule.ts';
import { dearestStateTax, salesTaxCitation, salesTaxTableId, stateSalesTax } from './state-sales-tax.ts';

export interface QuotedTax {
  /** Of the hammer price and the fees that are taxed. */
  readonly ratio: Ratio;
  readonly basis: string;
}

/** A valid resale certificate pays none; anyone else pays the lot's state's rate. */
export function quoteSalesTax(
  subject: Pick<CostSubject, 'state' | 'asOf'>,
  profile: BuyerProfile,
): QuotedTax {
  const expires = profile.resaleCertificateExpiresAt;
  const expired = expires !== undefined && expires <= subject.asOf;
  if (profile.resaleCertificate && !expired)
    return { ratio: toRatio(0), basis: 'none: bought for resale on your resale certificate' };
  const why = expired
    ? `your resale certificate expired on ${expires.slice(0, 10)}`
    : 'no resale certificate in your profile';
  if (profile.salesTaxRatio !== undefined)
    return {
      ratio: profile.salesTaxRatio,
      basis: `${formatRatio(profile.salesTaxRatio)}, your own rate; ${why}`,
    };
  const own = subject.state === undefined ? undefined : stateSalesTax.get(subject.state);
  const rate = own ?? dearestStateTax;
  const where =
    own === undefined
      ? "the dearest state rate, as the lot's state is unknown"
      : `${subject.state}'s state rate`;
  return {
    ratio: rate,
    basis: `${formatRatio(rate)} of hammer price and taxed fees, ${where}, local tax not included (${salesTaxTableId}: ${salesTaxCitation}); ${why}`,
  };
}
