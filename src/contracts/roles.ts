import { z } from 'zod';

/** From least to most. */
export const roles = ['viewer', 'buyer', 'manager', 'owner'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** What a key or a token is narrowed to. */
export const scopesSchema = z
  .array(z.string().min(1).max(40))
  .min(1)
  .max(50)
  .describe('names of permissions, as in `permissions` of the session');
