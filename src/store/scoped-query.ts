import { createHash } from 'node:crypto';
import { type CompiledQuery, type QueryResult, sql } from 'kysely';
import pg from 'pg';

/** The part of pg's wire protocol that a query writes to; @types/pg knows less of it. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { readonly text: string; readonly name: string }): void;
  bind(message: { readonly statement: string; readonly values: readonly unknown[] }): void;
  execute(message: Record<string, never>): void;
}

type Done = (error: Error | null, result: pg.QueryResult) => void;
interface PlainQuery {
  submit(wire: Wire): Error | null;
  handleCommandComplete(message: unknown, wire: Wire): void;
}
const PlainQuery = pg.Query as unknown as new (
  config: pg.QueryConfig & { readonly queryMode: 'extended'; readonly callback: Done },
) => PlainQuery;

/** What a statement is run under: set by one that, by its condition, answers no row. */
export interface Scope {
  readonly text: string;
  readonly values: readonly string[];
}
/** As the program's role, seeing one dealership. */
export const tenantScope = (orgId: string): Scope => ({
  text: "select 1 where set_config('role', 'dealerscope_app', true) is null or set_config('app.org_id', $1, true) is null",
  values: [orgId],
});
/** As the role of accounts and sessions. */
export const authScope: Scope = {
  text: "select 1 where set_config('role', 'dealerscope_auth', true) is null",
  values: [],
};
/** The name of a prepared statement says its text, so that no pooler can hand out another one under it. */
const nameOf = (text: string) => `ds_${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;

/** Texts that are prepared, by name; the rest of endlessly many shapes of filters is parsed each time. */
const names = new Map<string, string>();
const mostNames = 200;
function findName(text: string): string {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known ?? '';
  const name = nameOf(text);
  names.set(text, name);
  return name;
}

/** The scopes that are prepared already, of each connection. */
const prepared = new WeakMap<Wire, Set<string>>();

/**
 * Scope and query as one message group with one Sync: one round trip and one implicit transaction, which PostgreSQL
 * commits at the Sync. Were the scope to fail, the server skips the query: it never runs unscoped.
 */
class ScopedQuery extends PlainQuery {
  readonly #scope: Scope;
  readonly #isNamed: boolean;
  #isScopeSet = false;

  constructor(scope: Scope, isNamed: boolean, text: string, values: unknown[], callback: Done) {
    super({ text, values, name: isNamed ? findName(text) : '', queryMode: 'extended', callback });
    this.#scope = scope;
    this.#isNamed = isNamed;
  }

  override submit(wire: Wire): Error | null {
    const { text, values } = this.#scope;
    const name = this.#isNamed ? findName(text) : '';
    const known = prepared.get(wire) ?? new Set();
    wire.stream.cork();
    try {
      if (name === '' || !known.has(name)) wire.parse({ text, name });
      if (name !== '') prepared.set(wire, known.add(name));
      wire.bind({ statement: name, values });
      wire.execute({});
      return super.submit(wire);
    } finally {
      wire.stream.uncork();
    }
  }

  override handleCommandComplete(message: unknown, wire: Wire): void {
    if (this.#isScopeSet) super.handleCommandComplete(message, wire);
    this.#isScopeSet = true;
  }
}

/** Pools behind a pooler that mixes up prepared statements; there the scope is parsed each time. */
const unnamedOnly = new WeakSet<pg.Pool>();
/** `invalid_sql_statement_name`, `duplicate_prepared_statement`, and a plan from before a table was changed. */
const mixedUp = new Set(['26000', '42P05', '0A000']);

function send<Row>(
  client: pg.PoolClient,
  scope: Scope,
  isNamed: boolean,
  { sql: text, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>,
): Promise<QueryResult<Row>> {
  return new Promise((resolve, reject) => {
    const done: Done = (error, { rows, command, rowCount } = {} as pg.QueryResult) => {
      if (error) reject(error);
      else if (command === 'SELECT') resolve({ rows });
      else resolve({ rows, numAffectedRows: BigInt(rowCount ?? 0) });
    };
    client.query(new ScopedQuery(scope, isNamed, text, [...parameters], done) as unknown as pg.Submittable);
  });
}

/** One statement under its scope. */
export async function sendScoped<Row>(
  pool: pg.Pool,
  client: pg.PoolClient,
  scope: Scope,
  query: Pick<CompiledQuery, 'sql' | 'parameters'>,
): Promise<QueryResult<Row>> {
  if (unnamedOnly.has(pool)) return send(client, scope, false, query);
  try {
    return await send(client, scope, true, query);
  } catch (error) {
    if (!mixedUp.has(String((error as { code?: unknown }).code))) throw error;
    // all of the group is undone or skipped, so nothing is done twice
    unnamedOnly.add(pool);
    return send(client, scope, false, query);
  }
}

/** The same scope as a statement of its own, for a transaction of several. */
export const scopeStatement = (orgId: string) =>
  sql`select set_config('role', 'dealerscope_app', true), set_config('app.org_id', ${orgId}, true)`;
