import type { Refusal } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { CostKind, CostNote, CostSubject, PaymentMethod } from '../cost.ts';
import { titleBrandOf } from '../stated.ts';
import { applyFeeRule, formatRatio } from './apply-fee-rule.ts';
import { type FeeBook, findSchedule } from './fee-book.ts';

export interface QuotedFee {
  readonly kind: CostKind;
  readonly taxable: boolean;
  readonly amountAt: (hammerCents: number) => number;
  readonly basisAt: (hammerCents: number) => string;
  /** Where the fee is not known for certain: why. */
  readonly approximate?: string;
}

/** What the auction adds to the hammer price of one lot. */
export interface QuotedFees {
  readonly fees: readonly QuotedFee[];
  readonly stepsCents: readonly number[];
  readonly notes: readonly CostNote[];
}

type FeeSubject = Pick<CostSubject, 'source' | 'titleBrand' | 'findings' | 'buyerPremiumRatio' | 'asOf'>;

/** No auction is known to charge more than this; a greater share is a dollar amount in the wrong field. */
const greatestPremium = 0.5;

/**
 * The fees of the lot's source on the day of `asOf`, with the lot's own premium in place of the schedule's where its
 * page states one. Refuses a source without a schedule (unless the lot states its premium) and an absurd premium.
 */
export function quoteFees(
  subject: FeeSubject,
  payment: PaymentMethod,
  book: FeeBook,
): Result<QuotedFees, Refusal> {
  const own = subject.buyerPremiumRatio;
  if (own !== undefined && !(own >= 0 && own <= greatestPremium))
    return err({
      stage: 'cost',
      code: 'bad_buyer_premium',
      reason: `A buyer premium of ${formatRatio(own)} cannot be right, so no cost is given.`,
      missing: ['buyerPremiumRatio'],
    });
  if (subject.source === undefined)
    return ok(own === undefined ? noSource : statedPremiumOnly(own, 'the request'));

  const title = titleBrandOf(subject) === 'clean' ? 'clean' : 'branded';
  const found = findSchedule(book, subject.source, title, payment, subject.asOf);
  if (!found) {
    if (own !== undefined) return ok(statedPremiumOnly(own, `the lot's page on ${subject.source}`));
    return err({
      stage: 'cost',
      code: 'unknown_fee_schedule',
      reason: `We do not know what ${subject.source} charges buyers, so no cost is given.`,
      missing: ['source', 'buyerPremiumRatio'],
    });
  }
  const { schedule, fees, stepsCents } = found.ready;
  const earlier = found.beforeOldest ? '; the oldest schedule we know, used for an earlier day' : '';
  const origin = `${schedule.id}, in force from ${schedule.effectiveFrom}${earlier}; ${schedule.citation}`;
  const notes: CostNote[] = [];
  const quoted = fees.map(({ fee, applied }): QuotedFee => {
    if (fee.line === 'buyer_premium' && own !== undefined) {
      const minimumCents = 'minimumCents' in fee.rule ? fee.rule.minimumCents : undefined;
      const stated = applyFeeRule({ kind: 'percent', ratio: own, ...(minimumCents && { minimumCents }) });
      return {
        kind: 'buyer_premium',
        taxable: fee.taxable,
        amountAt: stated.amountAt,
        basisAt: (cents) =>
          `${stated.explainAt(cents)}, as the lot's own page states (instead of ${schedule.id})`,
      };
    }
    if (fee.caveat && fee.line === 'buyer_premium')
      notes.push({ code: 'fee_uncertain', severity: 'info', evidence: fee.caveat, blocks: false });
    const caveat = fee.caveat ? `; ${fee.caveat}` : '';
    return {
      kind: fee.line,
      taxable: fee.taxable,
      amountAt: applied.amountAt,
      basisAt: (cents) => `${fee.label}: ${applied.explainAt(cents)}; ${origin}${caveat}`,
      ...(fee.caveat && { approximate: fee.caveat }),
    };
  });
  return ok({ fees: quoted, stepsCents, notes });
}

const noSource: QuotedFees = {
  fees: [
    {
      kind: 'buyer_premium',
      taxable: false,
      amountAt: () => 0,
      basisAt: () => 'no auction was named, so no auction fee is counted; name the source to count its fees',
    },
  ],
  stepsCents: [],
  notes: [
    {
      code: 'no_auction_fees',
      severity: 'info',
      evidence: 'No auction was named, so no buyer premium or other auction fee is counted.',
      blocks: false,
    },
  ],
};

function statedPremiumOnly(ratio: NonNullable<FeeSubject['buyerPremiumRatio']>, where: string): QuotedFees {
  const stated = applyFeeRule({ kind: 'percent', ratio });
  return {
    fees: [
      {
        kind: 'buyer_premium',
        taxable: true,
        amountAt: stated.amountAt,
        basisAt: (cents) =>
          `${stated.explainAt(cents)}, as stated by ${where}; no other fee of this auction is known`,
      },
    ],
    stepsCents: [],
    notes: [
      {
        code: 'fee_uncertain',
        severity: 'info',
        evidence: 'Only the stated buyer premium is counted; other fees of this auction are not known.',
        blocks: false,
      },
    ],
  };
}
