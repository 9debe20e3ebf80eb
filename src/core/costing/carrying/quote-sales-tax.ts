import { exactShare } from '../../kernel/exact-share.ts';
import { type Cents, formatCents, type Ratio, toRatio } from '../../kernel/money.ts';
import type { BuyerProfile, CostSubject } from '../cost.ts';
import { formatRatio } from '../fees/apply-fee-rule.ts';
import { findCertificate } from './resale-certificate.ts';
import {
  dearestStateTax,
  salesTaxCheckedOn,
  salesTaxCitation,
  salesTaxTableId,
  stateSalesTax,
} from './state-sales-tax.ts';

export interface QuotedTax {
  /** Of the hammer price and the fees that are taxed. */
  readonly ratio: Ratio;
  /** The most that is taken, where the state sets a limit. */
  readonly capCents?: Cents;
  readonly basis: string;
  /** What the rate leaves out. */
  readonly approximate?: string;
}

const withoutLocal = 'the state rate only; counties and cities may add theirs: set your own rate';

/** The tax in cents on an amount in cents, limit included. */
export function taxFunction({
  ratio,
  capCents,
}: Pick<QuotedTax, 'ratio' | 'capCents'>): (taxedCents: number) => number {
  const share = exactShare(ratio);
  return capCents === undefined ? share : (taxed) => Math.min(capCents, share(taxed));
}

const dayOf = (instant: string): string => instant.slice(0, 10);

/** A valid resale certificate pays none; anyone else pays the lot's state's rate. */
export function quoteSalesTax(
  subject: Pick<CostSubject, 'state' | 'asOf'>,
  profile: BuyerProfile,
): QuotedTax {
  const certificate = findCertificate(profile, subject.state);
  const { expiresAt } = certificate;
  const of = certificate.state === undefined ? '' : ` for ${certificate.state}`;
  const expired = certificate.held && expiresAt !== undefined && expiresAt <= subject.asOf;
  if (certificate.held && !expired)
    return {
      ratio: toRatio(0),
      basis: `none: bought for resale on your resale certificate${of}${expiresAt === undefined ? '' : `, which counts until ${dayOf(expiresAt)}`}`,
    };
  const why = expired
    ? `your resale certificate${of} expired on ${dayOf(expiresAt)}`
    : 'no resale certificate in your profile';
  if (profile.salesTaxRatio !== undefined)
    return {
      ratio: profile.salesTaxRatio,
      basis: `${formatRatio(profile.salesTaxRatio)}, your own rate; ${why}`,
    };
  const own = subject.state === undefined ? undefined : stateSalesTax.get(subject.state);
  if (!own)
    return {
      ratio: dearestStateTax,
      approximate: "the lot's state is unknown",
      basis: `${formatRatio(dearestStateTax)} of hammer price and taxed fees, the dearest state rate, as the lot's state is unknown, local tax not included (${salesTaxTableId}: ${salesTaxCitation}); ${why}`,
    };
  const doubt = own.unverified && `unverified: ${own.unverified}`;
  const details = [
    own.law,
    own.note,
    own.capCents && `at most ${formatCents(own.capCents)}`,
    own.checked && `read at ${own.checked} on ${salesTaxCheckedOn}`,
    doubt,
  ].filter(Boolean);
  const named = details.length > 0 ? ` (${details.join('; ')})` : '';
  return {
    ratio: own.ratio,
    ...(own.capCents !== undefined && { capCents: own.capCents }),
    approximate: [withoutLocal, own.note, doubt].filter(Boolean).join('; '),
    basis: `${formatRatio(own.ratio)} of hammer price and taxed fees, ${subject.state}'s state rate${named}, local tax not included (${salesTaxTableId}: ${salesTaxCitation}); ${why}`,
  };
}
