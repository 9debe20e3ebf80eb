import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Transaction,
} from 'kysely';
import pg from 'pg';
import type { OrgId } from '../core/kernel/ids.ts';
import type { DatabaseLink } from '../platform/database/database-link.ts';
import { openPool, silenceMs } from '../platform/database/open-pool.ts';
import type { DB } from './schema.gen.ts';
import { type Scope, scopeStatement, sendScoped, tenantScope } from './scoped-query.ts';

/** Works as the owner of the tables until a scope is set. `pool` is absent inside a transaction. */
export type Database = Kysely<DB> & { readonly pool?: pg.Pool };

/** Sees the rows of one dealership, each query by itself. */
export type Readable = Kysely<DB> & { readonly orgId: OrgId };

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

export interface StoreOptions {
  readonly maxConnections?: number;
  /** How long a statement may hear nothing. */
  readonly silence?: keyof typeof silenceMs;
  readonly link?: DatabaseLink;
}

export function openStore(
  connectionString: string,
  { maxConnections = 10, silence = 'serving', link }: StoreOptions = {},
): Store {
  const { pool, close } = openPool(connectionString, {
    name: 'dealerscope',
    maxConnections,
    silenceMs: silenceMs[silence],
    types,
    ...(link && { link }),
  });
  return {
    db: Object.assign(new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }), { pool }),
    close,
  };
}

/**
 * Runs `work` in one transaction as `dealerscope_app`, scoped to `orgId`. Role and tenant are set by one
 * statement and end with the transaction, so a pooled connection (PgBouncer in transaction mode included)
 * carries nothing over.
 */
export function withTenant<T>(db: Database, orgId: OrgId, work: (scoped: Scoped) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    await scopeStatement(orgId).execute(transaction);
    return work(Object.assign(transaction, { orgId }));
  });
}

/** The same for what belongs to no dealership: runs as `dealerscope_app` and sees no dealership's rows. */
export function asProgram<T>(db: Database, work: (program: Transaction<DB>) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    await scopeStatement('').execute(transaction);
    return work(transaction);
  });
}

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();
const never = () => {
  throw new Error('a scoped read is one statement; use withTenant for a transaction');
};
/** Kysely asks for one; no query of a scoped read goes through it. */
const noDriver: Driver = {
  init: never,
  destroy: never,
  acquireConnection: never,
  releaseConnection: never,
  beginTransaction: never,
  commitTransaction: never,
  rollbackTransaction: never,
};
const dialect: Dialect = {
  createDriver: () => noDriver,
  createAdapter: () => adapter,
  createIntrospector: (inner) => new PostgresIntrospector(inner),
  createQueryCompiler: () => compiler,
};

/** Every query goes out together with its scope in one round trip, as a transaction of its own. */
export function scopeEach(pool: pg.Pool, scope: Scope): Kysely<DB> {
  const provideConnection = async <R>(consume: (connection: DatabaseConnection) => Promise<R>) => {
    const client = await pool.connect();
    try {
      return await consume({
        executeQuery: <Row>(query: CompiledQuery) => sendScoped<Row>(pool, client, scope, query),
        streamQuery: never,
      });
    } finally {
      client.release();
    }
  };
  return new Kysely<DB>({
    config: { dialect },
    driver: noDriver,
    dialect,
    executor: new DefaultQueryExecutor(compiler, adapter, { provideConnection }),
  });
}

/**
 * For reads by {@link scopeEach} (which at READ COMMITTED see what a statement of a longer transaction would). Inside a
 * transaction there is no pool, and `withTenant` stands in.
 */
export function readTenant<T>(
  db: Database,
  orgId: OrgId,
  work: (readable: Readable) => Promise<T>,
): Promise<T> {
  const { pool } = db;
  if (!pool) return withTenant(db, orgId, work);
  return work(Object.assign(scopeEach(pool, tenantScope(orgId)), { orgId }));
}
