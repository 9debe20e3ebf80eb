import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../app/problem-error.ts';
import type { LimitDecision, LimitPolicy, LimitStore } from '../../platform/limiter/limit-store.ts';
import { toNetwork } from '../../platform/limiter/to-network.ts';
import { limitPolicies, unlimitedRoutes } from '../limit-policies.ts';
import type { Server } from '../server-type.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Requests a minute for this route, counted by account where there is one and by network elsewhere. */
    readonly perMinute?: number;
  }
  interface FastifyRequest {
    /** What this request was counted against so far. */
    counted: readonly Counted[] | null;
  }
}

interface Counted {
  readonly policy: LimitPolicy;
  readonly decision: LimitDecision;
}

export interface LimitSettings {
  readonly limits: LimitStore;
  /** For one network, for one account and for one key. */
  readonly requestsPerMinute: number;
}

const toSeconds = (ms: number) => Math.max(0, Math.ceil(ms / 1000));

/**
 * `RateLimit-Policy` and `RateLimit` as in draft-ietf-httpapi-ratelimit-headers-10, every policy named, and the older
 * `RateLimit-Limit`, `-Remaining` and `-Reset` of the one that is nearest.
 */
function tellLimits(reply: FastifyReply, counted: readonly Counted[]): void {
  const nearest = counted.reduce((a, b) => (b.decision.remaining < a.decision.remaining ? b : a));
  reply.headers({
    'ratelimit-policy': counted
      .map(({ policy }) => `"${policy.name}";q=${policy.limit};w=${policy.windowSeconds}`)
      .join(', '),
    ratelimit: counted
      .map(
        ({ policy, decision }) => `"${policy.name}";r=${decision.remaining};t=${toSeconds(decision.resetMs)}`,
      )
      .join(', '),
    'ratelimit-limit': String(nearest.policy.limit),
    'ratelimit-remaining': String(nearest.decision.remaining),
    'ratelimit-reset': String(toSeconds(nearest.decision.resetMs)),
  });
}

/** Counts each request before anything else is done with it, and once more when the caller is known. */
export function registerLimits(server: Server, { limits, requestsPerMinute }: LimitSettings): void {
  const network = limitPolicies.network(requestsPerMinute);
  const account = limitPolicies.account(requestsPerMinute);
  const key = limitPolicies.key(requestsPerMinute);

  async function count(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: readonly (readonly [LimitPolicy, string])[],
  ): Promise<void> {
    const now = await Promise.all(
      asked.map(async ([policy, name]) => ({ policy, decision: await limits.take(policy, name) })),
    );
    const counted = [...(request.counted ?? []), ...now];
    request.counted = counted;
    tellLimits(reply, counted);
    const waitMs = Math.max(...now.map(({ decision }) => decision.retryAfterMs));
    if (waitMs <= 0) return;
    reply.header('retry-after', String(Math.max(1, toSeconds(waitMs))));
    throw new ProblemError(429, 'too_many_requests', 'Too many requests. Wait a little, then go on.');
  }

  server.decorateRequest('counted', null);
  server.addHook('onRequest', async (request, reply) => {
    if (unlimitedRoutes.has(request.routeOptions.url ?? '')) return;
    await count(request, reply, [[network, toNetwork(request.ip)]]);
  });

  /** After access: the caller is known. */
  server.addHook('preParsing', async (request, reply) => {
    const { caller } = request;
    const { perMinute } = request.routeOptions.config;
    const asked: (readonly [LimitPolicy, string])[] = [];
    if (caller) asked.push([account, caller.userId]);
    if (caller?.kind === 'key') asked.push([key, caller.credentialId]);
    if (perMinute !== undefined) {
      const who = caller?.userId ?? toNetwork(request.ip);
      asked.push([limitPolicies.route(perMinute), `${request.method} ${request.routeOptions.url} ${who}`]);
    }
    if (asked.length > 0) await count(request, reply, asked);
  });
}
