import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint, getSessionFromCtx } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { makeToken } from './secrets.ts';

/** What better-auth lacks: sessions for who was recognised by other means than a password, and new tokens for old ones. */
export const sessionHandles = () =>
  ({
    id: 'session-handles',
    endpoints: {
      /** Begins a session for a person who has shown who they are: by passkey, or on a remembered device. */
      startSession: createAuthEndpoint(
        { method: 'POST', body: z.object({ userId: z.string() }) },
        async (context) => {
          const { internalAdapter } = context.context;
          const user = await internalAdapter.findUserById(context.body.userId);
          if (!user) throw new APIError('UNAUTHORIZED');
          const session = await internalAdapter.createSession(user.id, false);
          await setSessionCookie(context, { session, user });
          return { sessionId: session.id };
        },
      ),
      /** Gives the session of the request's cookie another token: one that was copied before opens nothing after. */
      rotateSession: createAuthEndpoint({ method: 'POST' }, async (context) => {
        const current = await getSessionFromCtx(context, { disableRefresh: true });
        if (!current) throw new APIError('UNAUTHORIZED');
        const { internalAdapter } = context.context;
        const rotated = await internalAdapter.updateSession(current.session.token, { token: makeToken() });
        if (!rotated) throw new APIError('UNAUTHORIZED');
        await setSessionCookie(context, { session: rotated, user: current.user });
        return { sessionId: rotated.id };
      }),
    },
  }) satisfies BetterAuthPlugin;
