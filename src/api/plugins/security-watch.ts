import { Counter, type Registry } from 'prom-client';
import type { Identity } from '../../identity/identity.ts';
import { isDenied } from '../../platform/database/is-denied.ts';
import type { LimitStore } from '../../platform/limiter/limit-store.ts';
import { toNetwork } from '../../platform/limiter/to-network.ts';
import type { Server } from '../server-type.ts';
import { toOrigin } from './access.ts';

/** So many refusals for speed within a minute are told once, and again when they go on. */
const burst = { often: 20, withinMs: 60_000 };

interface Watch {
  readonly identity: Identity;
  readonly publicUrl: string | undefined;
  /** Where refusals are counted, by all programs that share it. */
  readonly limits: LimitStore;
}

/** Writes down what no use case sees: refusals of the database itself, and bursts of requests. */
export function registerSecurityWatch(server: Server, { identity, publicUrl, limits }: Watch): void {
  server.addHook('onError', async (request, _reply, error) => {
    if (!isDenied(error)) return;
    const { caller } = request;
    const route = `${request.method} ${request.routeOptions.url ?? ''}`;
    request.log.error({ err: error, route }, 'the database refused an access');
    const written = identity.security.recordFor(
      caller?.orgId ?? null,
      {
        kind: 'rls.denied',
        ...(caller && { userId: caller.userId, label: caller.email }),
        detail: { route, credential: caller?.credentialId ?? null },
      },
      toOrigin(request, publicUrl),
    );
    // the refusal is answered all the same
    await written.catch((failure: unknown) =>
      request.log.error({ err: failure }, 'the security event could not be written'),
    );
  });

  server.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode !== 429) return;
    const { caller } = request;
    const who = caller?.userId ?? toNetwork(request.ip);
    const tookMs = await limits.tally(burst, `refused ${who}`);
    if (tookMs === undefined) return;
    await identity.security.recordFor(
      caller?.orgId ?? null,
      {
        kind: 'rate_limit.burst',
        ...(caller && { userId: caller.userId, label: caller.email }),
        detail: { refused: burst.often, withinSeconds: Math.ceil(tookMs / 1000) },
      },
      toOrigin(request, publicUrl),
    );
  });
}

/** What use cases counted in this process. */
export function registerSafeguardMetrics(registry: Registry, identity: Identity): void {
  const follow = (name: string, help: string, label: string, read: () => ReadonlyMap<string, number>) => {
    const told = new Map<string, number>();
    new Counter({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      collect() {
        for (const [key, total] of read()) {
          this.inc({ [label]: key }, total - (told.get(key) ?? 0));
          told.set(key, total);
        }
      },
    });
  };
  follow('security_events_total', 'Security events written, by kind', 'kind', () =>
    identity.security.counts(),
  );
  follow(
    'retention_deleted_rows_total',
    'Rows deleted because they were older than their rule says',
    'rule',
    () => identity.privacy.deleted(),
  );
}
