import { connect, createServer, type IpcNetConnectOpts, type Socket, type TcpNetConnectOpts } from 'node:net';

/** A server on TCP (`{ host, port }`) or behind a Unix socket (`{ path }`). */
export type ProxyTarget = TcpNetConnectOpts | IpcNetConnectOpts;

export interface TcpProxy {
  readonly port: number;
  /** Connections of clients that are open now. */
  connections(): number;
  /** New connections go there from now on, as after a failover; open ones stay where they are. */
  retarget(target: ProxyTarget): void;
  /** Every piece of data waits so long, each way, in order. */
  delay(ms: number): void;
  /** Resets every open connection; new ones are served. */
  cut(): void;
  /**
   * The peer is gone without a word: open connections and new ones are heard and never answered, and neither end is told
   * of the other's leaving. TCP itself still acknowledges, so keep-alive cannot notice; only a deadline can.
   */
  swallow(): void;
  /** Nothing moves and nothing is lost: what was held goes on after {@link heal}. */
  hold(): void;
  /** New connections are refused (ECONNREFUSED); open ones stay: {@link cut} them too for a server that is gone. */
  refuse(): Promise<void>;
  /**
   * Serves again, at once. Connections that were swallowed stay silent for their clients for ever, as after a failover by
   * address; the server behind is told that they ended.
   */
  heal(): Promise<void>;
  close(): Promise<void>;
}

interface Link {
  readonly client: Socket;
  readonly server: Socket | undefined;
  isSilent: boolean;
}

/** A proxy of one's own on a free port of 127.0.0.1 that can be told to misbehave. */
export async function startTcpProxy(target: ProxyTarget, wantedPort = 0): Promise<TcpProxy> {
  const links = new Set<Link>();
  let behind = target;
  let delayMs = 0;
  let isHolding = false;
  let isSwallowing = false;
  const held: (() => void)[] = [];

  /** In the order of arrival: a piece waits for its time and for the one before it. */
  const pass = (from: Socket, to: Socket, link: Link) => {
    let last = Promise.resolve();
    const later = (act: () => void) => {
      const dueMs = delayMs;
      last = last.then(async () => {
        if (dueMs > 0) await new Promise((resolve) => setTimeout(resolve, dueMs));
        if (isHolding) await new Promise<void>((resolve) => held.push(resolve));
        if (!link.isSilent) act();
      });
    };
    from.on('data', (data) => later(() => void (to.writable && to.write(data))));
    from.on('end', () => later(() => to.end()));
    from.on('close', (hadError) => later(() => (hadError ? to.resetAndDestroy() : to.destroySoon())));
  };

  const accept = (client: Socket) => {
    const server = isSwallowing ? undefined : connect({ ...behind, allowHalfOpen: true });
    const link: Link = { client, server, isSilent: isSwallowing };
    links.add(link);
    client.setNoDelay(true);
    client.on('error', () => undefined);
    client.on('close', () => {
      if (!server || server.destroyed) links.delete(link);
    });
    if (!server) return void client.resume();
    server.setNoDelay(true);
    server.on('error', () => {
      if (!link.isSilent) client.resetAndDestroy();
    });
    server.on('close', () => {
      if (client.destroyed) links.delete(link);
    });
    pass(client, server, link);
    pass(server, client, link);
  };

  const listener = createServer({ allowHalfOpen: true }, accept);
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(port, '127.0.0.1', () => {
        listener.off('error', reject);
        resolve();
      });
    });
  await listen(wantedPort);
  const address = listener.address();
  if (typeof address !== 'object' || !address) throw new Error('the proxy has no port');
  const { port } = address;

  const releaseHeld = () => {
    isHolding = false;
    for (const release of held.splice(0)) release();
  };
  const cut = () => {
    for (const { client, server } of links) {
      client.resetAndDestroy();
      server?.resetAndDestroy();
    }
    links.clear();
    releaseHeld();
  };
  /** Stops listening; open connections do not keep it waiting. */
  const refuse = async () => {
    if (!listener.listening) return;
    listener.close();
    while (listener.listening) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    port,
    connections: () => links.size,
    retarget: (next) => {
      behind = next;
    },
    delay: (ms) => {
      delayMs = ms;
    },
    cut,
    swallow() {
      isSwallowing = true;
      for (const link of links) link.isSilent = true;
    },
    hold: () => {
      isHolding = true;
    },
    refuse,
    async heal() {
      delayMs = 0;
      isSwallowing = false;
      for (const link of links) if (link.isSilent) link.server?.destroy();
      releaseHeld();
      if (!listener.listening) await listen(port);
    },
    async close() {
      cut();
      await refuse();
    },
  };
}
