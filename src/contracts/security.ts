import { z } from 'zod';
import { plainText } from './deals.ts';
import { instantSchema } from './money.ts';

export const severitySchema = z.enum(['info', 'warning', 'critical']);

const period = {
  from: instantSchema.optional().describe('events at or after this moment'),
  to: instantSchema.optional().describe('events before this moment'),
};
const securityFilter = {
  kind: plainText(60).optional(),
  minSeverity: severitySchema.optional(),
  ...period,
};
const exportFormat = z.enum(['csv', 'jsonl']).default('csv');

export const securityQuerySchema = z
  .object({
    ...securityFilter,
    cursor: plainText(120).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  })
  .strict();
export type SecurityQuery = z.infer<typeof securityQuerySchema>;
export const securityExportQuerySchema = z.object({ ...securityFilter, format: exportFormat }).strict();

export const securityEventSchema = z.object({
  id: z.string(),
  at: instantSchema,
  kind: z.string(),
  says: z.string().describe('what the kind means, in words'),
  severity: severitySchema,
  who: z.string().nullable().describe('whose account it concerns'),
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
  correlationId: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type SecurityEventInfo = z.infer<typeof securityEventSchema>;
export const securityPageSchema = z.object({
  events: z.array(securityEventSchema),
  nextCursor: z.string().nullable(),
});
export type SecurityPage = z.infer<typeof securityPageSchema>;
export const unseenSchema = z.object({
  count: z.number().int().describe('warnings and worse since the caller last looked, at most 100'),
  worst: severitySchema.nullable(),
});
export type Unseen = z.infer<typeof unseenSchema>;

const auditFilter = {
  action: plainText(60).optional().describe('how the action begins, such as `member.`'),
  actor: plainText(254).optional().describe('part of who acted'),
  target: plainText(100).optional(),
  ...period,
};
export const auditQuerySchema = z
  .object({
    ...auditFilter,
    before: z.coerce.number().int().min(1).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  })
  .strict();
export type AuditQuery = z.infer<typeof auditQuerySchema>;
export const auditExportQuerySchema = z.object({ ...auditFilter, format: exportFormat }).strict();

export const alertChannelRequestSchema = z
  .object({
    kind: z.enum(['webhook', 'mail']),
    target: plainText(500).trim().min(3).describe('an https address, or an e-mail'),
    minSeverity: severitySchema.default('warning'),
  })
  .strict();
export type AlertChannelRequest = z.infer<typeof alertChannelRequestSchema>;
export const alertChannelSchema = z.object({
  id: z.string(),
  kind: z.enum(['webhook', 'mail']),
  target: z.string(),
  minSeverity: severitySchema,
  createdAt: instantSchema,
  lastState: z
    .enum(['waiting', 'sent', 'failed'])
    .nullable()
    .describe('of the latest alert; null before the first'),
  lastError: z.string().nullable(),
  lastAt: instantSchema.nullable(),
});
export type AlertChannel = z.infer<typeof alertChannelSchema>;
export const alertChannelsSchema = z.object({
  channels: z.array(alertChannelSchema),
  mayMail: z.boolean().describe('whether this installation can send mail'),
});
export const madeAlertChannelSchema = z.object({
  id: z.string(),
  secret: z.string().nullable().describe('of a webhook, shown once: signs every alert'),
});
