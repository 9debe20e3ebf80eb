/**
 * What row-level security costs a read: the same query with its scope (role and dealership set in the same round trip),
 * without any scope by the tables' owner (parsed each time, as the program's other reads are, and prepared), and as a
 * transaction of four statements; beside them the emptiest statement, which is the floor. All take turns in one run. Usage: node bench/tenant-scope.bench.ts [rounds]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { sql } from 'kysely';
import type { OrgId } from '../src/core/kernel/ids.ts';
import { migrateDatabase } from '../src/platform/database/migrate.ts';
import { openDatabase } from '../src/platform/database/open-database.ts';
import { openStore, type Readable, readTenant, withTenant } from '../src/store/connection.ts';
import { ensureOrganisation } from '../src/store/organisations.writer.ts';
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
await sql`insert into captures (id, source, file_name, sha256, byte_length, observed_at) values ('cap_1', 's', 'f', 'h', 1, now())`.execute(
  db,
);
await sql`insert into listings (id, source, source_listing_id, first_observed_at, capture_id, kind, kind_confidence, facts, provenance, title,
  observed_at, status, engine_version) select 'lst_' || n, 's', n::text, now(), 'cap_1', 'road_vehicle', 1, '{}', '{}', 'a car', now(), 'active', 'e'
  from generate_series(1, ${lots}) as n`.execute(db);
await sql`insert into assessments (org_id, listing_id, as_of, engine_version, profile_version, edge_cents, score)
  select o.id, l.id, now(), 'e', 0, hashtext(o.id || l.id), 50 from organisations o, listings l`.execute(db);
await sql`insert into buyer_profiles (org_id, settings) select id, '{"homeZip":"90001"}' from organisations`.execute(
  db,
);
await sql`analyze`.execute(db);

const reads = {
  'one row (settings)': (from: Readable) =>
    from.selectFrom('buyer_profiles').select(['settings', 'version']).where('org_id', '=', ours),
  'page of 50 (ranked lots)': (from: Readable) =>
    from
      .selectFrom('listings as l')
      .innerJoin('assessments as a', 'a.listing_id', 'l.id')
      .select(['l.id', 'l.title', 'a.edge_cents', 'a.score'])
      .where('a.org_id', '=', ours)
      .orderBy(
        sql`(a.edge_cents - case when a.score is null then 1000000000000 else 0 end) desc nulls last, a.listing_id`,
      )
      .limit(50),
};

const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

try {
  const results = [];
  for (const [name, build] of Object.entries(reads)) {
    const read = (from: Readable): Promise<unknown> => build(from).execute();
    const unscopedDb = Object.assign(db.withTables(), { orgId: ours }) as unknown as Readable;
    const { sql: text, parameters } = build(unscopedDb).compile();
    const ways: Record<string, () => Promise<unknown>> = {
      unscoped: () => read(unscopedDb),
      scoped: () => readTenant(db, ours, read),
      transaction: () => withTenant(db, ours, read),
      prepared: async () =>
        (await store.db.pool?.query({ name: `bench ${name}`, text, values: [...parameters] }))?.rows,
      floor: () => sql`select 1`.execute(db),
    };
    const scoped = JSON.stringify(await ways.scoped?.());
    if (scoped !== JSON.stringify(await ways.unscoped?.()) || scoped.length < 20)
      throw new Error('the ways answer different rows');
    const times = new Map(Object.keys(ways).map((way): [string, number[]] => [way, []]));
    for (let round = 0; round < rounds; round++) {
      for (const [way, run] of Object.entries(ways)) {
        const began = performance.now();
        await run();
        // the first tenth warms up
        if (round > rounds / 10) times.get(way)?.push(performance.now() - began);
      }
    }
    const us = (way: string) => Math.round(median(times.get(way) ?? []) * 1000);
    results.push({
      read: name,
      unscopedUs: us('unscoped'),
      scopedUs: us('scoped'),
      transactionUs: us('transaction'),
      floorUs: us('floor'),
      preparedUs: us('prepared'),
      scopedTimesUnscoped: us('scoped') / us('unscoped'),
      transactionTimesUnscoped: us('transaction') / us('unscoped'),
      scopedTimesPrepared: us('scoped') / us('prepared'),
      scopedTimesFloor: us('scoped') / us('floor'),
      load: loadNow(),
    });
  }
  const worst = Math.max(...results.map((row) => row.scopedTimesUnscoped));
  console.log(
    `${machine()}; ${rounds} rounds, medians, ${dealerships} dealerships with ${lots} lots each, one connection over a Unix socket`,
  );
  console.table(
    results.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [
          key,
          typeof value === 'number' ? Math.round(value * 100) / 100 : value,
        ]),
      ),
    ),
  );
  console.log(
    `a scoped read costs at most ${worst.toFixed(2)} times an unscoped one (target 1.5); floor = \`select 1\``,
  );
  const out = new URL('../.tmp/bench/', import.meta.url);
  mkdirSync(out, { recursive: true });
  writeFileSync(
    new URL('tenant-scope.json', out),
    `${JSON.stringify({ name: 'tenant-scope', machine: machine(), rounds, results, worst }, null, 2)}\n`,
  );
  if (worst > 1.5) process.exitCode = 1;
} finally {
  await store.close();
  await database.close();
  rmSync(home, { recursive: true, force: true });
}
