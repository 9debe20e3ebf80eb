import type { OwnFeeScheduleInput } from '../../../../src/contracts/fee-schedules.ts';
import { readTypedDollars, readTypedPercent } from '../../lib/typed-number.ts';
import type { Fee, Rule, Schedule } from './fee-words.ts';

export interface TierDraft {
  readonly key: number;
  readonly from: string;
  readonly unit: 'dollars' | 'percent';
  readonly value: string;
}

export interface FeeDraft {
  readonly key: number;
  readonly line: Fee['line'];
  readonly label: string;
  readonly kind: Rule['kind'];
  readonly amount: string;
  readonly percent: string;
  readonly minimum: string;
  readonly cap: string;
  readonly tiers: readonly TierDraft[];
  readonly titleGroup: '' | 'clean' | 'branded';
  readonly payment: '' | 'secured' | 'unsecured';
  readonly isTaxable: boolean;
  readonly caveat: string;
}

/** An own schedule as it stands in the form, as typed. */
export interface ScheduleDraft {
  readonly effectiveFrom: string;
  readonly citation: string;
  readonly fees: readonly FeeDraft[];
}

export type ScheduleReading =
  | { readonly ok: true; readonly schedule: OwnFeeScheduleInput }
  /** By the pointer that the server would use, so that both kinds of error stand in the same place. */
  | { readonly ok: false; readonly errors: ReadonlyMap<string, string> };

const toDollars = (cents: number | undefined): string => (cents === undefined ? '' : String(cents / 100));
const toPercent = (ratio: number): string => String(Number((ratio * 100).toFixed(6)));

export const emptyTier = (key: number): TierDraft => ({ key, from: '0', unit: 'dollars', value: '' });

export const emptyFee = (key: number): FeeDraft => ({
  key,
  line: 'buyer_premium',
  label: 'buyer premium',
  kind: 'percent',
  amount: '',
  percent: '',
  minimum: '',
  cap: '',
  tiers: [emptyTier(0)],
  titleGroup: '',
  payment: '',
  isTaxable: true,
  caveat: '',
});

function toFeeDraft(fee: Fee, key: number): FeeDraft {
  const { rule } = fee;
  return {
    ...emptyFee(key),
    line: fee.line,
    label: fee.label,
    kind: rule.kind,
    ...(rule.kind === 'flat' && { amount: toDollars(rule.amountCents) }),
    ...(rule.kind === 'percent' && { percent: toPercent(rule.ratio) }),
    ...(rule.kind !== 'flat' && { minimum: toDollars(rule.minimumCents), cap: toDollars(rule.capCents) }),
    ...('tiers' in rule && {
      tiers: rule.tiers.map((tier, at) => ({
        key: at,
        from: toDollars(tier.fromCents),
        ...('amountCents' in tier
          ? { unit: 'dollars' as const, value: toDollars(tier.amountCents) }
          : { unit: 'percent' as const, value: toPercent(tier.ratio) }),
      })),
    }),
    titleGroup: fee.titleGroup ?? '',
    payment: fee.payment ?? '',
    isTaxable: fee.taxable,
    caveat: fee.caveat ?? '',
  };
}

/** A form that begins with the fees of a schedule, to be corrected. */
export const toScheduleDraft = (schedule: Schedule, effectiveFrom: string): ScheduleDraft => ({
  effectiveFrom,
  citation: '',
  fees: schedule.fees.map(toFeeDraft),
});

/** Reads the form. Only what is no number is refused here; everything else is the server's to judge. */
export function readScheduleDraft(draft: ScheduleDraft): ScheduleReading {
  const errors = new Map<string, string>();
  const read = (parse: (text: string) => number | undefined, text: string, pointer: string): number => {
    const value = parse(text);
    if (value === undefined) errors.set(pointer, text.trim() === '' ? 'give a figure' : 'not a number');
    return value ?? 0;
  };
  const readLimits = (fee: FeeDraft, at: string) => ({
    ...(fee.minimum.trim() !== '' && {
      minimumCents: read(readTypedDollars, fee.minimum, `${at}/minimumCents`),
    }),
    ...(fee.cap.trim() !== '' && { capCents: read(readTypedDollars, fee.cap, `${at}/capCents`) }),
  });
  const readRule = (fee: FeeDraft, at: string): Rule => {
    if (fee.kind === 'flat')
      return { kind: 'flat', amountCents: read(readTypedDollars, fee.amount, `${at}/amountCents`) };
    if (fee.kind === 'percent')
      return {
        kind: 'percent',
        ratio: read(readTypedPercent, fee.percent, `${at}/ratio`),
        ...readLimits(fee, at),
      };
    const fromOf = (tier: TierDraft, index: number) =>
      read(readTypedDollars, tier.from, `${at}/tiers/${index}/fromCents`);
    const ratioOf = (tier: TierDraft, index: number) =>
      read(readTypedPercent, tier.value, `${at}/tiers/${index}/ratio`);
    if (fee.kind === 'marginal_tiers')
      return {
        kind: 'marginal_tiers',
        tiers: fee.tiers.map((tier, index) => ({
          fromCents: fromOf(tier, index),
          ratio: ratioOf(tier, index),
        })),
        ...readLimits(fee, at),
      };
    return {
      kind: 'whole_amount_tiers',
      tiers: fee.tiers.map((tier, index) =>
        tier.unit === 'percent'
          ? { fromCents: fromOf(tier, index), ratio: ratioOf(tier, index) }
          : {
              fromCents: fromOf(tier, index),
              amountCents: read(readTypedDollars, tier.value, `${at}/tiers/${index}/amountCents`),
            },
      ),
      ...readLimits(fee, at),
    };
  };
  const fees = draft.fees.map((fee, index) => ({
    line: fee.line,
    label: fee.label,
    rule: readRule(fee, `/fees/${index}/rule`),
    ...(fee.titleGroup !== '' && { titleGroup: fee.titleGroup }),
    ...(fee.payment !== '' && { payment: fee.payment }),
    taxable: fee.isTaxable,
    ...(fee.caveat.trim() !== '' && { caveat: fee.caveat }),
  }));
  if (errors.size > 0) return { ok: false, errors };
  return { ok: true, schedule: { effectiveFrom: draft.effectiveFrom, citation: draft.citation, fees } };
}
