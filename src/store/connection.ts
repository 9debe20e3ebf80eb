import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { OrgId } from '../core/kernel/ids.ts';
import type { DB } from './schema.gen.ts';

export type Database = Kysely<DB>;

/** A transaction that runs as the program's role and sees the rows of one dealership. */
export type Scoped = Transaction<DB> & { readonly orgId: OrgId };

const oid = { int8: 20, date: 1082, timestamptz: 1184 };

/** int8 columns hold cents and counts, far below 2^53; moments travel as ISO text in UTC. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (id === oid.int8) return Number;
      if (id === oid.timestamptz) return (value: string) => new Date(value).toISOString();
    }
    return pg.types.getTypeParser(id, format);
  },
};

export interface Store {
  readonly db: Database;
  close(): Promise<void>;
}

export function openStore(
  connectionString: string,
  { maxConnections = 10, onError = (_error: Error): void => undefined } = {},
): Store {
  const pool = new pg.Pool({
    connectionString,
    max: maxConnections,
    types,
    connectionTimeoutMillis: 15_000,
    application_name: 'dealerscope',
  });
  // an idle connection that the server closed must not end the program
  let isClosing = false;
  pool.on('error', (error) => {
    // a pool that is being closed loses its connections as it should
    if (!isClosing) onError(error);
  });
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    close() {
      isClosing = true;
      return db.destroy();
    },
  };
}

/**
 * Runs `work` in one transaction as `dealerscope_app`, scoped to `orgId`. Role and tenant are set by one
 * statement and end with the transaction, so a pooled connection (PgBouncer in transaction mode included)
 * carries nothing over.
 */
export function withTenant<T>(db: Database, orgId: OrgId, work: (scoped: Scoped) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    await sql`select set_config('role', 'dealerscope_app', true), set_config('app.org_id', ${orgId}, true)`.execute(
      transaction,
    );
    return work(Object.assign(transaction, { orgId }));
  });
}
