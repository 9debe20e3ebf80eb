/**
 * The market in memory: bytes a lot, and a lot and buyer; lists and facets of a filled and of an unfilled buyer (what-if,
 * or settings just changed) with every order and filter; filling; what changed lots cost; the snapshot.
 * Usage: node bench/market.bench.ts [lots …]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { mergeProfile } from '../src/app/buyer-profile.ts';
import { BuyerColumns } from '../src/core/market/buyer/buyer-columns.ts';
import { prepareBuyer } from '../src/core/market/buyer/prepare-buyer.ts';
import { MarketColumns } from '../src/core/market/columns/market-columns.ts';
import { countFacets } from '../src/core/market/query/count-facets.ts';
import { drive } from '../src/core/market/query/drive.ts';
import type { MarketQuery } from '../src/core/market/query/market-query.ts';
import { rankLots } from '../src/core/market/query/rank-lots.ts';
import { decodeMarket } from '../src/core/market/snapshot/decode-market.ts';
import { encodeMarket } from '../src/core/market/snapshot/encode-market.ts';
import { loadNow, machine, quantileOf } from './market.ts';
import { makeMarketLots, nowMs } from './market-lots.ts';

const { tools, zips, lotAt, readMicroseconds } = await makeMarketLots();
const sizes = process.argv.slice(2).map(Number);
const settings = [
  { homeZip: '75001', targetMarginCents: 100_000, resaleCertificate: true },
  { homeZip: '99501', exit: 'retail', targetMarginCents: 300_000, paymentMethod: 'unsecured' },
  { homeZip: '10001', flyAndDrive: true, floorplanApr: 0.0875, targetMarginCents: 50_000 },
  { targetMarginCents: 0, salvagePolicy: 'block', rustBeltPolicy: 'block' },
  { homeZip: '33101', targetMarginCents: 20_000, daysToSell: 90, salesTaxRatio: 0.0825 },
] as const;
const profiles = settings.map((one) => mergeProfile(one));
const standard: MarketQuery = {
  owner: null,
  sample: false,
  nowMs,
  status: 'open',
  kind: 'road_vehicle',
  sort: 'edge',
  descending: true,
  limit: 25,
};
const sorts = ['edge', 'score', 'maxBid', 'roi', 'endsAt', 'currentBid', 'year', 'miles'] as const;
const filters: Readonly<Record<string, Partial<MarketQuery>>> = {
  'no filter': {},
  'edge from $500': { minEdgeCents: 50_000 },
  silver: { grade: 'silver' },
  'make and state': { make: 'Ford', state: 'TX' },
  'years and miles': { yearMin: 2008, yearMax: 2016, milesMax: 120_000 },
  'ends within a day': { endsWithinHours: 24 },
  'words f 150': { q: 'f 150' },
  'words of a VIN': { q: '1abc' },
  'gold, from $200, Texas': { grade: 'gold', minEdgeCents: 20_000, state: 'TX' },
  'over, of any kind': { status: 'ended' },
};
const rounds = 5;

interface Took {
  readonly wallMs: number;
  /** What the machine's other work does not change much. */
  readonly cpuMs: number;
}
function timed(work: () => void, times = rounds): readonly Took[] {
  return Array.from({ length: times }, () => {
    const cpu = process.cpuUsage();
    const began = performance.now();
    work();
    const wallMs = performance.now() - began;
    const { user, system } = process.cpuUsage(cpu);
    return { wallMs, cpuMs: (user + system) / 1_000 };
  });
}
const summary = (took: readonly Took[]) => {
  const wall = took.map(({ wallMs }) => wallMs);
  const cpu = took.map(({ cpuMs }) => cpuMs);
  return {
    p50Ms: quantileOf(wall, 0.5),
    p95Ms: quantileOf(wall, 0.95),
    cpuP50Ms: quantileOf(cpu, 0.5),
    cpuP95Ms: quantileOf(cpu, 0.95),
    cpuWorstMs: Math.max(...cpu),
  };
};
const once = (work: () => void) => {
  const [took] = timed(work, 1);
  return { p50Ms: took?.wallMs ?? 0, cpuP50Ms: took?.cpuMs ?? 0 };
};

const rows: Record<string, unknown>[] = [];
const slowest: Record<string, unknown>[] = [];
for (const lots of sizes.length > 0 ? sizes : [100_000, 1_000_000]) {
  const note = (asked: string, figures: object) => rows.push({ lots, asked, ...figures, load: loadNow() });
  const market = new MarketColumns(zips, lots);
  const put = once(() => {
    for (let at = 0; at < lots; at++) market.put(lotAt(at));
  });
  note('bytes a lot', { value: market.byteLength / lots });
  note('wide rows', { value: market.wide.size });
  note('bytes of words a lot', { value: market.words.byteLength / lots });
  note('put one lot (µs, making it included)', { value: (put.cpuP50Ms * 1_000) / lots });

  const prepared = profiles.map((profile) => prepareBuyer(profile, tools.costTables, market));
  const filled = prepared.slice(0, 3).map((buyer) => new BuyerColumns(market, buyer));
  for (const [at, buyer] of filled.entries())
    note(
      `fill buyer ${at + 1}`,
      once(() => drive(buyer.fill())),
    );
  note('bytes a lot and buyer', { value: (filled[0]?.byteLength ?? 0) / lots });
  const first = filled[0];
  if (!first) break;

  const every: { asked: string; took: readonly Took[] }[] = [];
  for (const sort of sorts)
    for (const descending of [true, false])
      for (const [name, filter] of Object.entries(filters)) {
        const query = { ...standard, sort, descending, ...filter };
        every.push({
          asked: `${sort} ${descending ? 'down' : 'up'}, ${name}`,
          took: timed(() => drive(rankLots(market, first, query))),
        });
      }
  note('list, filled: every order × filter', summary(every.flatMap(({ took }) => took)));
  for (const [name, filter] of Object.entries(filters)) {
    const query = { ...standard, ...filter };
    note(`list by edge, filled: ${name}`, summary(timed(() => drive(rankLots(market, first, query)))));
    note(`facets, filled: ${name}`, summary(timed(() => drive(countFacets(market, first, query)))));
  }
  const settled: Took[] = [];
  const byBounds: { asked: string; took: readonly Took[] }[] = [];
  for (const [at, profile] of profiles.entries())
    for (const sort of sorts.slice(0, 4))
      for (const [name, filter] of Object.entries(filters)) {
        const query = { ...standard, sort, ...filter };
        const took = timed(() => {
          const fresh = new BuyerColumns(market, prepareBuyer(profile, tools.costTables, market));
          drive(rankLots(market, fresh, query));
        }, 1);
        settled.push(...took);
        byBounds.push({ asked: `buyer ${at + 1}, ${sort}, ${name}`, took });
      }
  note('settings changed → first page: buyers × orders × filters', summary(settled));
  const facetsByBounds = profiles.flatMap((profile) =>
    timed(() => {
      const fresh = new BuyerColumns(market, prepareBuyer(profile, tools.costTables, market));
      drive(countFacets(market, fresh, standard));
    }, 1),
  );
  note('settings changed → facets', summary(facetsByBounds));
  const worstOf = (took: readonly Took[]): number => Math.max(...took.map(({ cpuMs }) => cpuMs));
  for (const { asked, took } of [...every, ...byBounds]
    .sort((a, b) => worstOf(b.took) - worstOf(a.took))
    .slice(0, 12))
    slowest.push({ lots, asked, cpuWorstMs: worstOf(took) });

  const changed = Array.from({ length: 2_000 }, (_, at) => lotAt((at * 7_919) % lots, 2));
  const touched = once(() => {
    for (const lot of changed) {
      const row = market.put(lot);
      for (const buyer of filled) buyer.touch(row);
    }
  });
  const share = 50 / changed.length;
  note('50 changed lots × 3 buyers', { p50Ms: touched.p50Ms * share, cpuP50Ms: touched.cpuP50Ms * share });

  const chunks: Uint8Array[] = [];
  note(
    'snapshot: encode',
    once(() => chunks.push(...encodeMarket(market, { engineVersion: 'bench', mark: 1 }))),
  );
  note('snapshot: bytes a lot', { value: chunks.reduce((sum, { length }) => sum + length, 0) / lots });
  note(
    'snapshot: decode',
    once(() => {
      const read = decodeMarket(chunks, { engineVersion: 'bench', centroids: zips });
      if (!read.ok || read.market.liveLots !== market.liveLots)
        throw new Error('the snapshot is not the market');
    }),
  );
}
console.log(machine());
console.log(
  `reading one lot with every stage (what filling the market costs): ${readMicroseconds.toFixed(0)} µs`,
);
const rounded = (table: readonly Record<string, unknown>[]) =>
  table.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === 'number' ? Math.round(value * 100) / 100 : value,
      ]),
    ),
  );
console.table(rounded(rows));
console.log('the slowest of all lists:');
console.table(rounded(slowest));
const out = new URL('../.tmp/bench/', import.meta.url);
mkdirSync(out, { recursive: true });
writeFileSync(
  new URL('market.json', out),
  `${JSON.stringify({ name: 'market', machine: machine(), readMicroseconds, rows, slowest }, null, 2)}\n`,
);
