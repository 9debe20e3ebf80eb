import { z } from 'zod';
import { plainText } from './deals.ts';
import { centsSchema, instantSchema } from './money.ts';

/** No fee is a million dollars, and none is negative. */
const feeCentsSchema = centsSchema.min(0).max(100_000_000);
const tierStartSchema = centsSchema.min(0).max(5_000_000_000);
/** Six decimals, so that the cent is exact at every price. */
const feeRatioSchema = z
  .number()
  .min(0)
  .max(1, '0.125 is 12.5 %')
  .refine((ratio) => Math.abs(ratio * 1e6 - Math.round(ratio * 1e6)) < 1e-6, 'at most six decimals');

const limits = { minimumCents: feeCentsSchema.optional(), capCents: feeCentsSchema.optional() };

interface Problems {
  addIssue(issue: { code: 'custom'; path: (string | number)[]; message: string }): void;
}

function checkLimits(
  rule: { minimumCents?: number | undefined; capCents?: number | undefined },
  to: Problems,
) {
  if (rule.minimumCents !== undefined && rule.capCents !== undefined && rule.capCents < rule.minimumCents)
    to.addIssue({ code: 'custom', path: ['capCents'], message: 'the cap is under the minimum' });
}

function checkTiers(tiers: readonly { readonly fromCents: number }[], to: Problems) {
  tiers.forEach(({ fromCents }, at) => {
    const path = ['tiers', at, 'fromCents'];
    const before = tiers[at - 1];
    if (at === 0 && fromCents !== 0)
      to.addIssue({ code: 'custom', path, message: 'the first tier starts at 0' });
    else if (before && fromCents <= before.fromCents)
      to.addIssue({ code: 'custom', path, message: 'overlaps the tier before: each starts above the last' });
  });
}

const marginalTierSchema = z.object({ fromCents: tierStartSchema, ratio: feeRatioSchema }).strict();
const wholeAmountTierSchema = z.union([
  z.object({ fromCents: tierStartSchema, amountCents: feeCentsSchema }).strict(),
  z.object({ fromCents: tierStartSchema, ratio: feeRatioSchema }).strict(),
]);

/** The language of fees, as `FeeRule` in core/costing/fees: every rule takes the hammer price as its base. */
export const feeRuleSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('flat'), amountCents: feeCentsSchema }).strict(),
    z.object({ kind: z.literal('percent'), ratio: feeRatioSchema, ...limits }).strict(),
    z
      .object({
        kind: z.literal('marginal_tiers'),
        tiers: z.array(marginalTierSchema).min(1).max(200),
        ...limits,
      })
      .strict()
      .describe('each tier’s ratio applies to the part of the price inside the tier'),
    z
      .object({
        kind: z.literal('whole_amount_tiers'),
        tiers: z.array(wholeAmountTierSchema).min(1).max(200),
        ...limits,
      })
      .strict()
      .describe('the tier that the price falls in gives the fee for the whole price'),
  ])
  .superRefine((rule, problems) => {
    if ('tiers' in rule) checkTiers(rule.tiers, problems);
    if (rule.kind !== 'flat') checkLimits(rule, problems);
  });

export const scheduledFeeSchema = z
  .object({
    line: z.enum(['buyer_premium', 'auction_fee', 'gate_fee', 'virtual_bid_fee', 'documentation']),
    label: plainText(80).min(1).describe('plain words: "buyer premium", "gate fee"'),
    rule: feeRuleSchema,
    titleGroup: z.enum(['clean', 'branded']).optional().describe('applies to these titles only'),
    payment: z.enum(['secured', 'unsecured']).optional().describe('applies to this way of paying only'),
    taxable: z.boolean().describe('sales tax is charged on the fee too'),
    caveat: plainText(300).min(1).optional(),
  })
  .strict();

/** `PUT /api/v1/fee-schedules/{source}` */
export const ownFeeScheduleSchema = z
  .object({
    effectiveFrom: z.iso.date().describe('first day (YYYY-MM-DD, UTC) on which it holds'),
    citation: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .describe('where the figures come from: an invoice, your contract'),
    fees: z.array(scheduledFeeSchema).min(1).max(20),
  })
  .strict();
export type OwnFeeScheduleInput = z.infer<typeof ownFeeScheduleSchema>;

export const feeScheduleSchema = z.object({
  id: z.string(),
  source: z.string(),
  sourceName: z.string(),
  origin: z.enum(['shipped', 'own']),
  effectiveFrom: z.string(),
  citation: z.string(),
  fees: z.array(scheduledFeeSchema),
  standing: z.boolean().describe('false: superseded for your dealership; kept to be looked up'),
  revision: z.number().int().nullable(),
  addedAt: instantSchema.nullable(),
  addedBy: z.string().nullable(),
});
export const feeSchedulesSchema = z.object({ schedules: z.array(feeScheduleSchema) });
export type FeeSchedules = z.infer<typeof feeSchedulesSchema>;
