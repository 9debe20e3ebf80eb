import { z } from 'zod';
import { appraiseResponseSchema, assessmentSchema } from './appraise-response.ts';
import { buyerProfileInputSchema } from './buyer-profile.ts';
import { centsSchema, instantSchema, moneyRangeSchema } from './money.ts';

/** Text that the database can hold: PostgreSQL knows no NUL character. */
export const plainText = (maxLength: number) =>
  z
    .string()
    .trim()
    .max(maxLength)
    .refine((text) => !text.includes('\0'), { message: 'holds a NUL character' });

/** The id in an address. */
export const dealIdParamsSchema = z.object({ id: plainText(60) });

/** Query parameters arrive as text; the same names are the URL of the inbox. */
export const dealsQuerySchema = z
  .object({
    q: plainText(200).optional(),
    make: plainText(60).optional(),
    model: plainText(60).optional(),
    yearMin: z.coerce.number().int().min(1900).max(2100).optional(),
    yearMax: z.coerce.number().int().min(1900).max(2100).optional(),
    milesMax: z.coerce.number().int().min(0).max(2_000_000).optional(),
    state: z
      .string()
      .trim()
      .regex(/^[A-Za-z]{2}$/, 'a state has two letters')
      .toUpperCase()
      .optional(),
    source: plainText(40).optional(),
    grade: z.enum(['platinum', 'gold', 'silver', 'bronze', 'none']).optional(),
    minEdge: z.coerce.number().int().min(0).optional().describe('whole dollars'),
    endsWithinHours: z.coerce.number().min(0).max(10_000).optional(),
    kind: z
      .enum(['road_vehicle', 'commercial_truck', 'equipment', 'not_a_vehicle', 'parts_only', 'all'])
      .default('road_vehicle'),
    status: z.enum(['open', 'ended', 'all']).default('open'),
    sort: z.enum(['edge', 'score', 'maxBid', 'roi', 'endsAt', 'currentBid', 'year', 'miles']).default('edge'),
    order: z.enum(['asc', 'desc']).optional().describe('left out: the useful direction of that sort'),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: z.string().max(500).optional(),
  })
  .strict();
export type DealsQuery = z.infer<typeof dealsQuerySchema>;

/** One row of the inbox. */
export const dealSummarySchema = z.object({
  id: z.string(),
  version: z.number().int().describe('rises with every new observation'),
  title: z.string(),
  kind: z.string(),
  year: z.number().int().nullable(),
  make: z.string().nullable(),
  model: z.string().nullable(),
  trim: z.string().nullable(),
  odometerMiles: z.number().nullable(),
  titleBrand: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  source: z.string(),
  sourceName: z.string(),
  url: z.string().nullable(),
  photoUrl: z.string().nullable(),
  status: z.string(),
  currentBidCents: centsSchema.nullable(),
  bidCount: z.number().nullable(),
  endsAt: instantSchema.nullable(),
  endsAtPrecision: z.enum(['minute', 'day']).nullable(),
  observedAt: instantSchema.describe('how old the bid and end time are'),
  wholesale: moneyRangeSchema.nullable(),
  retailP50Cents: centsSchema.nullable(),
  forecastCloseP50Cents: centsSchema.nullable(),
  confidence: z.number().nullable(),
  maxBidCents: centsSchema.nullable(),
  edgeCents: centsSchema.nullable(),
  profitAtForecastCents: centsSchema.nullable(),
  roi: z.number().nullable(),
  score: z.number().int().nullable(),
  grade: assessmentSchema.shape.grade,
  topReason: z.string().nullable().describe('the first reason, or why there is no score'),
  flags: assessmentSchema.shape.flags,
});
export type DealSummary = z.infer<typeof dealSummarySchema>;

/** What the market on screen is: live, or a sample of past lots shown as of its own day. */
export const marketSchema = z.object({
  isSample: z.boolean(),
  /** Moment that "now" means for this list: the wall clock when live, the sample's day otherwise. */
  asOf: instantSchema,
  readAt: instantSchema.nullable().describe('all that was written until then is in'),
  sources: z.array(
    z.object({
      source: z.string(),
      name: z.string(),
      observedFrom: instantSchema,
      observedTo: instantSchema,
      lots: z.number().int(),
      vehicles: z.number().int(),
      isSample: z.boolean(),
      note: z.string(),
    }),
  ),
});
export type Market = z.infer<typeof marketSchema>;

export const dealsPageSchema = z.object({
  market: marketSchema,
  total: z.number().int(),
  complete: z.boolean().describe('false while the market is still being read after a start'),
  changed: z
    .boolean()
    .describe('lots or settings changed since the cursor was given; the page is what now follows it'),
  deals: z.array(dealSummarySchema),
  nextCursor: z.string().nullable(),
});
export type DealsPage = z.infer<typeof dealsPageSchema>;

/** A page under other settings, with what each lot's maximum bid is under the saved ones. */
export const whatIfDealsPageSchema = dealsPageSchema.extend({
  deals: z.array(dealSummarySchema.extend({ savedMaxBidCents: centsSchema.nullable() })),
});
export type WhatIfDealsPage = z.infer<typeof whatIfDealsPageSchema>;

export const observationSchema = z.object({
  observedAt: instantSchema,
  status: z.string(),
  currentBidCents: centsSchema.nullable(),
  bidCount: z.number().nullable(),
  endsAt: instantSchema.nullable(),
});

export const dealDetailSchema = z.object({
  deal: dealSummarySchema,
  market: marketSchema,
  description: z.string().nullable(),
  photoUrls: z.array(z.string()),
  sellerName: z.string().nullable(),
  kind: z.object({ kind: z.string(), confidence: z.number(), reasons: z.array(z.string()) }),
  facts: z.array(z.object({ name: z.string(), value: z.string(), from: z.string() })),
  observations: z.array(observationSchema),
  capture: z.object({
    id: z.string(),
    url: z.string().nullable(),
    observedAt: instantSchema,
    sha256: z.string(),
    line: z.number().int().nullable(),
  }),
  asOf: instantSchema,
  profile: buyerProfileInputSchema,
  appraisal: appraiseResponseSchema.nullable().describe('null for what is not a road vehicle'),
});
export type DealDetail = z.infer<typeof dealDetailSchema>;

/** `POST /api/v1/deals/{id}/what-if`: the same lot under another profile; nothing is stored. */
export const whatIfRequestSchema = z.object({ profile: buyerProfileInputSchema }).strict();

/**
 * `POST /api/v1/deals/what-if`: the market ranked under another profile; nothing is stored. The query is that of the
 * inbox, without pages: the answer is the top `limit`.
 */
export const whatIfDealsRequestSchema = z
  .object({
    profile: buyerProfileInputSchema,
    query: dealsQuerySchema.omit({ cursor: true }).prefault({}),
  })
  .strict();
export type WhatIfDealsRequest = z.infer<typeof whatIfDealsRequestSchema>;

/** Facets for the filter controls, counted over the whole market. */
export const facetsSchema = z.object({
  makes: z.array(z.object({ value: z.string(), count: z.number().int() })),
  states: z.array(z.object({ value: z.string(), count: z.number().int() })),
  sources: z.array(z.object({ value: z.string(), name: z.string(), count: z.number().int() })),
  kinds: z.array(z.object({ value: z.string(), count: z.number().int() })),
  grades: z.array(z.object({ value: z.string(), count: z.number().int() })),
  lanes: z
    .array(z.object({ value: z.string(), count: z.number().int() }))
    .describe('lots that want exactly one fact to be scored'),
});
export type Facets = z.infer<typeof facetsSchema>;

/** A page of the records that could not be read; `cursor` is the `nextCursor` of the page before. */
export const rejectionsQuerySchema = z
  .object({
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: plainText(60).default(''),
  })
  .strict();

export const rejectionSchema = z.object({
  id: z.string(),
  captureId: z.string(),
  fileName: z.string(),
  code: z.string(),
  reason: z.string(),
  line: z.number().int().nullable(),
  excerpt: z.string().nullable(),
});
