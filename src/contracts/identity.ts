import { z } from 'zod';
import { instantSchema } from './money.ts';
import { roleSchema, scopesSchema } from './roles.ts';

export { type Role, roleSchema, roles } from './roles.ts';

const emailText = z.string().trim().min(3).max(254);
/** Longer ones are refused by the policy, in a sentence. */
const passwordText = z.string().min(1).max(1000);
const tokenText = z.string().min(1).max(100);

export const signInRequestSchema = z.object({ email: emailText, password: passwordText }).strict();
export const signInResponseSchema = z.object({ status: z.enum(['signed_in', 'second_factor_required']) });
export const secondFactorRequestSchema = z
  .object({
    code: z.string().trim().min(6).max(20),
    method: z.enum(['totp', 'recovery']).default('totp'),
    remember: z.boolean().default(false).describe('ask this browser for no code for 30 days'),
  })
  .strict();

export const sessionSchema = z.object({
  kind: z.enum(['session', 'key', 'token']),
  user: z.object({ id: z.string(), email: z.string(), name: z.string(), isEmailVerified: z.boolean() }),
  organisation: z.object({ id: z.string(), name: z.string() }),
  organisations: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
  role: roleSchema,
  permissions: z.array(z.string()),
  mustChangePassword: z.boolean(),
  hasSecondFactor: z.boolean(),
});
export type SessionInfo = z.infer<typeof sessionSchema>;

export const invitationTokenSchema = z.object({ token: tokenText }).strict();
export const invitationPreviewSchema = z.object({
  organisation: z.string(),
  email: z.string(),
  role: roleSchema,
  expiresAt: instantSchema,
  hasAccount: z.boolean(),
});
export type InvitationPreview = z.infer<typeof invitationPreviewSchema>;
export const acceptInvitationSchema = z
  .object({
    token: tokenText,
    name: z.string().trim().min(1).max(200).optional(),
    password: passwordText.optional(),
  })
  .strict();

export const changePasswordSchema = z
  .object({ currentPassword: passwordText, newPassword: passwordText })
  .strict();
export const passwordSchema = z.object({ password: passwordText }).strict();
export const codeSchema = z.object({ code: z.string().trim().min(6).max(20) }).strict();
export const switchOrganisationSchema = z.object({ organisationId: z.string().min(1).max(60) }).strict();

export const openSessionSchema = z.object({
  id: z.string(),
  startedAt: instantSchema,
  lastSeenAt: instantSchema,
  expiresAt: instantSchema,
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
  isCurrent: z.boolean(),
});
export type OpenSession = z.infer<typeof openSessionSchema>;

export const secondFactorSetupSchema = z.object({
  uri: z.string(),
  secret: z.string(),
  qr: z.string().describe('SVG as a data URI'),
  recoveryCodes: z.array(z.string()),
});
export type SecondFactorSetup = z.infer<typeof secondFactorSetupSchema>;

export const memberSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  hasSecondFactor: z.boolean(),
  joinedAt: instantSchema,
  isYou: z.boolean(),
});
export type Member = z.infer<typeof memberSchema>;
export const changeMemberSchema = z.object({ role: roleSchema }).strict();

export const inviteRequestSchema = z.object({ email: emailText, role: roleSchema }).strict();
export const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema,
  createdAt: instantSchema,
  expiresAt: instantSchema,
  mail: z
    .object({
      state: z
        .enum(['waiting', 'sent', 'refused', 'given_up'])
        .describe('refused: for good, by the mail server of the address; given_up: not taken for a day'),
      reason: z.string().nullable().describe('why it did not arrive, in words'),
    })
    .nullable()
    .describe('what became of the mail with the link; null: none was sent'),
});
export type Invitation = z.infer<typeof invitationSchema>;
export const madeInvitationSchema = invitationSchema.omit({ createdAt: true, mail: true }).extend({
  url: z.string().nullable().describe('shown once; hand it to the person. Null: it was mailed to them'),
});
export type MadeInvitation = z.infer<typeof madeInvitationSchema>;

export const keyRequestSchema = z
  .object({
    name: z.string().trim().min(1).max(100),
    role: roleSchema.default('viewer'),
    scopes: scopesSchema.optional(),
    validDays: z.number().int().min(1).max(366).default(90),
  })
  .strict();
export const keySchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  scopes: z.array(z.string()).nullable().describe('of what the role may, only this; null: all of it'),
  prefix: z.string(),
  email: z.string().nullable(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
  isActive: z.boolean(),
});
export type ApiKey = z.infer<typeof keySchema>;
export const madeKeySchema = keySchema
  .pick({ id: true, name: true, role: true, scopes: true, prefix: true, expiresAt: true })
  .extend({ key: z.string().describe('shown once') });
export type MadeKey = z.infer<typeof madeKeySchema>;

export const auditEventSchema = z.object({
  seq: z.number().int(),
  at: instantSchema,
  actorKind: z.string(),
  actor: z.string(),
  action: z.string(),
  target: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  ipAddress: z.string().nullable(),
  correlationId: z.string().nullable(),
  hash: z.string(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;
export const auditPageSchema = z.object({
  events: z.array(auditEventSchema),
  nextBefore: z.number().int().nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

export const permissionTableSchema = z.object({
  permissions: z.array(
    z.object({
      permission: z.string(),
      says: z.string().describe('what whoever has it may do'),
      from: roleSchema.describe('the least role that has it'),
      byKey: z.boolean().describe('whether a key may have it'),
    }),
  ),
});
export type PermissionTable = z.infer<typeof permissionTableSchema>;
