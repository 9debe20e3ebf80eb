import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { type FastifyBaseLogger, type FastifyRequest, fastify } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Application } from '../app/application.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import { type Actor, toActor } from '../identity/caller.ts';
import type { Identity } from '../identity/identity.ts';
import type { Logger } from '../platform/logger.ts';
import { getCaller, markPublic, registerAccess, toOrigin } from './plugins/access.ts';
import { registerLimits } from './plugins/limits.ts';
import { registerMetrics } from './plugins/metrics.ts';
import { registerOriginGuard } from './plugins/origin-guard.ts';
import { registerProblems, sendProblem } from './plugins/problems.ts';
import { registerSecurityHeaders } from './plugins/security-headers.ts';
import { registerValidation } from './plugins/validation.ts';
import { registerWeb } from './plugins/web.ts';
import { registerAccount } from './routes/account.ts';
import { registerApiKeys, registerAudit } from './routes/api-keys.ts';
import { registerAppraise } from './routes/appraise.ts';
import { registerAuth } from './routes/auth.ts';
import { registerDeals } from './routes/deals.ts';
import { registerFeeSchedules } from './routes/fee-schedules.ts';
import { type Readiness, registerHealth } from './routes/health.ts';
import { registerMembers } from './routes/members.ts';
import { registerProfile } from './routes/profile.ts';
import { registerRejections } from './routes/rejections.ts';
import type { AppOf, Server } from './server-type.ts';

export interface ServerDeps extends Readiness {
  readonly appFor: (orgId: OrgId, actor: Actor) => Application;
  readonly identity: Identity;
  /** Origin under which people reach the program; undefined: whatever host they used. */
  readonly publicUrl: string | undefined;
  readonly trustProxy: boolean;
  /** Whether it will listen on this machine's own addresses only. */
  readonly isLocal: boolean;
  readonly requestsPerMinute: number;
  readonly logger: Logger;
  readonly webFolder: string;
}

/** The HTTP server, ready to listen or to be asked with `inject`. */
export async function createServer(deps: ServerDeps): Promise<Server> {
  const server = fastify({
    loggerInstance: deps.logger as FastifyBaseLogger,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: 512 * 1024,
    requestTimeout: 30_000,
    trustProxy: deps.trustProxy,
    // keep-alive connections must not hold up a stop
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    // what is refused before any route is found, such as a bad percent sign in the address
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>();
  server.setSerializerCompiler(serializerCompiler);

  registerProblems(server);
  registerValidation(server);
  registerSecurityHeaders(server);
  registerOriginGuard(server, deps);
  registerLimits(server, deps.requestsPerMinute);
  registerAccess(server, deps);
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
    },
    transform: jsonSchemaTransform,
  });
  await server.register(async (scope) => {
    markPublic(scope);
    await scope.register(swaggerUi, { routePrefix: '/api/docs' });
  });
  server.get('/api/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, () =>
    server.swagger(),
  );
  registerMetrics(server);

  registerHealth(server, deps);
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
  registerAccount(server, people);
  registerMembers(server, people);
  registerApiKeys(server, people);
  registerAudit(server, people);
  await server.register(async (scope) => {
    markPublic(scope);
    await registerWeb(scope, deps.webFolder);
  });
  return server;
}
