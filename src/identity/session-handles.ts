import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint, getSessionFromCtx } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { makeToken } from './secrets.ts';

/** What better-auth lacks: new tokens for old ones. */
export const sessionHandles = () =>
  ({
    id: 'session-handles',
    endpoints: {
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
