import { z } from 'zod';
import { instantSchema } from './money.ts';
import { roleSchema, scopesSchema } from './roles.ts';

export const tokenRequestSchema = z
  .object({
    grantType: z
      .enum(['session', 'refresh_token', 'api_key'])
      .describe('api_key: with the key as `Authorization: Bearer`; the token may what the key may, or less'),
    refreshToken: z.string().min(1).max(100).optional().describe('with grantType refresh_token'),
    role: roleSchema.optional(),
    scopes: scopesSchema.optional(),
    audience: z.string().min(1).max(300).optional(),
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .describe('asks for a refresh token too, under this name'),
  })
  .strict();

export const tokenAnswerSchema = z.object({
  accessToken: z.string(),
  tokenType: z.literal('Bearer'),
  expiresInSeconds: z.number().int(),
  refreshToken: z.string().optional().describe('good once; the answer to it holds the next'),
  refreshExpiresAt: instantSchema.optional(),
});
export type TokenAnswer = z.infer<typeof tokenAnswerSchema>;

export const tokenFamilySchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  scopes: z.array(z.string()).nullable(),
  audience: z.string(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
});
export type TokenFamily = z.infer<typeof tokenFamilySchema>;

export const jwksSchema = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('EC'),
      crv: z.literal('P-256'),
      x: z.string(),
      y: z.string(),
      kid: z.string(),
      use: z.literal('sig'),
      alg: z.literal('ES256'),
    }),
  ),
});
