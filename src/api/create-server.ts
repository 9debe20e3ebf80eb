import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import swagger from '@fastify/swagger';
import { type FastifyBaseLogger, type FastifyRequest, fastify } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Application } from '../app/application.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import { type Actor, toActor } from '../identity/caller.ts';
import type { Identity } from '../identity/identity.ts';
import type { OpenLimiter } from '../platform/limiter/open-limiter.ts';
import type { Logger } from '../platform/logger.ts';
import { getCaller, markPublic, registerAccess, toOrigin } from './plugins/access.ts';
import { registerApiBrowser } from './plugins/api-browser.ts';
import { describeRoute, securitySchemes } from './plugins/describe-route.ts';
import { registerDrain } from './plugins/drain.ts';
import { registerLimits } from './plugins/limits.ts';
import { registerMetrics } from './plugins/metrics.ts';
import { registerOriginGuard } from './plugins/origin-guard.ts';
import { registerProblems, sendProblem } from './plugins/problems.ts';
import { registerRequestShape, requestLimits } from './plugins/request-shape.ts';
import { registerSecurityHeaders, setSecurityHeaders } from './plugins/security-headers.ts';
import { registerSecurityWatch } from './plugins/security-watch.ts';
import { registerStorageGuard, type StorageState } from './plugins/storage-guard.ts';
import { registerTurns } from './plugins/turns.ts';
import { registerValidation } from './plugins/validation.ts';
import { registerWeb } from './plugins/web.ts';
import { registerAccount } from './routes/account.ts';
import { registerAccountAddress } from './routes/account-address.ts';
import { registerAlerts } from './routes/alerts.ts';
import { registerApiKeys } from './routes/api-keys.ts';
import { registerAppraise } from './routes/appraise.ts';
import { registerAudit, registerSecurity } from './routes/audit.ts';
import { registerAuth } from './routes/auth.ts';
import { registerAuthMail } from './routes/auth-mail.ts';
import { registerDeals } from './routes/deals.ts';
import { registerFeeSchedules } from './routes/fee-schedules.ts';
import { type Readiness, registerHealth } from './routes/health.ts';
import { registerMembers } from './routes/members.ts';
import { registerOrganisation } from './routes/organisation.ts';
import { registerPasskeys } from './routes/passkeys.ts';
import { registerPrivacy } from './routes/privacy.ts';
import { registerProfile } from './routes/profile.ts';
import { registerRejections } from './routes/rejections.ts';
import { registerTokens } from './routes/tokens.ts';
import type { AppOf, Server } from './server-type.ts';

export interface ServerDeps extends Readiness, StorageState {
  readonly appFor: (orgId: OrgId, actor: Actor) => Application;
  readonly identity: Identity;
  /** Origin under which people reach the program; undefined: whatever host they used. */
  readonly publicUrl: string | undefined;
  /** Networks whose `X-Forwarded-For` and `-Proto` are believed. */
  readonly trustedProxies: readonly string[];
  /** Origins whose pages may ask with a key; cookies are never taken from them. */
  readonly corsOrigins: readonly string[];
  /** Whether it will listen on this machine's own addresses only. */
  readonly isLocal: boolean;
  readonly limiter: OpenLimiter;
  readonly requestsPerMinute: number;
  readonly logger: Logger;
  /** Hears of each request that failed because the database was away, and writes the log for all of them. */
  readonly noteLost: (error: unknown) => void;
  readonly webFolder: string;
}

/** The HTTP server, ready to listen or to be asked with `inject`. */
export async function createServer(deps: ServerDeps): Promise<Server> {
  const server = fastify({
    loggerInstance: deps.logger as FastifyBaseLogger,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: requestLimits.bodyBytes,
    requestTimeout: requestLimits.requestTimeoutMs,
    connectionTimeout: requestLimits.silenceTimeoutMs,
    keepAliveTimeout: requestLimits.keepAliveTimeoutMs,
    http: {
      maxHeaderSize: requestLimits.headerBytes,
      headersTimeout: requestLimits.headTimeoutMs,
      // how often Node looks for requests whose time is over
      connectionsCheckingInterval: 1_000,
    },
    trustProxy: deps.trustedProxies.length > 0 ? [...deps.trustedProxies] : false,
    // after drain.ts, which answers what comes meanwhile: keep-alive connections must not hold up a stop
    forceCloseConnections: true,
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    // what is refused before any route is found, such as a bad percent sign in the address
    frameworkErrors: (error, request, reply) => {
      setSecurityHeaders(request, reply);
      return sendProblem(error, request, reply);
    },
  }).withTypeProvider<ZodTypeProvider>();
  server.setSerializerCompiler(serializerCompiler);

  registerProblems(server, deps.noteLost);
  registerTurns(server);
  registerValidation(server);
  registerSecurityHeaders(server);
  const drain = registerDrain(server);
  registerRequestShape(server);
  await registerCors(server, deps.corsOrigins);
  registerOriginGuard(server, deps);
  registerLimits(server, { limits: deps.limiter.store, requestsPerMinute: deps.requestsPerMinute });
  registerAccess(server, deps);
  registerStorageGuard(server, deps);
  registerSecurityWatch(server, { ...deps, limits: deps.limiter.store });
  await server.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] });
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'DealerScope',
        version: '1',
        description:
          'Which auction lots are worth bidding on, up to exactly how much, and why. Money is in whole US cents.',
      },
      components: { securitySchemes },
    },
    transform: describeRoute,
  });
  await server.register(async (scope) => {
    markPublic(scope);
    await registerApiBrowser(scope);
  });
  server.get('/api/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, () =>
    server.swagger(),
  );
  registerMetrics(server, deps.limiter, deps.identity);

  registerHealth(server, {
    findMissing: async () => (drain.isDraining() ? ['stopping'] : deps.findMissing()),
    marketShare: deps.marketShare,
  });
  const originOf = (request: FastifyRequest) => toOrigin(request, deps.publicUrl);
  const appOf: AppOf = (request) => {
    const caller = getCaller(request);
    return deps.appFor(caller.orgId, toActor(caller, originOf(request)));
  };
  registerDeals(server, appOf);
  registerAppraise(server, appOf);
  registerProfile(server, appOf);
  registerFeeSchedules(server, appOf);
  registerRejections(server, appOf);
  const people = { identity: deps.identity, originOf };
  registerAuth(server, people);
  registerAuthMail(server, people);
  registerPasskeys(server, people);
  registerTokens(server, people);
  registerAccount(server, people);
  registerAccountAddress(server, people);
  registerMembers(server, people);
  registerApiKeys(server, people);
  registerAudit(server, people);
  registerSecurity(server, people);
  registerAlerts(server, people);
  registerOrganisation(server, people);
  registerPrivacy(server, people);
  await server.register(async (scope) => {
    markPublic(scope);
    await registerWeb(scope, deps.webFolder);
  });
  return server;
}

/** Closed unless an origin is named; then open to its keys alone, never to a browser's cookies. */
async function registerCors(server: Server, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await server.register(cors, {
    origin: [...origins],
    credentials: false,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'if-none-match'],
    exposedHeaders: ['etag', 'ratelimit', 'ratelimit-policy', 'retry-after', 'x-correlation-id'],
    maxAge: 600,
    strictPreflight: true,
  });
}
