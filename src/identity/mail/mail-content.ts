import { z } from 'zod';

/** What somebody is told that they may not have done themselves. */
export const noticeKinds = [
  'new_device',
  'password_changed',
  'password_reset',
  'password_reset_by_operator',
  'second_factor_on',
  'second_factor_off',
  'recovery_codes_renewed',
  'recovery_code_used',
  'passkey_added',
  'passkey_removed',
  'email_change_asked',
  'email_changed',
  'token_replayed',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

const link = { baseUrl: z.string() };

/** What a waiting mail is about; sealed in the database until it is sent. */
export const mailContentSchema = z.discriminatedUnion('template', [
  // what these four say is decided when they are sent: so the request takes as long for a known address as for another
  z.object({ template: z.literal('reset'), ...link }),
  z.object({ template: z.literal('sign_up'), ...link }),
  z.object({ template: z.literal('verify'), userId: z.string(), ...link }),
  z.object({ template: z.literal('change'), userId: z.string(), ...link }),
  z.object({
    template: z.literal('invitation'),
    url: z.string(),
    organisation: z.string(),
    inviter: z.string(),
    role: z.string(),
  }),
  z.object({
    template: z.literal('notice'),
    kind: z.enum(noticeKinds),
    at: z.string(),
    ipAddress: z.string().nullable(),
    userAgent: z.string(),
    detail: z.string().optional(),
  }),
]);
export type MailContent = z.infer<typeof mailContentSchema>;

/** A mail as it is read: everything is known. */
export type FinishedMail =
  | { readonly template: 'reset' | 'sign_up' | 'verify' | 'change'; readonly url: string }
  | { readonly template: 'sign_up_known' | 'change_taken' }
  | Extract<MailContent, { template: 'invitation' | 'notice' }>;
