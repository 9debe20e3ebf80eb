import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { type Holder, holdDatabase } from './hold-database.ts';
import { isRunning, signal } from './processes.ts';
import { until } from './until.ts';

export interface EmbeddedHome {
  readonly folder: string;
  /** Process number of its PostgreSQL; undefined where none runs. */
  findPostmaster(): number | undefined;
  /** A process that has the database open; killed at {@link close} where it still runs. */
  hold(options: {
    readonly mayShare: boolean;
    readonly at?: string;
    readonly env?: Record<string, string>;
  }): Holder;
  query<Row extends pg.QueryResultRow>(sql: string, database?: string): Promise<Row[]>;
  /** Until a query is answered. */
  answers(): Promise<void>;
  close(): Promise<void>;
}

/** A home with the embedded database; `folder`: one that is there already, such as a small disk. */
export function makeEmbeddedHome(given?: string): EmbeddedHome {
  const folder = given ?? mkdtempSync(path.join(os.tmpdir(), 'dealerscope-home-'));
  chmodSync(folder, 0o755);
  const holders: Holder[] = [];
  const findPostmaster = () => {
    try {
      const pid = Number(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
      return isRunning(pid) ? pid : undefined;
    } catch {
      return undefined;
    }
  };
  const query = async <Row extends pg.QueryResultRow>(sql: string, database = 'dealerscope') => {
    const client = new pg.Client({
      host: path.join(folder, 'postgres'),
      user: 'dealerscope_owner',
      password: readFileSync(path.join(folder, 'postgres.password'), 'utf8'),
      database,
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    folder,
    findPostmaster,
    hold({ mayShare, at = folder, env = {} }) {
      const holder = holdDatabase(at, { mayShare, env });
      holders.push(holder);
      return holder;
    },
    query,
    answers: async () => {
      await until('the database answers', () =>
        query('select 1').then(
          () => true,
          () => false,
        ),
      );
    },
    async close() {
      await Promise.all(holders.map((holder) => holder.kill()));
      const pid = findPostmaster();
      if (pid) {
        signal(pid, 'SIGQUIT');
        await until('PostgreSQL is gone', () => !isRunning(pid));
      }
      if (given === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
