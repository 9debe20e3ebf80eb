/**
 * Captures through the whole pipeline into PostgreSQL: new lots, made by varying VINs, ids and miles of the shipped
 * captures (half GovDeals, with all that is no vehicle; half Copart). Usage: node bench/ingest.bench.ts [lots]
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { buildLotRow } from '../src/app/build-lot-row.ts';
import { defaultOrgId, readDealership } from '../src/app/dealership.ts';
import { ingestCapture } from '../src/app/ingest-capture.ts';
import { extractChunks, readLots } from '../src/app/read-lots.ts';
import { saveSettings } from '../src/app/save-profile.ts';
import { appraise } from '../src/core/appraise.ts';
import { costLot } from '../src/core/costing/cost-lot.ts';
import { forecastClose } from '../src/core/forecast/forecast-close.ts';
import type { CaptureId, OrgId } from '../src/core/kernel/ids.ts';
import { toInstant } from '../src/core/kernel/instant.ts';
import { readFindings } from '../src/core/listing/findings/read-findings.ts';
import { classifyLot } from '../src/core/listing/kind/classify-lot.ts';
import type { Listing } from '../src/core/listing/listing.ts';
import { assessLot } from '../src/core/scoring/assess-lot.ts';
import { identifyVehicle } from '../src/core/vehicle/identify-vehicle.ts';
import { checkDigitOf } from '../src/core/vehicle/vin.ts';
import { operator } from '../src/identity/caller.ts';
import { migrateDatabase } from '../src/platform/database/migrate.ts';
import { openDatabase } from '../src/platform/database/open-database.ts';
import { dataFolder } from '../src/platform/folders.ts';
import { loadAppraisalTools } from '../src/platform/reference/load-appraisal-tools.ts';
import { findSource } from '../src/sources/registry.ts';
import { asProgram, openStore } from '../src/store/connection.ts';
import { writeLots } from '../src/store/lots.writer.ts';
import { ensureOrganisation } from '../src/store/organisations.writer.ts';
import { loadNow, machine, repeatable } from './market.ts';

const lots = Number(process.argv[2] ?? 20_000);
const stageLots = 3_000;
const baselineLots = 500;
const dealershipLots = 4_000;
const observedAt = toInstant('2026-04-08T15:00:00Z');
const random = repeatable(2);

const captures = path.join(dataFolder, 'captures');
const vinPattern = /\b[A-HJ-NPR-Z0-9]{11}\d{6}\b/g;

/** Another car of the same pattern: the serial number differs, the check digit is right. */
function varyVin(vin: string): string {
  const serial = String(Math.floor(random() * 1e6)).padStart(6, '0');
  const varied = `${vin.slice(0, 11)}${serial}`;
  return `${varied.slice(0, 8)}${checkDigitOf(varied)}${varied.slice(9)}`;
}

function govdealsCapture(count: number): Buffer {
  const rows = gunzipSync(readFileSync(path.join(captures, 'govdeals-lots-2026-04-08.jsonl.gz')))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return Buffer.from(
    Array.from({ length: count }, (_, at) => {
      const row = rows[at % rows.length] ?? {};
      const longDescription = String(row.longDescription).replace(vinPattern, varyVin);
      return JSON.stringify({
        ...row,
        assetId: String(1_000_000 + at),
        longDescription,
        currentBid: Math.round(random() * 9_000),
      });
    }).join('\n'),
  );
}

function copartCapture(count: number): Buffer {
  const [header = [], ...rows] = parse(
    readFileSync(path.join(captures, 'copart-sales-data-2025-2026.csv'), 'utf8'),
    { relax_column_count: true },
  ) as string[][];
  const column = (name: string) => header.indexOf(name);
  const [id, vin, odometer] = [column('Lot number'), column('VIN'), column('Odometer')];
  const toLine = (cells: readonly string[]) =>
    cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const lines = Array.from({ length: count }, (_, at) => {
    const cells = [...(rows[at % rows.length] ?? [])];
    cells[id] = String(30_000_000 + at);
    cells[vin] = String(cells[vin]).replace(vinPattern, varyVin);
    cells[odometer] = String(Math.round(20_000 + random() * 160_000));
    return toLine(cells);
  });
  return Buffer.from([toLine(header), ...lines].join('\n'));
}

const inputs = [
  { sourceId: 'govdeals', fileName: 'bench.jsonl', bytes: govdealsCapture(Math.ceil(lots / 2)) },
  { sourceId: 'copart', fileName: 'bench.csv', bytes: copartCapture(Math.floor(lots / 2)) },
];
const sourceOf = (id: string) => {
  const source = findSource(id);
  if (!source) throw new Error(`no source ${id}`);
  return source;
};

const home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-bench-'));
const database = await openDatabase({ home, mayShare: false });
await migrateDatabase(database.connectionString);
const { db, close } = openStore(database.connectionString);
const { tools, engineVersion } = await loadAppraisalTools(dataFolder);
await ensureOrganisation(db, defaultOrgId, 'Bench');
await saveSettings(
  { homeZip: '90001', resaleCertificate: true },
  { db, orgId: defaultOrgId, actor: operator },
);
const dealership = await readDealership(db, defaultOrgId);
const deps = { db, engine: { version: engineVersion, tools } };

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
};

try {
  // the whole pipeline, as a capture goes through it
  let stored = 0;
  const wholeSeconds = await secondsOf(async () => {
    for (const { sourceId, fileName, bytes } of inputs) {
      const report = await ingestCapture(
        {
          source: sourceOf(sourceId),
          fileName,
          observedAt,
          isSample: false,
          open: async function* () {
            yield bytes;
          },
        },
        deps,
      );
      stored += report.added;
    }
  });
  const wholeLoad = loadNow();

  // stage by stage, on fresh lots of the same making
  const listings: Listing[] = [];
  let extractSeconds = 0;
  for (const [sourceId, fileName, bytes] of [
    ['govdeals', 'stages.jsonl', govdealsCapture(stageLots / 2)],
    ['copart', 'stages.csv', copartCapture(stageLots / 2)],
  ] as const) {
    const capture = { id: 'cap_bench' as CaptureId, fileName, observedAt };
    extractSeconds += await secondsOf(async () => {
      const stream = (async function* () {
        yield bytes as Uint8Array;
      })();
      for await (const chunk of extractChunks(sourceOf(sourceId), stream, capture, 500))
        listings.push(...chunk.listings.map(({ listing }) => listing));
    });
  }
  const timed = <T>(from: readonly T[], work: (item: T) => unknown): number => {
    const began = performance.now();
    for (const item of from) work(item);
    return (performance.now() - began) / 1_000;
  };
  const classifySeconds = timed(listings, ({ facts }) => classifyLot(facts));
  const vehicles = listings.filter(({ facts }) => classifyLot(facts).kind === 'road_vehicle');
  const readSeconds = timed(vehicles, ({ facts }) => readFindings(facts));
  const identifySeconds = timed(vehicles, ({ facts }) => identifyVehicle(facts, tools.vinDecoder, {}));
  const appraisals = new Map<Listing, ReturnType<typeof appraise>>();
  const { profile } = dealership;
  for (const listing of vehicles) {
    const { facts, state, source } = listing;
    appraisals.set(listing, appraise({ facts, state, source, asOf: observedAt, profile }, tools));
  }
  const valueSeconds = timed(vehicles, (listing) => {
    const { vehicle, odometerMiles, titleBrand, costSubject } = appraisals.get(listing) ?? {};
    if (!vehicle) return;
    const subject = {
      vehicle,
      asOf: observedAt,
      ...(odometerMiles !== undefined && { odometerMiles }),
      ...(titleBrand !== undefined && { titleBrand }),
      ...(costSubject?.conditionGrade !== undefined && { conditionGrade: costSubject.conditionGrade }),
    };
    tools.valuer.valueWholesale(subject, { withComparables: false });
    tools.valuer.valueRetail(subject, { withComparables: false });
  });
  const refused = { ok: false, refusal: { stage: 'wholesale', code: '', reason: '', missing: [] } } as const;
  const assessSeconds = timed(vehicles, (listing) => {
    const { costSubject, wholesale, retail } = appraisals.get(listing) ?? {};
    if (!costSubject) return;
    const { source, state } = listing;
    const costed = costLot(costSubject, profile, tools.costTables);
    const forecasted = forecastClose({ asOf: observedAt, source, ...state, ...(wholesale && { wholesale }) });
    assessLot({
      subject: costSubject,
      profile,
      costed,
      wholesale: wholesale ? { ok: true, value: wholesale } : refused,
      retail: retail ? { ok: true, value: retail } : refused,
      ...(forecasted.ok && { forecast: forecasted.forecast }),
    });
  });

  const captureRow = { id: 'cap_stages' as CaptureId, isSample: false };
  await db
    .insertInto('captures')
    .values({
      id: captureRow.id,
      source: 'govdeals',
      file_name: 'stages',
      sha256: 'stages',
      byte_length: 0,
      observed_at: observedAt,
    })
    .execute();
  const toRows = (from: readonly Listing[], mark: string) =>
    readLots(
      from.map((listing, line) => ({
        listing: { ...listing, sourceListingId: `${mark}-${line}` as Listing['sourceListingId'] },
        line,
      })),
      tools,
    ).map((lot) => buildLotRow(lot, captureRow, engineVersion));
  const bulk = toRows(listings, 'bulk');
  const writeSeconds = await secondsOf(async () => {
    for (let at = 0; at < bulk.length; at += 500) {
      const chunk = bulk.slice(at, at + 500);
      await asProgram(db, (program) => writeLots(program, chunk));
    }
  });

  // the baseline: the same rows, one transaction a lot
  const single = toRows(listings.slice(0, baselineLots), 'single');
  const singleSeconds = await secondsOf(async () => {
    for (const lot of single) await asProgram(db, (program) => writeLots(program, [lot]));
  });

  // the same work with more dealerships on the same database
  const withDealerships: Record<number, number> = {};
  for (const dealerships of [1, 10, 100]) {
    for (let at = 1; at < dealerships; at++)
      await ensureOrganisation(db, `org_bench_${at}` as OrgId, 'Bench');
    const bytes = govdealsCapture(dealershipLots);
    withDealerships[dealerships] = await secondsOf(() =>
      ingestCapture(
        {
          source: sourceOf('govdeals'),
          fileName: `dealerships-${dealerships}.jsonl`,
          observedAt,
          isSample: false,
          open: async function* () {
            yield bytes;
          },
        },
        deps,
      ),
    );
  }
  const [alone = 1, ten = 1, hundred = 1] = Object.values(withDealerships);

  const each = listings.length;
  const micro = (seconds: number) => (seconds * 1e6) / each;
  const stages = {
    'extract and transform': micro(extractSeconds),
    classify: micro(classifySeconds),
    'read findings': micro(readSeconds),
    identify: micro(identifySeconds),
    value: micro(valueSeconds),
    'cost, forecast, assess': micro(assessSeconds),
    write: micro(writeSeconds),
  };
  const sum = Object.values(stages).reduce((total, value) => total + value, 0);
  const computeMicroseconds = sum - stages.write;
  const baselineMicroseconds = computeMicroseconds + (singleSeconds * 1e6) / single.length;
  const lotsPerSecond = stored / wholeSeconds;
  const result = {
    name: 'ingest',
    machine: machine(),
    load: wholeLoad,
    newLots: stored,
    roadVehicleShare: vehicles.length / listings.length,
    lotsPerSecond,
    stagesMicrosecondsPerLot: stages,
    baselineLotsPerSecond: 1e6 / baselineMicroseconds,
    timesBaseline: (lotsPerSecond * baselineMicroseconds) / 1e6,
    writeTimesBaseline: singleSeconds / single.length / (writeSeconds / bulk.length),
    timesWith10Dealerships: ten / alone,
    timesWith100Dealerships: hundred / alone,
  };
  console.log(`${result.machine}; load ${wholeLoad}`);
  console.table({
    'new lots': stored,
    'road vehicles among them, %': (result.roadVehicleShare * 100).toFixed(0),
    'lots/s, bytes to committed rows': lotsPerSecond.toFixed(0),
    'baseline lots/s: the same work, one transaction a lot': result.baselineLotsPerSecond.toFixed(0),
    'times the baseline': result.timesBaseline.toFixed(1),
    'writing alone, times the baseline': result.writeTimesBaseline.toFixed(1),
    'time with 10 dealerships, times that with 1': result.timesWith10Dealerships.toFixed(2),
    'time with 100 dealerships, times that with 1': result.timesWith100Dealerships.toFixed(2),
  });
  console.table(
    Object.fromEntries(
      Object.entries(stages).map(([stage, value]) => [
        stage,
        { 'µs a lot': Math.round(value), 'share %': Math.round((value / sum) * 100) },
      ]),
    ),
  );
  const out = new URL('../.tmp/bench/', import.meta.url);
  mkdirSync(out, { recursive: true });
  writeFileSync(new URL('ingest.json', out), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await close();
  await database.close();
  rmSync(home, { recursive: true, force: true });
}
