import { z } from 'zod';
import { instantSchema } from './money.ts';

const emailText = z.string().trim().min(3).max(254);
/** Longer ones are refused by the policy, in a sentence. */
const passwordText = z.string().min(1).max(1000);
const tokenText = z.string().min(1).max(100);
const nameText = z.string().trim().min(1).max(200);

export const signInOptionsSchema = z.object({
  mail: z.boolean().describe('whether this server sends mail: reset, confirmation and invitation by link'),
  signUp: z.enum(['open', 'invitation']),
});
export type SignInOptions = z.infer<typeof signInOptionsSchema>;

export const emailRequestSchema = z.object({ email: emailText }).strict();
/** Never says whether there is such an account: that stands in the mail, if one comes. */
export const mailAskedSchema = z.object({ status: z.literal('asked') });
export const resetPasswordSchema = z.object({ token: tokenText, newPassword: passwordText }).strict();
export const linkTokenSchema = z.object({ token: tokenText }).strict();
export const emailSchema = z.object({ email: z.string() });
export const completeSignUpSchema = z
  .object({ token: tokenText, name: nameText, organisation: nameText, password: passwordText })
  .strict();
export const changeEmailSchema = z.object({ email: emailText, password: passwordText }).strict();

export const passkeyNameText = z.string().trim().min(1).max(100);
export const passkeySchema = z.object({
  id: z.string(),
  name: z.string(),
  isBackedUp: z.boolean().describe('kept by the maker of the device as well, such as in a password manager'),
  createdAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
});
export type Passkey = z.infer<typeof passkeySchema>;
export const renamePasskeySchema = z.object({ name: passkeyNameText }).strict();

/** What goes to `navigator.credentials` as it is. */
export const webAuthnOptionsSchema = z.looseObject({ challenge: z.string() });

const bytesText = z.string().max(100_000);
const credentialFields = {
  id: z.string().min(1).max(1400),
  rawId: z.string().min(1).max(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.looseObject({}).default({}),
};
export const passkeyRegistrationSchema = z
  .object({
    name: passkeyNameText,
    response: z.object({
      ...credentialFields,
      response: z.object({
        clientDataJSON: bytesText,
        attestationObject: bytesText,
        transports: z.array(z.string().max(40)).max(10).optional(),
      }),
    }),
  })
  .strict();
export const passkeyAssertionSchema = z
  .object({
    response: z.object({
      ...credentialFields,
      response: z.object({
        clientDataJSON: bytesText,
        authenticatorData: bytesText,
        signature: bytesText,
        userHandle: z.string().max(200).optional(),
      }),
    }),
  })
  .strict();

export const trustedDeviceSchema = z.object({
  id: z.string(),
  userAgent: z.string().nullable(),
  ipAddress: z.string().nullable(),
  rememberedAt: instantSchema,
  lastUsedAt: instantSchema,
  expiresAt: instantSchema,
  isCurrent: z.boolean(),
});
export type TrustedDevice = z.infer<typeof trustedDeviceSchema>;
