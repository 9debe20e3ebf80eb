import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { type FastifyBaseLogger, fastify } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Application } from '../app/application.ts';
import type { Logger } from '../platform/logger.ts';
import { registerLoopbackGuard } from './plugins/loopback-guard.ts';
import { registerMetrics } from './plugins/metrics.ts';
import { registerProblems, sendProblem } from './plugins/problems.ts';
import { registerSecurityHeaders } from './plugins/security-headers.ts';
import { registerValidation } from './plugins/validation.ts';
import { registerWeb } from './plugins/web.ts';
import { registerAppraise } from './routes/appraise.ts';
import { registerDeals } from './routes/deals.ts';
import { registerFeeSchedules } from './routes/fee-schedules.ts';
import { type Readiness, registerHealth } from './routes/health.ts';
import { registerProfile } from './routes/profile.ts';
import { registerRejections } from './routes/rejections.ts';
import type { Server } from './server-type.ts';

export interface ServerDeps extends Readiness {
  readonly app: Application;
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
    // keep-alive connections must not hold up a stop
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    // what is refused before any route is found, such as a bad percent sign in the address
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>();
  server.setSerializerCompiler(serializerCompiler);

  registerProblems(server);
  registerValidation(server);
  registerLoopbackGuard(server);
  registerSecurityHeaders(server);
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
  await server.register(swaggerUi, { routePrefix: '/api/docs' });
  server.get('/api/openapi.json', { schema: { hide: true } }, () => server.swagger());
  registerMetrics(server);

  registerHealth(server, deps);
  registerDeals(server, deps.app);
  registerAppraise(server, deps.app);
  registerProfile(server, deps.app);
  registerFeeSchedules(server, deps.app);
  registerRejections(server, deps.app);
  await registerWeb(server, deps.webFolder);
  return server;
}
