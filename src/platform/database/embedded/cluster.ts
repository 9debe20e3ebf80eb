import { explainDisk } from '../explain-disk.ts';
import { isInUse, registerUser } from '../home-users.ts';
import { throughGate } from '../instance-lock.ts';
import { findPostmaster, stopPostmaster } from './leftovers.ts';
import { findLogEnd, findReason, readServerLog } from './server-log.ts';
import { removeSocketFolder } from './socket-folder.ts';
import { dataFolderOf, ensureServer, type ServerOptions, toConnectionString } from './start-server.ts';
import { type ServerTrouble, watchServer } from './watch-server.ts';

export interface EmbeddedCluster {
  readonly connectionString: string;
  /** Whether this process started it; others may use it meanwhile. */
  readonly wasStarted: boolean;
  /** Stops the server unless others use it. Safe to call twice. */
  leave(): Promise<void>;
}

export interface EmbeddedClusterOptions extends ServerOptions {
  /** Told when the server has ended by itself or cannot be started again. */
  readonly onTrouble?: ((trouble: ServerTrouble) => void) | undefined;
  readonly onRestored?: (() => void) | undefined;
}

const leavePatienceMs = 5_000;

async function stopUnlessUsed(home: string): Promise<void> {
  if (isInUse(home)) return;
  const server = findPostmaster(dataFolderOf(home));
  if (server) await stopPostmaster(server, 4_000);
  removeSocketFolder(home);
}

/**
 * Joins the PostgreSQL of `home`, starting it where nobody has, and making the database on first use. Whoever leaves it
 * last stops it, and whoever sees it gone starts it again (docs/decisions/0072).
 */
export async function joinEmbeddedCluster(options: EmbeddedClusterOptions): Promise<EmbeddedCluster> {
  const { home, onProgress, signal, onTrouble, onRestored } = options;
  const onWait = (pid: number) =>
    onProgress?.(`Waiting for process ${pid}, which is starting or stopping the database`);
  const { found, registration } = await throughGate(
    home,
    async () => {
      const running = await ensureServer(options);
      try {
        return { found: running, registration: registerUser(home) };
      } catch (error) {
        await stopUnlessUsed(home);
        throw error;
      }
    },
    { onWait, signal },
  );
  let logStart = findLogEnd(home);
  const watch = watchServer({
    server: found.server,
    restart: (leaving) =>
      throughGate(
        home,
        async () => {
          const { server } = await ensureServer({ home, settings: options.settings, signal: leaving });
          registration.renew();
          logStart = findLogEnd(home);
          return server;
        },
        { signal: leaving },
      ).catch((error: unknown) => {
        throw explainDisk(home, error);
      }),
    findReason: () => findReason(readServerLog(home, logStart)),
    onTrouble,
    onRestored,
  });

  const leave = async () => {
    await watch.stop();
    const go = async () => {
      registration.leave();
      await stopUnlessUsed(home);
    };
    let hasGone = false;
    try {
      await throughGate(
        home,
        () => {
          hasGone = true;
          return go();
        },
        { signal: AbortSignal.timeout(leavePatienceMs) },
      );
    } catch (error) {
      if (hasGone) throw error;
      // a full disk, or one who is long in the gate: that one finds the server gone, and starts it
      await go();
    }
  };
  let left: Promise<void> | undefined;
  return {
    connectionString: toConnectionString(home, found.socketFolder),
    wasStarted: found.wasStarted,
    leave: () => {
      left ??= leave();
      return left;
    },
  };
}
