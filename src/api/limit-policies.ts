import type { LimitPolicy } from '../platform/limiter/limit-store.ts';

const windowSeconds = 60;

/** What every request counts against: its network, and whoever sent it. A route may ask for less by `perMinute`. */
export const limitPolicies = {
  network: (perMinute: number): LimitPolicy => ({ name: 'network', limit: perMinute, windowSeconds }),
  account: (perMinute: number): LimitPolicy => ({ name: 'account', limit: perMinute, windowSeconds }),
  key: (perMinute: number): LimitPolicy => ({ name: 'key', limit: perMinute, windowSeconds }),
  route: (perMinute: number): LimitPolicy => ({ name: 'route', limit: perMinute, windowSeconds }),
} as const;

/** Asked by machines that watch the program, from this machine or the orchestrator's. */
export const unlimitedRoutes: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);
