import { z } from 'zod';
import { buyerProfileInputSchema } from './buyer-profile.ts';
import { bidCentsSchema, instantSchema } from './money.ts';

const shortText = z.string().trim().min(1).max(120);

/** `POST /api/v1/appraise`, and one line of `dealerscope appraise --jsonl`. */
export const appraiseRequestSchema = z
  .object({
    vin: z.string().trim().max(40),
    year: z.number().int().min(1900).max(2100),
    make: shortText,
    model: shortText,
    trim: shortText,
    body: shortText,
    transmission: shortText,
    drive: shortText,
    engine: shortText,
    fuel: shortText,
    odometerMiles: z.number().min(0).max(2_000_000),
    odometerBrand: z.enum(['actual', 'not_actual', 'exempt', 'unknown']),
    conditionGrade: z.number().min(1).max(5).describe('Wholesale condition grade, 1.0 to 5.0'),
    titleBrand: z.enum(['clean', 'salvage', 'rebuilt', 'flood', 'lemon', 'parts_only', 'bill_of_sale_only']),
    color: shortText,
    sellerType: z.enum(['government', 'dealer', 'fleet', 'insurance', 'private']),
    seller: z.string().trim().min(1).max(200),
    city: shortText,
    state: z.string().trim().length(2),
    zip: z
      .string()
      .trim()
      .regex(/^\d{5}(-\d{4})?$/, 'a ZIP code has five digits'),
    title: z.string().max(500),
    description: z.string().max(100_000),
    category: z.string().max(200),
    source: z.string().trim().min(1).max(40),
    buyerPremiumRatio: z.number().min(0).max(1).describe('0.125 is 12.5 %: overrides the source’s schedule'),
    currentBidCents: bidCentsSchema,
    bidCount: z.number().int().min(0).max(1_000_000),
    bidderCount: z.number().int().min(0).max(1_000_000),
    reserveMet: z.boolean(),
    endsAt: instantSchema,
    asOf: instantSchema.describe('Valuation date; the answer uses nothing observed later'),
    book: z
      .object({ name: shortText, cents: bidCentsSchema.min(1) })
      .strict()
      .describe('A guide value that the caller is licensed to use'),
    profile: buyerProfileInputSchema,
    comparables: z
      .boolean()
      .describe(
        'list the comparable sales behind each value and what drives the lemon risk; not listed when left out',
      ),
  })
  .partial()
  .strict()
  .refine(
    (request) =>
      request.vin !== undefined || (request.year !== undefined && !!request.make && !!request.model),
    {
      message: 'give either vin, or year, make and model',
      path: ['vin'],
    },
  );

export type AppraiseRequest = z.infer<typeof appraiseRequestSchema>;
