/** What is needed of a connection to notice that it is dead. */
export interface WatchedClient {
  readonly isReady: boolean;
  ping(): Promise<unknown>;
  destroy(): void;
  connect(): Promise<unknown>;
}

/** A ping is overdue when so many looks in a row found it unanswered: more than one, as this process may have been busy. */
const overdueLooks = 2;

/**
 * Makes a connection anew when its peer has been silent for {@link silentMs}. The library's own deadline for a socket
 * begins again with every command that is written, answered or not, so that asking now and then whether the peer is back
 * would keep a dead connection for ever. Answers what ends the watch.
 */
export function watchSilence(list: () => Iterable<WatchedClient>, silentMs: number): () => void {
  const unanswered = new Map<WatchedClient, number>();
  const look = (client: WatchedClient) => {
    if (!client.isReady) return void unanswered.delete(client);
    const looks = unanswered.get(client);
    if (looks === undefined) {
      unanswered.set(client, 0);
      const answered = () => void unanswered.delete(client);
      client.ping().then(answered, answered);
    } else if (looks + 1 < overdueLooks) unanswered.set(client, looks + 1);
    else {
      unanswered.delete(client);
      client.destroy();
      // it goes on trying by itself; what goes wrong is told as its error event
      client.connect().catch(() => undefined);
    }
  };
  const timer = setInterval(() => {
    const clients = new Set(list());
    for (const gone of unanswered.keys()) if (!clients.has(gone)) unanswered.delete(gone);
    for (const client of clients) look(client);
  }, silentMs / overdueLooks).unref();
  return () => clearInterval(timer);
}
