import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export interface TestRedis {
  readonly port: number;
  readonly url: string;
  /** Gone as by `kill -9`; {@link start} brings it back, empty. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Neither answers nor hangs up, until {@link thaw}. */
  freeze(): void;
  thaw(): void;
  command(...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** The one that `REDIS_SERVER` names, else Debian's Valkey where it has one, else its Redis. */
const server = [process.env.REDIS_SERVER, '/usr/bin/valkey-server', '/usr/bin/redis-server'].find(
  (file) => file !== undefined && existsSync(file),
);
const client = server?.replace(/-server$/, '-cli');

export async function findFreePort(below = 65_535): Promise<number> {
  for (;;) {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const address = probe.address();
    await new Promise((resolve) => probe.close(resolve));
    if (typeof address === 'object' && address && address.port <= below) return address.port;
  }
}

/** A real server on a port of its own that keeps nothing. */
export async function startRedis(settings: readonly string[] = [], givenPort?: number): Promise<TestRedis> {
  if (!server || !client) throw new Error('install redis-server (or valkey-server) first');
  const port = givenPort ?? (await findFreePort());
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-redis-'));
  let child: ChildProcess | undefined;
  const command = async (...args: string[]) =>
    (await promisify(execFile)(client, ['-p', String(port), ...args])).stdout.trim();
  const start = async () => {
    child = spawn(
      server,
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder, ...settings],
      { stdio: 'ignore' },
    );
    for (let tries = 0; ; tries++) {
      try {
        if ((await command('ping')) === 'PONG') return;
      } catch (error) {
        if (tries > 100) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child?.once('close', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    kill,
    start,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    command,
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Three masters that share the slots, known to clients by the port that `announce` answers for each one's own. */
export async function startRedisCluster(
  announce: (port: number) => Promise<number> = async (port) => port,
): Promise<{
  readonly url: string;
  readonly nodes: readonly TestRedis[];
  stop(): Promise<void>;
}> {
  if (!client) throw new Error('install redis-server (or valkey-server) first');
  const nodes: TestRedis[] = [];
  for (let at = 0; at < 3; at++) {
    // nodes talk on a second port, 10,000 above
    const port = await findFreePort(55_000);
    nodes.push(
      await startRedis(
        [
          '--cluster-enabled',
          'yes',
          '--cluster-node-timeout',
          '2000',
          '--cluster-require-full-coverage',
          'no',
          '--cluster-announce-port',
          String(await announce(port)),
          '--cluster-announce-bus-port',
          String(port + 10_000),
        ],
        port,
      ),
    );
  }
  const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
  await promisify(execFile)(client, ['--cluster', 'create', ...addresses, '--cluster-yes']);
  for (const node of nodes)
    for (let tries = 0; !/cluster_state:ok/.test(await node.command('cluster', 'info')); tries++) {
      if (tries > 200) throw new Error('the cluster does not form');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  return {
    url: `redis-cluster://${addresses.join(',')}`,
    nodes,
    async stop() {
      for (const node of nodes) await node.stop();
    },
  };
}
