/**
 * `POST /api/v1/deals/what-if` behind the HTTP layer: what has changed since is read from PostgreSQL, the market is
 * ranked, and the top 100 are read and appraised. Lots are the shipped ones, copied with other ZIPs.
 * Usage: node bench/what-if-request.bench.ts [lots]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import { sql } from 'kysely';
import { defaultOrgId, readDealership } from '../src/app/dealership.ts';
import { MarketRanking } from '../src/app/market-ranking.ts';
import { rankWhatIf } from '../src/app/rank-what-if.ts';
import { ingestSampleMarket } from '../src/app/sample-market.ts';
import { whatIfDealsRequestSchema } from '../src/contracts/deals.ts';
import { toInstant } from '../src/core/kernel/instant.ts';
import { migrateDatabase } from '../src/platform/database/migrate.ts';
import { openDatabase } from '../src/platform/database/open-database.ts';
import { dataFolder } from '../src/platform/folders.ts';
import { loadAppraisalTools } from '../src/platform/reference/load-appraisal-tools.ts';
import { openStore } from '../src/store/connection.ts';
import { ensureOrganisation } from '../src/store/organisations.writer.ts';
import { loadNow, machine, quantileOf } from './market.ts';

const lots = Number(process.argv[2] ?? 100_000);
const rounds = 30;
const now = toInstant('2026-04-08T16:00:00Z');
const home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-bench-'));
const database = await openDatabase({ home, mayShare: false });
const { db, close } = openStore(database.connectionString);
try {
  await migrateDatabase(database.connectionString);
  await ensureOrganisation(db, defaultOrgId, 'Bench');
  const { tools, engineVersion } = await loadAppraisalTools(dataFolder);
  await ingestSampleMarket(path.join(dataFolder, 'captures'), {
    db,
    tools,
    engineVersion,
    dealerships: [await readDealership(db, defaultOrgId)],
  });
  const zips = [...(tools.costTables.zipCentroids?.zips ?? [])].map((zip) => String(zip).padStart(5, '0'));
  await sql`
    with base as (select *, row_number() over (order by id) as nth, count(*) over () as many from listings where kind = 'road_vehicle'),
      copies as (select n, (${zips}::text[])[1 + (n * 7919) % ${zips.length}::int] as zip from generate_series(1, ${lots}::int) n)
    insert into listings (id, source, source_listing_id, first_observed_at, capture_id, kind, kind_confidence, facts, provenance, title, year,
      make, model, state, odometer_miles, observed_at, status, current_bid_cents, engine_version, ranking)
    select 'lst_' || lpad(to_hex(n), 22, '0'), source, 'copy-' || n, first_observed_at, capture_id, kind, kind_confidence,
      facts || jsonb_build_object('zip', zip), provenance, title, year, make, model, state, odometer_miles, observed_at, 'active',
      current_bid_cents, engine_version, ranking || jsonb_build_object('zip', zip)
      from copies join base on nth = 1 + n % many`.execute(db);
  await sql`analyze listings`.execute(db);

  const ranking = new MarketRanking({ db, tools, engineVersion });
  const filled = performance.now();
  await ranking.refresh();
  const fillSeconds = (performance.now() - filled) / 1_000;

  const took: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  for (let round = -2; round < rounds; round++) {
    if (round === 0) delay.enable();
    const request = whatIfDealsRequestSchema.parse({
      profile: {
        homeZip: zips[((round + 2) * 997) % zips.length],
        targetMarginCents: 50_000 + round * 5_000,
        resaleCertificate: round % 2 === 0,
      },
      query: { limit: 100 },
    });
    const began = performance.now();
    const page = await rankWhatIf(request, { db, orgId: defaultOrgId, tools, engineVersion, ranking, now });
    if (round >= 0) took.push(performance.now() - began);
    if (page.deals.length !== 100) throw new Error(`${page.deals.length} deals`);
  }
  delay.disable();
  const result = {
    name: 'what-if-request',
    machine: machine(),
    load: loadNow(),
    openLots: ranking.lots,
    requests: rounds,
    p50Ms: quantileOf(took, 0.5),
    p95Ms: quantileOf(took, 0.95),
    longestBlockMs: delay.max / 1e6,
    fillSeconds,
    columnsMegabytes: ranking.byteLength / 2 ** 20,
    processMegabytes: process.memoryUsage().rss / 2 ** 20,
  };
  console.table(
    Object.fromEntries(
      Object.entries(result).map(([name, value]) => [
        name,
        typeof value === 'number' ? Math.round(value * 10) / 10 : value,
      ]),
    ),
  );
  const out = new URL('../.tmp/bench/', import.meta.url);
  mkdirSync(out, { recursive: true });
  writeFileSync(new URL('what-if-request.json', out), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await close();
  await database.close();
  rmSync(home, { recursive: true, force: true });
}
