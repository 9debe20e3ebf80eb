import { sql } from 'kysely';
import type { AuthReadable } from './auth-connection.ts';

/** Sessions that were used at `usedAt`, with when each ends now. */
export const touchSessions = (
  each: AuthReadable,
  sessions: readonly { readonly id: string; readonly usedAt: string; readonly expiresAt: string }[],
) =>
  sql`update auth.sessions s set updated_at = t.used_at, expires_at = t.expires_at
    from unnest(${sessions.map(({ id }) => id)}::text[], ${sessions.map(({ usedAt }) => usedAt)}::timestamptz[],
      ${sessions.map(({ expiresAt }) => expiresAt)}::timestamptz[]) as t (id, used_at, expires_at)
    where s.id = t.id`.execute(each);

export const touchKeys = (
  each: AuthReadable,
  keys: readonly { readonly id: string; readonly usedAt: string }[],
) =>
  sql`update api_keys k set last_used_at = t.used_at
    from unnest(${keys.map(({ id }) => id)}::text[], ${keys.map(({ usedAt }) => usedAt)}::timestamptz[]) as t (id, used_at)
    where k.id = t.id`.execute(each);
