/**
 * What a buyer's requests cost on a real server with a real PostgreSQL: lists, revalidated lists, facets, one deal,
 * settings changed; callers of 20 dealerships with 200 different queries, 50 lots changing a second, the generator on the
 * same cores; beside bare node:http, bare Fastify and the process's own /healthz in the same run.
 * Usage: node bench/read-path.bench.ts [lots, 0 for the sample alone] [seconds of each load]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fastify } from 'fastify';
import { sql } from 'kysely';
import { openDatabase } from '../src/platform/database/open-database.ts';
import { dataFolder } from '../src/platform/folders.ts';
import { loadAppraisalTools } from '../src/platform/reference/load-appraisal-tools.ts';
import { openStore } from '../src/store/connection.ts';
import { startProgram } from '../tests/support/start-program.ts';
import { loadNow, machine, quantileOf } from './market.ts';
import { drawQueries, makeCallers } from './read-path/callers.ts';
import { changeBids, fillMarket } from './read-path/fill-market.ts';
import { drive, type Load } from './read-path/load.ts';

const lots = Number(process.argv[2] ?? 0);
const seconds = Number(process.argv[3] ?? 8);
const dealerships = 20;
const changesPerSecond = 50;

const program = await startProgram({ DEALERSCOPE_REQUESTS_PER_MINUTE: '1000000', LOG_LEVEL: 'silent' });
const database = await openDatabase({ home: program.home, mayShare: true });
const { db, close } = openStore(database.connectionString);
const { url } = program;

/** PSS of the program's own process in MB: what is shared with others counts by its share. */
function pssMegabytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024;
}

/** One caller, one request after the other: milliseconds of each. */
async function time(many: number, ask: (at: number) => Promise<Response>): Promise<number[]> {
  const took: number[] = [];
  for (let at = -3; at < many; at++) {
    const began = performance.now();
    const answer = await ask(at + 3);
    await answer.arrayBuffer();
    if (answer.status >= 400) throw new Error(`${answer.url} answered ${answer.status}`);
    if (at >= 0) took.push(performance.now() - began);
  }
  return took;
}

const bareServer = createServer((_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end('{"status":"ok"}');
});
const bareFastify = fastify();
bareFastify.get('/', () => ({ status: 'ok' }));

try {
  await sql`create extension if not exists tsm_system_rows`.execute(db);
  if (lots > 0) {
    const { tools } = await loadAppraisalTools(dataFolder);
    const zips = [...(tools.costTables.zipCentroids?.zips ?? [])].map((zip) => String(zip).padStart(5, '0'));
    await fillMarket(db, lots, zips);
  }
  const keys = await makeCallers(program.home, dealerships);
  const bearer = (at: number) => ({ authorization: `Bearer ${keys[at % keys.length]}` });
  const get = (path: string, at: number, more: Record<string, string> = {}) =>
    fetch(`${url}${path}`, { headers: { ...bearer(at), ...more } });

  const total = async () =>
    ((await (await get('/api/v1/deals?limit=1&kind=all&status=all', 0)).json()) as { total: number }).total;
  const filling = performance.now();
  while ((await total()) < lots) await sleep(200);
  const caughtUpSeconds = (performance.now() - filling) / 1000;

  const queries = drawQueries(2_000);
  const lists = queries.map((path, at) => ({ path, headers: bearer(at) }));
  // every dealership has asked once, as by the middle of a day
  for (let at = 0; at < dealerships; at++) await (await get(queries[0] ?? '', at)).arrayBuffer();
  const changing = setInterval(() => void changeBids(db, changesPerSecond / 2).catch(() => undefined), 500);

  await new Promise<void>((resolve) => bareServer.listen(0, '127.0.0.1', () => resolve()));
  const bareAddress = bareServer.address();
  const barePort = typeof bareAddress === 'object' && bareAddress ? bareAddress.port : 0;
  const fastifyUrl = await bareFastify.listen({ port: 0, host: '127.0.0.1' });

  const loads: Record<string, Load> = {};
  loads['bare node:http'] = await drive(`http://127.0.0.1:${barePort}`, [{ path: '/' }], seconds / 2);
  loads['bare Fastify'] = await drive(fastifyUrl, [{ path: '/' }], seconds / 2);
  loads['/healthz'] = await drive(url, [{ path: '/healthz' }], seconds);
  loads['list of 25'] = await drive(url, lists, seconds);
  const etags = new Map<string, string>();
  for (const [at, { path }] of lists.slice(0, 200).entries()) {
    const answer = await get(path, at);
    etags.set(`${path} ${at % keys.length}`, answer.headers.get('etag') ?? '');
    await answer.arrayBuffer();
  }
  loads['list of 25, revalidated'] = await drive(
    url,
    lists.slice(0, 200).map(({ path, headers }, at) => ({
      path,
      headers: { ...headers, 'if-none-match': etags.get(`${path} ${at % keys.length}`) ?? '' },
    })),
    seconds,
  );
  loads['/healthz again'] = await drive(url, [{ path: '/healthz' }], seconds / 2);

  const filtered = queries.filter((path) => /make=|state=|milesMax=|minEdge=/.test(path));
  const list = await time(150, (at) => get(filtered[at % filtered.length] ?? '', 0));
  const facets = await time(60, (at) =>
    get(
      (filtered[at % filtered.length] ?? '').replace('/deals?', '/deals/facets?').replace(/limit=25&/, ''),
      0,
    ),
  );
  const { deals } = (await (await get('/api/v1/deals?limit=100', 0)).json()) as { deals: { id: string }[] };
  const deal = await time(60, (at) => get(`/api/v1/deals/${deals[at % deals.length]?.id}`, 0));
  const afterSettings: number[] = [];
  for (let at = 0; at < 20; at++) {
    const began = performance.now();
    await fetch(`${url}/api/v1/profile`, {
      method: 'PUT',
      headers: { ...bearer(0), 'content-type': 'application/json' },
      body: JSON.stringify({ targetMarginCents: 100_000 + at * 1_000 }),
    });
    await (await get('/api/v1/deals?limit=25', 0)).arrayBuffer();
    afterSettings.push(performance.now() - began);
  }
  clearInterval(changing);

  const health = ((loads['/healthz']?.perSecond ?? 0) + (loads['/healthz again']?.perSecond ?? 0)) / 2;
  const share = (name: string) => Number(((loads[name]?.perSecond ?? 0) / health).toFixed(3));
  const round = (ms: number) => Number(ms.toFixed(1));
  const result = {
    name: 'read-path',
    machine: machine(),
    load: loadNow(),
    lots: await total(),
    caughtUpSeconds,
    loads,
    listShareOfHealthz: share('list of 25'),
    revalidatedShareOfHealthz: share('list of 25, revalidated'),
    p95Ms: {
      'list with filters': round(quantileOf(list, 0.95)),
      facets: round(quantileOf(facets, 0.95)),
      'one deal': round(quantileOf(deal, 0.95)),
      'settings saved, then the first page': round(quantileOf(afterSettings, 0.95)),
    },
    pssMegabytes: Math.round(pssMegabytes(program.pid)),
  };
  console.log(`${result.machine}; load ${result.load}; ${result.lots} lots`);
  console.table(
    Object.fromEntries(
      Object.entries(loads).map(([name, load]) => [
        name,
        {
          'a second': Math.round(load.perSecond),
          'of /healthz': share(name),
          'p50 ms': load.p50Ms,
          'p99 ms': load.p99Ms,
          statuses: JSON.stringify(load.statuses),
        },
      ]),
    ),
  );
  console.table(result.p95Ms);
  console.log(`memory of the program (PSS) ${result.pssMegabytes} MB`);
  const out = new URL('../.tmp/bench/', import.meta.url);
  mkdirSync(out, { recursive: true });
  writeFileSync(new URL(`read-path-${lots}.json`, out), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  bareServer.close();
  await bareFastify.close();
  await close();
  await database.close();
  await program.stop();
}
