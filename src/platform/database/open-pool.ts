import pg from 'pg';
import { within } from '../within.ts';
import { DatabaseLink } from './database-link.ts';
import { DatabaseLostError } from './is-lost.ts';
import { WatchedClient, type WatchedConfig } from './watched-client.ts';

/** How long a statement may hear nothing, by who waits for it. */
export const silenceMs = {
  /** Requests, jobs and the queue. */
  serving: 30_000,
  /** One statement of a command may read or write all there is. */
  command: 5 * 60_000,
  /** A migration may rewrite the largest table. */
  migration: 60 * 60_000,
} as const;

export interface PoolOptions {
  readonly name: string;
  readonly maxConnections: number;
  readonly silenceMs: number;
  readonly types?: pg.CustomTypesConfig;
  /** Shared by the pools of a program. */
  readonly link?: DatabaseLink;
}

/** For a connection that is free, or made: after that the pool counts as gone. */
const waitMs = 10_000;
/** For what is under way when a pool is closed. */
const closeMs = 2_000;

export interface OpenPool {
  readonly pool: pg.Pool;
  /** Waits 2 s for what is under way, then hangs up on it. */
  close(): Promise<void>;
}

/** The one place where connections to the database are pooled; none of them can end the process by its loss. */
export function openPool(connectionString: string, options: PoolOptions): OpenPool {
  const link = options.link ?? new DatabaseLink();
  const own = new Set<WatchedClient>();
  class PooledClient extends WatchedClient {
    constructor(config: WatchedConfig) {
      super(config);
      own.add(this);
      this.once('end', () => own.delete(this));
    }
  }
  const config = {
    connectionString,
    link,
    silenceMs: options.silenceMs,
    max: options.maxConnections,
    application_name: options.name,
    connectionTimeoutMillis: waitMs,
    Client: PooledClient as unknown as new () => pg.ClientBase,
    ...(options.types && { types: options.types }),
  };
  const pool = new pg.Pool(config);
  // told by the client already, which the pool then forgets
  pool.on('error', () => undefined);
  // the queue asks whether somebody sees to connections in use; each of ours does by itself
  pool.on('connect', () => undefined);
  return {
    pool,
    async close() {
      const ending = pool.end().then(() => true);
      if (await within(closeMs, ending)) return;
      for (const client of own) client.lose(new DatabaseLostError('the program stops'));
      await within(closeMs, ending);
    },
  };
}
