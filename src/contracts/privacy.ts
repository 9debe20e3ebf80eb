import { z } from 'zod';
import { plainText } from './deals.ts';
import { instantSchema } from './money.ts';

const passwordText = z.string().min(1).max(1000);

/** The wording of the consent that is in force; a new wording asks anew. */
export const consentTextVersion = '2026-11-25';

export const privacySchema = z.object({
  deletionDueAt: instantSchema.nullable().describe('null: the account is not going to be deleted'),
  consent: z.object({
    analytics: z.boolean().describe('false until agreed to'),
    textVersion: z.string().nullable().describe('the wording that was answered; null: none yet'),
    at: instantSchema.nullable(),
    currentTextVersion: z.string(),
  }),
  exports: z.array(
    z.object({
      id: z.string(),
      requestedAt: instantSchema,
      readyAt: instantSchema.nullable(),
      expiresAt: instantSchema.nullable(),
    }),
  ),
});
export type Privacy = z.infer<typeof privacySchema>;
export const consentRequestSchema = z.object({ analytics: z.boolean(), textVersion: plainText(40) }).strict();
export const passwordOnlySchema = z.object({ password: passwordText }).strict();
export const dueSchema = z.object({ dueAt: instantSchema });
export const requestedExportSchema = z.object({ id: z.string() });

export const organisationSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: instantSchema,
  closingDueAt: instantSchema.nullable().describe('null: the dealership is not going to be closed'),
});
export type OrganisationInfo = z.infer<typeof organisationSchema>;
export const renameSchema = z.object({ name: plainText(200).trim().min(1) }).strict();
export const closeSchema = z
  .object({
    name: plainText(200).describe('the dealership’s name, typed as a check'),
    password: passwordText,
  })
  .strict();
export const leaveSchema = z
  .object({ organisationId: plainText(60).describe('the dealership one works in, named as a check') })
  .strict();
export const transferSchema = z.object({ memberId: plainText(60), password: passwordText }).strict();

export const retentionSchema = z.object({
  rules: z.array(
    z.object({
      rule: z.string(),
      says: z.string(),
      per: z.enum(['dealership', 'installation']).describe('who decides'),
      keepDays: z.number().int(),
      defaultDays: z.number().int(),
      minDays: z.number().int(),
      maxDays: z.number().int(),
      lastDeleted: z.number().int().nullable(),
      lastRanAt: instantSchema.nullable(),
    }),
  ),
});
export type Retention = z.infer<typeof retentionSchema>;
export const retentionChangeSchema = z
  .object({ rule: plainText(60), keepDays: z.number().int().min(1).max(36_500) })
  .strict();
export type RetentionChange = z.infer<typeof retentionChangeSchema>;
