import { AsyncLocalStorage } from 'node:async_hooks';
import {
  CamelCasePlugin,
  type Kysely,
  type KyselyPlugin,
  type PluginTransformResultArgs,
  sql,
  type Transaction,
} from 'kysely';
import type { OrgId } from '../core/kernel/ids.ts';
import { type Database, scopeEach } from './connection.ts';
import type { DB } from './schema.gen.ts';
import { authScope } from './scoped-query.ts';

/** A transaction that runs as the role of accounts and sessions; no dealership is set. */
export type AuthScoped = Transaction<DB>;

/** The same without a transaction, each statement by itself. */
export type AuthReadable = Kysely<DB>;

export interface AuthStore {
  /** Runs `work` in one transaction as `dealerscope_auth`; what better-auth does meanwhile is part of it. */
  withAuth<T>(work: (scoped: AuthScoped) => Promise<T>): Promise<T>;
  /** For single statements: each is a transaction of its own in one round trip. */
  readonly each: AuthReadable;
  /** For better-auth alone: camelCase names in schema `auth`, moments as Date, only inside `withAuth`. */
  readonly accountTables: Kysely<never>;
}

/** Our connections read moments as ISO text; better-auth compares them as Date. */
const momentsAsDates: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }: PluginTransformResultArgs) {
    const rows = result.rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          typeof value === 'string' && /(At|Until)$/.test(name) ? new Date(value) : value,
        ]),
      ),
    );
    return { ...result, rows };
  },
};

export function createAuthStore(db: Database): AuthStore {
  const running = new AsyncLocalStorage<Transaction<DB>>();
  const current = () => {
    const transaction = running.getStore();
    if (!transaction) throw new Error('accounts are reached inside withAuth only');
    return transaction.withSchema('auth').withPlugin(new CamelCasePlugin()).withPlugin(momentsAsDates);
  };
  const accountTables = new Proxy({} as Kysely<never>, {
    get(_target, name) {
      const transaction = current();
      // inside a transaction there is no other to begin
      if (name === 'transaction' || name === 'connection')
        return () => ({ execute: (work: (inner: unknown) => unknown) => work(transaction) });
      const member: unknown = Reflect.get(transaction, name, transaction);
      return typeof member === 'function' ? member.bind(transaction) : member;
    },
  });
  const { pool } = db;
  if (!pool) throw new Error('accounts are opened on a pool, not inside a transaction');
  return {
    accountTables,
    each: scopeEach(pool, authScope),
    withAuth: (work) =>
      db.transaction().execute(async (transaction) => {
        await sql`select set_config('role', 'dealerscope_auth', true)`.execute(transaction);
        return running.run(transaction, () => work(transaction));
      }),
  };
}

/** Names the dealership that the rest of this transaction concerns, such as for its audit log. */
export async function setTenant(scoped: AuthScoped, orgId: OrgId): Promise<void> {
  await sql`select set_config('app.org_id', ${orgId}, true)`.execute(scoped);
}
