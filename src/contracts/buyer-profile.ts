import { z } from 'zod';
import { type CostFigureKey, costFigureKeys, costFigures } from '../core/costing/cost-figures.ts';
import { centsSchema } from './money.ts';

const policySchema = z.enum(['block', 'discount', 'flag']);
const ownCentsSchema = centsSchema.min(0).max(10_000_000).nullable();
const ownShareSchema = z.number().min(0).max(1).nullable();
const stateSchema = z.string().regex(/^[A-Z]{2}$/, 'a state has two capital letters');
const lastDaySchema = z.iso
  .date()
  .refine((day) => day >= '1900-01-01' && day <= '2099-12-31', 'a day between the years 1900 and 2099')
  .nullable();

const certificateSchema = z
  .object({ state: stateSchema, expiresOn: lastDaySchema.describe('The last day on which it counts') })
  .strict();

const figureShape = Object.fromEntries(
  costFigureKeys.map((key) => [
    key,
    z.number().min(0).max(costFigures[key].most).nullable().describe(costFigures[key].label).optional(),
  ]),
) as Record<CostFigureKey, z.ZodOptional<z.ZodNullable<z.ZodNumber>>>;

/**
 * How the dealership buys. Every field is optional in a request; what is left out keeps the dealership's own setting.
 * Where a field may be `null`, that puts the standard back.
 */
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
    resaleCertificateExpiresOn: lastDaySchema.describe('The last day on which it counts; null: no end'),
    resaleCertificates: z
      .array(certificateSchema)
      .max(60)
      .refine((list) => new Set(list.map(({ state }) => state)).size === list.length, 'one a state')
      .describe('Certificates of single states: each decides in its own state'),
    enclosedTransport: z.boolean(),
    flyAndDrive: z.boolean().describe('Fetch cars that run and drive by plane where that is cheaper'),
    holdingCentsPerDay: centsSchema.min(0).max(100_000),
    salvagePolicy: policySchema,
    rustBeltPolicy: policySchema,
    odometerUnknownPolicy: policySchema,
    policePolicy: policySchema,
    paymentMethod: z
      .enum(['secured', 'unsecured'])
      .describe('How auctions are paid; unsecured (card) costs more at some'),
    daysToSell: z.number().int().min(1).max(3_650).nullable(),
    floorplanApr: ownShareSchema.describe('0.085 is 8.5 % a year; null: a figure a day instead'),
    floorplanCentsPerDay: ownCentsSchema,
    reconCents: ownCentsSchema.describe('In place of the whole reconditioning estimate'),
    transportCents: ownCentsSchema.describe('In place of the transport estimate, whatever the distance'),
    lemonProbability: ownShareSchema.describe("In place of each car's own chance of a bad buy"),
    lemonLossCents: ownCentsSchema,
    titleWorkCents: ownCentsSchema,
    outOfStateTitleCents: ownCentsSchema,
    salesTaxRatio: ownShareSchema.describe('In place of the state rate, local taxes included'),
    sellingCents: ownCentsSchema,
    salvageDiscountCents: ownCentsSchema,
    rustBeltDiscountCents: ownCentsSchema,
    odometerUnknownDiscountCents: ownCentsSchema,
    policeDiscountCents: ownCentsSchema,
    costFigures: z
      .object(figureShape)
      .strict()
      .describe('Own figures in place of the assumed ones; `GET /api/v1/profile/cost-figures` names them'),
  })
  .partial()
  .strict();

export type BuyerProfileInput = z.infer<typeof buyerProfileInputSchema>;

/** `GET /api/v1/profile/cost-figures` */
export const costFigureListSchema = z.object({
  figures: z.array(
    z.object({
      key: z.string(),
      in: z
        .enum(['profile', 'costFigures'])
        .describe('where a profile holds it: itself, or its `costFigures`'),
      group: z.enum(['selling', 'whole', 'title', 'discounts', 'recon', 'defects', 'transport', 'size']),
      label: z.string(),
      unit: z.enum(['cents', 'cents_per_mile', 'factor', 'share', 'days']),
      standard: z.number().nullable().describe('null: leaving it out means an estimate for each car'),
      most: z.number(),
    }),
  ),
});
export type CostFigureList = z.infer<typeof costFigureListSchema>;
