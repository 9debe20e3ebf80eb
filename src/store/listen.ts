import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { DatabaseLink } from '../platform/database/database-link.ts';
import { WatchedClient } from '../platform/database/watched-client.ts';
import type { Database } from './connection.ts';

/** What a subscriber is told. Neither may throw. */
export interface Subscriber {
  onNotice(payload: string): void;
  /** Whatever was sent until now may have been missed: read anew. Comes after each connect, the first included. */
  onGap(): void;
}

/** The process's one ear for NOTIFY. */
export interface Listener {
  /** Answers what ends the subscription. */
  subscribe(channel: string, subscriber: Subscriber): () => void;
  /**
   * How long ago, in ms, a notification that this process sent itself over another connection came back; Infinity:
   * never on this connection, as behind a pooler that lets no NOTIFY through.
   */
  readonly heardMsAgo: number;
  close(): Promise<void>;
}

export interface ListenerOptions {
  readonly connectionString: string;
  /** Sends the heartbeat: any pool but the listener's own connection, which would hear itself through any pooler. */
  readonly db: Database;
  /** What the process knows of the way to its database. */
  readonly link?: DatabaseLink;
  readonly heartbeatMs?: number;
  /** Without a heartbeat for so long the connection is given up and made anew. */
  readonly deafAfterMs?: number;
  /** Between attempts, doubling from the first to the second. */
  readonly retryMs?: readonly [number, number];
  /** A connection was lost or refused, for the nth time since a heartbeat was last heard. */
  readonly onLoss?: (error: Error, times: number) => void;
}

const answerWithinMs = 5_000;

export function openListener({
  connectionString,
  db,
  link,
  heartbeatMs = 1_000,
  deafAfterMs = 10_000,
  retryMs: [firstRetryMs, longestRetryMs] = [100, 5_000],
  onLoss = () => undefined,
}: ListenerOptions): Listener {
  const subscribers = new Map<string, Set<Subscriber>>();
  const heartbeat = `heartbeat_${randomUUID().replaceAll('-', '')}`;
  let client: WatchedClient | undefined;
  let heardAtMs = Number.NEGATIVE_INFINITY;
  /** Undefined until every channel is listened to. */
  let connectedAtMs: number | undefined;
  let losses = 0;
  let isClosed = false;
  let isBeating = false;
  let retry: NodeJS.Timeout | undefined;
  /** Statements of one connection go out one after the other. */
  let listening: Promise<void> = Promise.resolve();

  const listenTo = (to: WatchedClient, channel: string) =>
    to.query(`listen ${to.escapeIdentifier(channel)}`) as Promise<unknown>;

  /** Gives a connection up, once, and has another made. */
  function lose(lost: WatchedClient, error: Error): void {
    if (client !== lost) return;
    client = undefined;
    connectedAtMs = undefined;
    heardAtMs = Number.NEGATIVE_INFINITY;
    lost.lose(error);
    if (isClosed) return;
    losses += 1;
    onLoss(error, losses);
    retryLater();
  }

  function retryLater(): void {
    retry = setTimeout(connect, Math.min(longestRetryMs, firstRetryMs * 2 ** Math.max(0, losses - 1)));
    retry.unref();
  }

  function connect(): void {
    // known to be in vain
    if (link?.isAway) {
      retryLater();
      return;
    }
    const made = new WatchedClient({
      connectionString,
      silenceMs: answerWithinMs,
      application_name: 'dealerscope listener',
      ...(link && { link }),
    });
    client = made;
    made.on('error', (error) => lose(made, error));
    made.on('end', () => lose(made, new Error('the connection that listens was closed')));
    made.on('notification', ({ channel, payload = '' }) => {
      if (channel !== heartbeat) for (const each of subscribers.get(channel) ?? []) each.onNotice(payload);
      else if (client === made) {
        heardAtMs = performance.now();
        losses = 0;
      }
    });
    prepare(made).catch((error: Error) => lose(made, error));
  }

  async function prepare(made: WatchedClient): Promise<void> {
    await (made.connect() as Promise<void>);
    await listenTo(made, heartbeat);
    // a channel that is subscribed to meanwhile is still reached by this walk
    for (const channel of subscribers.keys()) await listenTo(made, channel);
    if (client !== made) return;
    connectedAtMs = performance.now();
    for (const all of subscribers.values()) for (const each of all) each.onGap();
    beat();
  }

  /** One at a time: a database that is away is not asked again before it has refused. */
  function beat(): void {
    if (isBeating || connectedAtMs === undefined) return;
    isBeating = true;
    sql`select pg_notify(${heartbeat}, '')`
      .execute(db)
      .catch(() => undefined) // the pool says so itself
      .finally(() => {
        isBeating = false;
      });
  }

  const beating = setInterval(() => {
    if (!client || connectedAtMs === undefined) return;
    const isDeaf = performance.now() - Math.max(heardAtMs, connectedAtMs) > deafAfterMs;
    if (isDeaf) lose(client, new Error('no NOTIFY comes through'));
    else beat();
  }, heartbeatMs);
  beating.unref();
  connect();

  return {
    get heardMsAgo() {
      return performance.now() - heardAtMs;
    },
    subscribe(channel, subscriber) {
      const all = subscribers.get(channel) ?? new Set();
      subscribers.set(channel, all.add(subscriber));
      const current = client;
      if (current && connectedAtMs !== undefined)
        listening = listening
          .then(() => listenTo(current, channel))
          .then(
            () => subscriber.onGap(),
            (error: Error) => lose(current, error),
          );
      return () => void all.delete(subscriber);
    },
    async close() {
      isClosed = true;
      clearInterval(beating);
      clearTimeout(retry);
      const last = client;
      client = undefined;
      await (last?.end() as Promise<void> | undefined)?.catch(() => undefined);
    },
  };
}
