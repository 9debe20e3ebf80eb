/**
 * What row-level security costs a read: the same query with its scope (role and dealership set in the same round trip)
 * and without any by the tables' owner, both built anew by Kysely each time and both prepared; the same two with their
 * text made once, so that nothing but protocol and server are compared; unscoped as the program's other reads are
 * (parsed each time); a transaction of four statements; and the emptiest statement, which is the floor. All take turns
 * in one run. Then the pair that works behind Debian's PgBouncer in transaction mode, which knows no prepared
 * statements. Usage: node bench/tenant-scope.bench.ts [rounds]
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { type Compilable, type CompiledQuery, sql } from 'kysely';
import type { OrgId } from '../src/core/kernel/ids.ts';
import { migrateDatabase } from '../src/platform/database/migrate.ts';
import { openDatabase } from '../src/platform/database/open-database.ts';
import { type Database, openStore, type Readable, readTenant, withTenant } from '../src/store/connection.ts';
import { ensureOrganisation } from '../src/store/organisations.writer.ts';
import { sendScoped, tenantScope } from '../src/store/scoped-query.ts';
import { startBouncer } from '../tests/support/pgbouncer.ts';
import { loadNow, machine } from './market.ts';

const rounds = Number(process.argv[2] ?? 4_000);
const dealerships = 20;
const lots = 2_000;
const home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-bench-'));
const database = await openDatabase({ home, mayShare: false });
await migrateDatabase(database.connectionString);
// one connection: nothing but the statements themselves is compared
const store = openStore(database.connectionString, { maxConnections: 1 });
const { db } = store;
const ours = 'org_bench_7' as OrgId;

for (let at = 0; at < dealerships; at++) await ensureOrganisation(db, `org_bench_${at}` as OrgId, 'Bench');
await sql`insert into own_fee_schedules (org_id, source, effective_from, revision, citation, fees)
  select o.id, 'govdeals', '2026-01-01', n, 'c', '[]' from organisations o, generate_series(1, ${lots}) n`.execute(
  db,
);
await sql`insert into buyer_profiles (org_id, settings) select id, '{"homeZip":"90001"}' from organisations`.execute(
  db,
);
await sql`analyze`.execute(db);

const reads = {
  'one row (settings)': (from: Readable) =>
    from.selectFrom('buyer_profiles').select(['settings', 'version']).where('org_id', '=', ours),
  'page of 50 (own fee schedules)': (from: Readable) =>
    from
      .selectFrom('own_fee_schedules')
      .select(['source', 'effective_from', 'revision', 'citation'])
      .where('org_id', '=', ours)
      .orderBy('revision', 'desc')
      .limit(50),
};

/** What of a query of Kysely this needs. */
interface Executable {
  execute(): Promise<unknown>;
}

const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

/** Everybody takes turns; answers the median of each in µs. The first tenth warms up. */
async function takeTurns(ways: Readonly<Record<string, () => Promise<unknown>>>) {
  const times = new Map(Object.keys(ways).map((way): [string, number[]] => [way, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [way, run] of Object.entries(ways)) {
      const began = performance.now();
      await run();
      if (round > rounds / 10) times.get(way)?.push(performance.now() - began);
    }
  }
  return Object.fromEntries([...times].map(([way, all]) => [way, Math.round(median(all) * 1000)]));
}

const unscopedOf = (from: Database) =>
  Object.assign(from.withTables(), { orgId: ours }) as unknown as Readable;

async function measure(name: string, build: (from: Readable) => Compilable & Executable) {
  const { pool } = db;
  if (!pool) throw new Error('a store has a pool');
  const unscoped = unscopedOf(db);
  const ask = async ({ sql: text, parameters }: CompiledQuery) =>
    (await pool.query({ name: `bench ${name}`, text, values: [...parameters] })).rows as unknown;
  const once = build(unscoped).compile();
  const ways = {
    floor: () => sql`select 1`.execute(db),
    parsed: () => build(unscoped).execute(),
    prepared: () => ask(build(unscoped).compile()),
    scoped: () => readTenant(db, ours, (from) => build(from).execute()),
    'prepared, text': () => ask(once),
    'scoped, text': async () => {
      const client = await pool.connect();
      try {
        return (await sendScoped(pool, client, tenantScope(ours), once)).rows;
      } finally {
        client.release();
      }
    },
    transaction: () => withTenant(db, ours, (from) => build(from).execute()),
  };
  const answers = new Set<string>();
  for (const way of [ways.parsed, ways.prepared, ways.scoped, ways['scoped, text'], ways.transaction])
    answers.add(JSON.stringify(await way()));
  if (answers.size !== 1 || ([...answers][0] ?? '').length < 20)
    throw new Error('the ways answer different rows');
  const us = await takeTurns(ways);
  const ratio = (a: string, b: string) => (us[a] ?? 0) / (us[b] ?? 1);
  return {
    read: name,
    ...us,
    scopedTimesPrepared: ratio('scoped', 'prepared'),
    textScopedTimesPrepared: ratio('scoped, text', 'prepared, text'),
    scopedTimesParsed: ratio('scoped', 'parsed'),
    load: loadNow(),
  };
}

/** Neither side can be prepared there, so neither is. */
async function measurePooled(name: string, build: (from: Readable) => Executable, pooled: Database) {
  const unscoped = unscopedOf(pooled);
  const us = await takeTurns({
    parsed: () => build(unscoped).execute(),
    scoped: () => readTenant(pooled, ours, (from) => build(from).execute()),
  });
  return { read: name, ...us, scopedTimesParsed: (us.scoped ?? 0) / (us.parsed ?? 1), load: loadNow() };
}

const rounded = (rows: readonly object[]) =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key,
        typeof value === 'number' ? Math.round(value * 100) / 100 : (value as unknown),
      ]),
    ),
  );

try {
  const results = [];
  for (const [name, build] of Object.entries(reads)) results.push(await measure(name, build));
  const worst = Math.max(...results.flatMap((row) => [row.scopedTimesPrepared, row.textScopedTimesPrepared]));
  console.log(
    `${machine()}; ${rounds} rounds, medians in µs, ${dealerships} dealerships with ${lots} rows each, one connection over a Unix socket`,
  );
  console.table(rounded(results));
  const pooledResults = [];
  if (existsSync('/usr/sbin/pgbouncer')) {
    const bouncer = await startBouncer(database);
    const pooled = openStore(bouncer.connectionString, { maxConnections: 1 });
    try {
      for (const [name, build] of Object.entries(reads))
        pooledResults.push(await measurePooled(name, build, pooled.db));
    } finally {
      await pooled.close();
      bouncer.stop();
    }
    console.log('through PgBouncer in transaction mode, neither prepared:');
    console.table(rounded(pooledResults));
  } else console.log('no /usr/sbin/pgbouncer here: not measured through it');
  const worstPooled = Math.max(0, ...pooledResults.map((row) => row.scopedTimesParsed));
  console.log(
    `a scoped read costs at most ${worst.toFixed(2)} times an unscoped one that is prepared as well${
      worstPooled > 0 ? `, ${worstPooled.toFixed(2)} times through PgBouncer` : ''
    } (target 1.5)`,
  );
  const out = new URL('../.tmp/bench/', import.meta.url);
  mkdirSync(out, { recursive: true });
  writeFileSync(
    new URL('tenant-scope.json', out),
    `${JSON.stringify({ name: 'tenant-scope', machine: machine(), rounds, results, pooledResults, worst, worstPooled }, null, 2)}\n`,
  );
  if (Math.max(worst, worstPooled) > 1.5) process.exitCode = 1;
} finally {
  await store.close();
  await database.close();
  rmSync(home, { recursive: true, force: true });
}
