import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findFreePort } from '../../support/redis.ts';
import { signInOwner } from '../../support/start-program.ts';
import { restartWhenEnded, type Supervised } from '../kit/program.ts';
import { until } from '../kit/until.ts';
import { ask } from './readers.ts';

export interface Installation {
  readonly home: string;
  readonly url: string;
  /** The owner's, for reading. */
  readonly key: string;
  /** The owner's session as a browser sends it: for what no key may do. */
  readonly session: Readonly<Record<'cookie' | 'origin', string>>;
  /** For commands on the same home and database. */
  readonly env: Readonly<Record<string, string>>;
  readonly server: Supervised;
  /** Milliseconds until /readyz answers 200. */
  untilReady(): Promise<number>;
  close(): Promise<void>;
}

/** A home of its own with a server that is started again whenever it ends, always on the same port; no sample market. */
export async function startInstallation(
  environment: Readonly<Record<string, string>> = {},
): Promise<Installation> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-installation-'));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { DEALERSCOPE_SAMPLE: 'off', DEALERSCOPE_REQUESTS_PER_MINUTE: '1000000', ...environment };
  const server = restartWhenEnded({ home, env: { ...env, PORT: String(port) } });
  await server.current().ready;
  const { key, cookie } = await signInOwner(url);
  return {
    home,
    url,
    key,
    session: { cookie, origin: url },
    env,
    server,
    async untilReady() {
      const startedAt = performance.now();
      await until(
        `the server is ready; it said:\n${server.current().output().slice(-2_000)}`,
        async () => (await ask(url, '/readyz', '', 1_000)).status === 200,
        { withinMs: 120_000 },
      );
      return performance.now() - startedAt;
    },
    async close() {
      await server.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
