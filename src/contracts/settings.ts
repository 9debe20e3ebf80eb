import { z } from 'zod';
import { buyerProfileInputSchema } from './buyer-profile.ts';
import { instantSchema } from './money.ts';

/** `GET /api/v1/profile/history`, newest first. Settings are those that were set; what is left out was a default. */
export const profileChangeSchema = z.object({
  version: z.number().int(),
  changedAt: instantSchema,
  changedBy: z.string().nullable(),
  before: buyerProfileInputSchema,
  after: buyerProfileInputSchema,
  restoredVersion: z.number().int().nullable().describe('the version that this change put back'),
});
export const profileHistorySchema = z.object({ changes: z.array(profileChangeSchema) });
export type ProfileHistory = z.infer<typeof profileHistorySchema>;
