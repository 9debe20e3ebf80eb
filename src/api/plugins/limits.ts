import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { WaitError } from '../../identity/sign-in-throttle.ts';
import type { Server } from '../server-type.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Requests a minute for this route, counted by account where there is one and by address elsewhere. */
    readonly perMinute?: number;
  }
}

const windowSeconds = 60;
const unlimited = new Set(['/healthz', '/readyz', '/metrics']);

/** In process: each process of an installation counts for itself. */
export function registerLimits(server: Server, requestsPerMinute: number): void {
  const general = () => new RateLimiterMemory({ points: requestsPerMinute, duration: windowSeconds });
  const byAddress = general();
  const byAccount = general();
  const byRoute = new Map<string, RateLimiterMemory>();

  async function consume(limiter: RateLimiterMemory, key: string, reply: FastifyReply): Promise<void> {
    try {
      tell(reply, limiter, await limiter.consume(key));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      tell(reply, limiter, error);
      throw new WaitError(error.msBeforeNext);
    }
  }

  /** The headers tell of the limit that is nearest. */
  function tell(reply: FastifyReply, limiter: RateLimiterMemory, state: RateLimiterRes): void {
    const told = reply.getHeader('ratelimit-remaining');
    if (told !== undefined && Number(told) <= state.remainingPoints) return;
    reply.headers({
      'ratelimit-limit': String(limiter.points),
      'ratelimit-remaining': String(state.remainingPoints),
      'ratelimit-reset': String(Math.ceil(state.msBeforeNext / 1000)),
    });
  }

  server.addHook('onRequest', async (request, reply) => {
    if (unlimited.has(request.routeOptions.url ?? '')) return;
    await consume(byAddress, request.ip, reply);
  });

  /** After access: the account is known. */
  const limitAccount = async (request: FastifyRequest, reply: FastifyReply) => {
    const { caller } = request;
    if (caller) await consume(byAccount, caller.userId, reply);
    const { perMinute } = request.routeOptions.config;
    if (perMinute === undefined) return;
    const route = `${request.method} ${request.routeOptions.url}`;
    const limiter =
      byRoute.get(route) ?? new RateLimiterMemory({ points: perMinute, duration: windowSeconds });
    byRoute.set(route, limiter);
    await consume(limiter, caller?.userId ?? request.ip, reply);
  };
  server.addHook('preParsing', async (request, reply) => limitAccount(request, reply));
}
