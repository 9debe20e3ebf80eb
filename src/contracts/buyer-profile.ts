import { z } from 'zod';
import { centsSchema } from './money.ts';

const policySchema = z.enum(['block', 'discount', 'flag']);

/** How the dealership buys. Every field is optional in a request; what is left out keeps the dealership's own setting. */
export const buyerProfileInputSchema = z
  .object({
    homeZip: z
      .string()
      .regex(/^\d{5}$/, 'a ZIP code has five digits')
      .nullable()
      .describe('Where cars are hauled to; without it transport is not counted, and a flag says so'),
    exit: z.enum(['wholesale', 'retail']),
    targetMarginCents: centsSchema.min(0).max(10_000_000),
    resaleCertificate: z.boolean(),
    enclosedTransport: z.boolean(),
    holdingCentsPerDay: centsSchema.min(0).max(100_000),
    salvagePolicy: policySchema,
    rustBeltPolicy: policySchema,
    odometerUnknownPolicy: policySchema,
    policePolicy: policySchema,
  })
  .partial()
  .strict();

export type BuyerProfileInput = z.infer<typeof buyerProfileInputSchema>;
