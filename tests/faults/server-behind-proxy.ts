import { signInOwner } from '../support/start-program.ts';
import { type OwnPostgres, startOwnPostgres } from './kit/own-postgres.ts';
import { type Program, type ProgramOptions, runProgram } from './kit/program.ts';
import { startTcpProxy, type TcpProxy } from './kit/tcp-proxy.ts';

export interface DatabaseBehindProxy {
  readonly postgres: OwnPostgres;
  readonly proxy: TcpProxy;
  /** For `DATABASE_URL`: through the proxy. */
  readonly connectionString: string;
  close(): Promise<void>;
}

export async function startDatabaseBehindProxy(): Promise<DatabaseBehindProxy> {
  const postgres = await startOwnPostgres();
  const proxy = await startTcpProxy({ host: '127.0.0.1', port: postgres.port });
  return {
    postgres,
    proxy,
    connectionString: postgres.connectionString.replace(`:${postgres.port}/`, `:${proxy.port}/`),
    async close() {
      await proxy.close();
      await postgres.close();
    },
  };
}

export interface RunningServer {
  readonly program: Program;
  readonly url: string;
  readonly port: number;
  /** A key of the owner. */
  readonly key: string;
}

/** The server with the sample market, on that database, and nobody refused for asking too often. */
export async function startServerOn(
  { connectionString }: DatabaseBehindProxy,
  { env, ...options }: ProgramOptions = {},
): Promise<RunningServer> {
  const program = runProgram({
    ...options,
    env: { DATABASE_URL: connectionString, DEALERSCOPE_REQUESTS_PER_MINUTE: '1000000', ...env },
  });
  const url = await program.ready;
  const { key } = await signInOwner(url);
  return { program, url, port: Number(new URL(url).port), key };
}
