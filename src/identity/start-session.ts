import type { Clock } from '../platform/clock.ts';
import { insertSession } from '../store/accounts.writer.ts';
import type { AuthScoped } from '../store/auth-connection.ts';
import { idleSeconds } from './better-auth.ts';
import type { Origin } from './caller.ts';
import { makeId, makeToken } from './secrets.ts';
import type { SessionCookie } from './session-cookie.ts';

/** Begins a session for a person who has shown who they are, however that was; answers its cookie. */
export async function startSession(
  scoped: AuthScoped,
  userId: string,
  { ipAddress, userAgent }: Origin,
  { clock, sessionCookie }: { readonly clock: Clock; readonly sessionCookie: SessionCookie },
): Promise<string> {
  const token = makeToken();
  const now = clock.now();
  await insertSession(scoped, {
    id: makeId('session'),
    user_id: userId,
    token,
    ip_address: ipAddress,
    user_agent: userAgent.slice(0, 300),
    created_at: now,
    updated_at: now,
    expires_at: new Date(Date.parse(now) + idleSeconds * 1000).toISOString(),
  });
  return sessionCookie.write(token);
}
