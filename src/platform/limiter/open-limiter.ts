import { setTimeout as sleep } from 'node:timers/promises';
import { FallbackLimitStore } from './fallback-limit-store.ts';
import type { LimitStore } from './limit-store.ts';
import { MemoryLimitStore } from './memory-limit-store.ts';
import type { RedisAddress } from './parse-redis-url.ts';
import { connectRedisLimitStore } from './redis-limit-store.ts';

const startPatienceMs = 2_000;

export interface LimiterStats {
  /** `undefined` where no Redis is set. */
  readonly isShared: boolean | undefined;
  readonly ownDecisions: number;
}

export interface OpenLimiter {
  readonly store: LimitStore;
  stats(): LimiterStats;
  close(): void;
}

export interface OpenLimiterOptions {
  readonly redis: RedisAddress | undefined;
  readonly monotonicMs: () => number;
  readonly logger: { warn(what: object, message: string): void };
  /** A Redis that neither answers nor hangs up for so long is connected to anew. Default 5,000. */
  readonly silentMs?: number;
}

/**
 * Limits of this process, or those that all programs of an installation share through Redis or Valkey. A server that
 * is there is waited for, at most {@link startPatienceMs}; one that is not does not hold up the start.
 */
export async function openLimiter({
  redis,
  monotonicMs,
  logger,
  silentMs,
}: OpenLimiterOptions): Promise<OpenLimiter> {
  const own = new MemoryLimitStore({ monotonicMs });
  if (redis === undefined)
    return { store: own, stats: () => ({ isShared: undefined, ownDecisions: 0 }), close: () => undefined };
  // the client tells of every try; what matters is told once, by onChange
  let lastError: unknown;
  const shared = connectRedisLimitStore(
    redis,
    (error) => {
      lastError = error;
    },
    { silentMs },
  );
  const store = new FallbackLimitStore({
    shared,
    own,
    monotonicMs,
    onChange: (isShared, reason) => {
      if (isShared) logger.warn({}, 'Redis answers again; limits are shared');
      else
        logger.warn(
          { reason: sentenceOf(lastError ?? reason) },
          'Redis does not answer; limits are counted in this process',
        );
      lastError = undefined;
    },
  });
  await Promise.race([shared.connected, sleep(startPatienceMs, undefined, { ref: false })]);
  return {
    store,
    stats: () => ({ isShared: store.isShared, ownDecisions: store.ownDecisions }),
    close: () => shared.close(),
  };
}

const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);
