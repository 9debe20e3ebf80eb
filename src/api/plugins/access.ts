import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { ProblemError } from '../../app/problem-error.ts';
import type { Caller, Origin } from '../../identity/caller.ts';
import type { Identity } from '../../identity/identity.ts';
import { may, type Permission, permissions, permissionsOf } from '../../identity/permissions.ts';
import type { WithCookies } from '../../identity/run-auth.ts';
import { sessionCookieName } from '../../identity/session-cookie.ts';
import type { Server } from '../server-type.ts';
import { findBaseUrl } from './origin-guard.ts';

/** Everybody, this machine alone, or whoever has a permission. */
export type Access = 'public' | 'local' | Permission;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route; the server does not start with a route that does not say. */
    readonly access?: Access;
    /** Open to somebody who has yet to replace a one-time password. */
    readonly beforePasswordChange?: boolean;
  }
  interface FastifyInstance {
    /** Every route that is registered, and who may call it. */
    accessOfRoutes(): readonly { readonly method: string; readonly url: string; readonly access: unknown }[];
  }
  interface FastifyRequest {
    /** Null on public routes. */
    caller: Caller | null;
  }
}

export interface AccessSettings {
  readonly identity: Identity;
  readonly publicUrl: string | undefined;
}

const isAccess = (value: unknown): value is Access =>
  value === 'public' || value === 'local' || (typeof value === 'string' && Object.hasOwn(permissions, value));

export const toOrigin = (request: FastifyRequest, publicUrl: string | undefined): Origin => ({
  ipAddress: request.ip,
  correlationId: request.id,
  userAgent: (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]+/g, ' '),
  cookie: request.headers.cookie ?? '',
  baseUrl: findBaseUrl(request, publicUrl),
});

/** The key or token that a request brings; empty where the header is of another make, undefined where there is none. */
export function readBearer({ headers: { authorization } }: FastifyRequest): string | undefined {
  return authorization && (/^Bearer +(\S+)$/i.exec(authorization.slice(0, 4_100))?.[1] ?? '');
}

/** The caller of a route that is not public. */
export function getCaller(request: FastifyRequest): Caller {
  if (!request.caller) throw new Error(`${request.routeOptions.url} is public and has no caller`);
  return request.caller;
}

export function answerWithCookies<T>(reply: FastifyReply, { value, cookies }: WithCookies<T>): T {
  if (cookies.length > 0) reply.header('set-cookie', [...cookies]);
  return value;
}

const unauthorized = () => new ProblemError(401, 'not_signed_in', 'Sign in, or send a key.');

function explainRefusal({ role, kind }: Caller, access: Permission): string {
  if (may(role, kind, access)) return 'The scopes of this key do not include this.';
  if (may(role, 'session', access)) return 'This needs a person who has signed in, not a key.';
  return `Your role (${role}) does not include this.`;
}

const isLoopback = (address: string | undefined) =>
  address !== undefined && /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/.test(address);

/** The one place where `config.access` is enforced; it runs before a body is read. */
export function registerAccess(server: Server, { identity, publicUrl }: AccessSettings): void {
  const routes: RouteOptions[] = [];
  // read when all are there: plugins of others mark theirs in a hook that runs after this one
  server.addHook('onRoute', (route: RouteOptions) => void routes.push(route));
  const accessOfRoutes = () =>
    routes.flatMap((route) =>
      [route.method].flat().map((method) => ({ method, url: route.url, access: route.config?.access })),
    );
  server.decorate('accessOfRoutes', accessOfRoutes);
  server.addHook('onReady', async () => {
    const unsaid = accessOfRoutes().filter(({ access }) => !isAccess(access));
    if (unsaid.length > 0) {
      const names = unsaid.map(({ method, url }) => `${method} ${url}`).join(', ');
      throw new Error(`Routes that do not say who may call them: ${names}`);
    }
  });

  /** Of a caller, who is one object for as long as nothing is known to have changed. */
  const permitted = new WeakMap<Caller, ReadonlySet<Permission>>();
  function mayCall(caller: Caller, access: Permission): boolean {
    const known = permitted.get(caller) ?? new Set(permissionsOf(caller.role, caller.kind, caller.scopes));
    permitted.set(caller, known);
    return known.has(access);
  }

  async function findCaller(request: FastifyRequest, reply: FastifyReply): Promise<Caller | undefined> {
    const bearer = readBearer(request);
    // with a key, cookies count for nothing
    if (bearer !== undefined) {
      return (await identity.findCallerByKey(bearer)) ?? identity.findCallerByAccessToken(bearer);
    }
    const { cookie } = request.headers;
    if (!cookie?.includes(sessionCookieName)) return undefined;
    const found = await identity.findCallerBySession(cookie, () => toOrigin(request, publicUrl));
    return answerWithCookies(reply, found);
  }

  server.decorateRequest('caller', null);
  server.addHook('onRequest', async (request, reply) => {
    // what is not there is not there for anybody
    if (request.is404) return;
    const { access, beforePasswordChange } = request.routeOptions.config;
    if (access === 'public') return;
    if (access === 'local') {
      if (isLoopback(request.ip) && isLoopback(request.socket.remoteAddress)) return;
      throw new ProblemError(404, 'not_found', 'There is nothing at this address.');
    }
    const caller = await findCaller(request, reply);
    if (!caller || access === undefined) {
      reply.header('www-authenticate', 'Bearer realm="DealerScope"');
      throw unauthorized();
    }
    if (!mayCall(caller, access)) throw new ProblemError(403, 'forbidden', explainRefusal(caller, access));
    if (caller.mustChangePassword && !beforePasswordChange)
      throw new ProblemError(403, 'password_change_required', 'Replace the one-time password first.');
    request.caller = caller;
  });

  server.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/v1/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store');
  });
}

/** For plugins of others whose routes are public: the API browser, the web bundle. */
export function markPublic(scope: Server): void {
  scope.addHook('onRoute', (route: RouteOptions) => {
    route.config = { ...route.config, access: 'public' };
  });
}
