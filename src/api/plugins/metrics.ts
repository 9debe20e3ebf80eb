import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Identity } from '../../identity/identity.ts';
import type { OpenLimiter } from '../../platform/limiter/open-limiter.ts';
import type { Server } from '../server-type.ts';
import { registerSafeguardMetrics } from './security-watch.ts';

/** `GET /metrics`: Prometheus text. Route patterns, never raw addresses, are the labels. */
export function registerMetrics(
  server: Server,
  limiter: Pick<OpenLimiter, 'stats'>,
  identity: Identity,
): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  registerLimiterMetrics(registry, limiter);
  registerSafeguardMetrics(registry, identity);
  server.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode),
    };
    duration.observe(labels, reply.elapsedTime / 1000);
  });
  server.get('/metrics', { config: { access: 'local' }, schema: { hide: true } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}

/** Only where limits are shared through Redis: whether it answers, and how often this process decided without it. */
function registerLimiterMetrics(registry: Registry, limiter: Pick<OpenLimiter, 'stats'>): void {
  if (limiter.stats().isShared === undefined) return;
  new Gauge({
    name: 'limiter_shared',
    help: '1 while limits are counted in Redis, 0 while this process counts by itself',
    registers: [registry],
    collect() {
      this.set(limiter.stats().isShared ? 1 : 0);
    },
  });
  let told = 0;
  new Counter({
    name: 'limiter_own_decisions_total',
    help: 'Limit decisions made in this process because Redis did not answer',
    registers: [registry],
    collect() {
      const { ownDecisions } = limiter.stats();
      this.inc(ownDecisions - told);
      told = ownDecisions;
    },
  });
}
