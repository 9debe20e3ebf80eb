import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, createCluster } from '@redis/client';
import { limitScripts } from './limit-scripts.ts';
import {
  type BackOffLadder,
  type BackOffStep,
  type LimitDecision,
  type LimitPolicy,
  type LimitStore,
  toIntervals,
} from './limit-store.ts';
import type { RedisAddress } from './parse-redis-url.ts';
import { type WatchedClient, watchSilence } from './watch-silence.ts';

/** What a script needs: one connection, or those of a cluster. */
interface ScriptRunner {
  limitTake(key: string, intervalUs: number, windowUs: number): Promise<readonly number[]>;
  limitClimb(key: string, ...ladder: number[]): Promise<readonly number[]>;
  limitUndo(key: string, openAtUs: number): Promise<readonly number[]>;
  limitTally(key: string, often: number, withinUs: number): Promise<readonly number[]>;
  del(key: string): Promise<unknown>;
}

interface Connection {
  readonly runner: ScriptRunner;
  /** The connections that there are now, one or one for each node. */
  clients(): Iterable<WatchedClient>;
  /** Fulfilled once it stands, or was closed before. */
  readonly connected: Promise<void>;
  close(): void;
}

export interface RedisLimitStore extends LimitStore, Pick<Connection, 'connected' | 'close'> {}

const reconnectMs = (retries: number) => Math.min(100 * 2 ** Math.min(retries, 5), 2_000);
const keyOf = (kind: string, key: string) => `dealerscope:${kind}:${key}`;

/**
 * Connects in the background and again after each loss; a command without a connection is refused at once. A server that
 * neither answers nor hangs up for `silentMs` (default 5,000) is connected to anew.
 */
export function connectRedisLimitStore(
  address: RedisAddress,
  onError: (error: unknown) => void,
  { silentMs = 5_000 }: { readonly silentMs?: number | undefined } = {},
): RedisLimitStore {
  const { runner, connected, clients, close } =
    address.kind === 'single'
      ? connectOne(address.url, silentMs, onError)
      : connectCluster(address, silentMs, onError);
  const unwatch = watchSilence(clients, silentMs);
  return {
    async take(policy: LimitPolicy, key: string): Promise<LimitDecision> {
      const { intervalUs, windowUs } = toIntervals(policy);
      const [allowed = 0, remaining = 0, resetUs = 0, retryAfterUs = 0] = await runner.limitTake(
        keyOf(`pace:${policy.name}`, key),
        intervalUs,
        windowUs,
      );
      return {
        isAllowed: allowed === 1,
        remaining,
        resetMs: resetUs / 1000,
        retryAfterMs: retryAfterUs / 1000,
      };
    },
    async climb(ladder: BackOffLadder, key: string): Promise<BackOffStep> {
      const name = keyOf('failures', key);
      const [open = 0, waitUs = 0, openAtUs = 0] = await runner.limitClimb(
        name,
        ladder.free,
        ladder.firstWaitMs,
        ladder.longestWaitMs,
        ladder.forgetAfterMs,
      );
      if (open !== 1) return { isOpen: false, waitMs: waitUs / 1000 };
      return { isOpen: true, undo: async () => void (await runner.limitUndo(name, openAtUs)) };
    },
    forget: async (key) => void (await runner.del(keyOf('failures', key))),
    async tally({ often, withinMs }, key) {
      const [isFrequent, tookUs = 0] = await runner.limitTally(
        keyOf('tally', key),
        often,
        Math.round(withinMs * 1000),
      );
      return isFrequent === 1 ? tookUs / 1000 : undefined;
    },
    connected,
    close() {
      unwatch();
      close();
    },
  };
}

const commandsQueueMaxLength = 10_000;
const connectionOptions = {
  disableOfflineQueue: true,
  commandsQueueMaxLength,
  // the library's own, a timer and a signal for each command, would cost more than the command
  commandOptions: { timeout: undefined },
} as const;
/** `silentMs` bounds the greetings of a new connection; from then on the watch does. */
const toSocketOptions = (silentMs: number) =>
  ({ connectTimeout: 2_000, socketTimeout: silentMs, reconnectStrategy: reconnectMs }) as const;

function connectOne(url: string, silentMs: number, onError: (error: unknown) => void): Connection {
  const client = createClient({
    url,
    scripts: limitScripts,
    ...connectionOptions,
    socket: toSocketOptions(silentMs),
  });
  client.on('error', onError);
  return {
    runner: client as unknown as ScriptRunner,
    clients: () => [client],
    // it goes on trying by itself; only closing ends it
    connected: client.connect().then(
      () => undefined,
      () => undefined,
    ),
    close: () => client.destroy(),
  };
}

function connectCluster(
  { nodes, username, password, isTls }: Extract<RedisAddress, { kind: 'cluster' }>,
  silentMs: number,
  onError: (error: unknown) => void,
): Connection {
  const socket = { ...toSocketOptions(silentMs), ...(isTls && { tls: true as const }) };
  const defaults = {
    ...connectionOptions,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    socket,
  };
  const cluster = createCluster({
    scripts: limitScripts,
    // looking for the nodes must come to an end, so that the next one listed is tried
    rootNodes: nodes.map((node) => ({
      ...defaults,
      socket: { ...socket, ...node, reconnectStrategy: false },
    })),
    defaults,
    topologyRefreshOnReconnectionAttemptStrategy: 500,
  });
  cluster.on('error', onError);
  let isClosed = false;
  const connect = async (): Promise<void> => {
    for (let tries = 0; !isClosed; tries++) {
      try {
        await cluster.connect();
        if (isClosed) cluster.destroy();
        return;
      } catch {
        await sleep(reconnectMs(tries), undefined, { ref: false });
      }
    }
  };
  /** Before every node is there, a part of the keys would be counted here and a part there. */
  const whenReady = (): ScriptRunner => {
    if (!cluster.isReady) throw new Error('the cluster is not connected');
    return cluster as unknown as ScriptRunner;
  };
  return {
    runner: {
      limitTake: (...args) => whenReady().limitTake(...args),
      limitClimb: (...args) => whenReady().limitClimb(...args),
      limitUndo: (...args) => whenReady().limitUndo(...args),
      limitTally: (...args) => whenReady().limitTally(...args),
      del: (key) => whenReady().del(key),
    },
    clients: () => cluster.masters.flatMap(({ client }) => client ?? []),
    connected: connect(),
    close: () => {
      isClosed = true;
      if (cluster.isOpen) cluster.destroy();
    },
  };
}
