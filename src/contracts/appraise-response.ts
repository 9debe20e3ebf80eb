import { z } from 'zod';
import { findingCodes } from '../core/listing/finding.ts';
import { segments } from '../core/vehicle/vehicle.ts';
import { centsSchema, instantSchema, moneyRangeSchema } from './money.ts';

const severitySchema = z.enum(['stop', 'warn', 'info']);

export const vehicleSchema = z.object({
  year: z.number().int().optional(),
  make: z.string().optional(),
  model: z.string().optional(),
  trim: z.string().optional(),
  body: z.string().optional(),
  drive: z.string().optional(),
  engineCylinders: z.number().optional(),
  engineLiters: z.number().optional(),
  fuel: z.string().optional(),
  transmission: z.string().optional(),
  color: z.string().optional(),
  segment: z.enum(segments),
  vin: z
    .object({ vin: z.string(), valid: z.boolean(), agrees: z.boolean().optional() })
    .optional()
    .describe('valid: the check digit is right; agrees: the decode agrees with the stated year and make'),
  confidence: z.number(),
  provenance: z.record(z.string(), z.string()),
});

export const comparableSchema = z.object({
  saleId: z.string(),
  soldAt: instantSchema,
  hammerPriceCents: centsSchema,
  year: z.number(),
  make: z.string(),
  model: z.string(),
  trim: z.string().optional(),
  odometerMiles: z.number().optional(),
  conditionGrade: z.number().optional(),
  state: z.string().optional(),
  adjustments: z.array(z.object({ kind: z.string(), amountCents: centsSchema })),
  adjustedCents: centsSchema,
  weight: z.number(),
});

/** `method: refused` carries no figures, only the reason. */
export const valueSchema = z.union([
  moneyRangeSchema.extend({
    method: z.enum(['model', 'comps', 'blend']),
    asOf: instantSchema,
    model: z.string(),
    evidence: z.object({ count: z.number().int(), sales: z.array(z.string()) }),
    confidence: z.number(),
    comparables: z.array(comparableSchema),
    typicalCents: centsSchema
      .optional()
      .describe('what the middle car of its segment brings: where the contributions start'),
    contributions: z.array(z.object({ label: z.string(), amountCents: centsSchema })),
    notes: z.array(z.string()),
  }),
  z.object({ method: z.literal('refused'), reason: z.string() }),
]);

export const costsSchema = z.object({
  atBidCents: centsSchema,
  totalCents: centsSchema,
  lines: z.array(
    z.object({
      kind: z.string(),
      amountCents: centsSchema,
      basis: z.string(),
      approximate: z.string().optional().describe('why the amount is only approximate, where it is'),
    }),
  ),
});

export const findingSchema = z.object({
  code: z.enum(findingCodes),
  polarity: z.enum(['present', 'absent', 'unknown']),
  severity: severitySchema,
  text: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  in: z.enum(['title', 'description', 'field']),
});

/** What the lot's own words say beside its findings; what they do not say is left out. */
export const readingSchema = z.object({
  estimatedGrade: z
    .object({
      mean: z.number(),
      sd: z.number().describe('one standard deviation, in grade points'),
      basis: z.string(),
    })
    .optional()
    .describe('condition on the 1.0–5.0 scale as estimated; counts where no grade is stated'),
  facts: z.array(z.object({ name: z.string(), value: z.string(), from: z.string() })),
  equipment: z.array(z.string()),
});

export const assessmentSchema = z.object({
  maxBidCents: centsSchema,
  maxBidConservativeCents: centsSchema,
  profitAtMaxBidCents: centsSchema,
  profitAtForecastCents: centsSchema.nullable(),
  probabilityProfit: z.number(),
  probabilityTarget: z
    .number()
    .nullable()
    .describe(
      'that the profit reaches the target when bought at the forecast close, or at the max bid if less',
    ),
  probabilityCloseUnderMaxBid: z.number().nullable(),
  edgeCents: centsSchema.nullable(),
  roi: z.number(),
  roiPerDay: z.number(),
  score: z.number().int().nullable(),
  grade: z.enum(['platinum', 'gold', 'silver', 'bronze', 'none']),
  flags: z.array(z.object({ code: z.string(), severity: severitySchema, evidence: z.string() })),
  reasons: z.array(z.string()),
  sensitivities: z.array(z.object({ label: z.string(), maxBidDeltaCents: centsSchema })),
});

export const refusalSchema = z.object({
  stage: z.string(),
  code: z.string(),
  reason: z.string(),
  missing: z.array(z.string()),
});

export const appraiseResponseSchema = z.object({
  vehicle: vehicleSchema,
  wholesale: valueSchema,
  retail: valueSchema.nullable(),
  costs: costsSchema.nullable(),
  forecastClose: moneyRangeSchema
    .extend({
      basis: z.string(),
      curve: z
        .object({
          medianCents: z.number(),
          spreadBelow: z.number(),
          spreadAbove: z.number(),
          floorCents: z.number(),
        })
        .describe('two-piece lognormal, given that it is at least the floor; spreads of the logarithm')
        .optional(),
    })
    .nullable(),
  lemon: z
    .object({
      probability: z.number(),
      baseRate: z.number(),
      drivers: z.array(z.object({ label: z.string(), delta: z.number() })),
    })
    .describe('Chance that a car like this is a bad buy'),
  pickup: z
    .array(
      z.object({
        code: z.string(),
        text: z.string(),
        start: z.number().int(),
        end: z.number().int(),
        days: z.number().int().optional(),
      }),
    )
    .describe('what the description says of fetching the car; spans count in it'),
  findings: z.array(findingSchema),
  reading: readingSchema,
  assessment: assessmentSchema.nullable(),
  refusals: z.array(refusalSchema),
});

export type AppraiseResponse = z.infer<typeof appraiseResponseSchema>;
