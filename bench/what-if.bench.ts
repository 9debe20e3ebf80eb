/**
 * Ranking the whole market under other settings: top 100 of 100,000 and of 1,000,000 open lots. First the usual
 * questions with many buyers, then every order that the API offers with every filter and buyers of unlike settings, of
 * which the slowest are printed.
 * Lots are those of the shipped captures, varied in miles, place, end, bid and value. Usage: node bench/what-if.bench.ts
 * [lots …] [usual]; `usual` leaves out every order with every filter, which takes minutes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import { setImmediate as rest } from 'node:timers/promises';
import { mergeProfile } from '../src/app/buyer-profile.ts';
import { appraise } from '../src/core/appraise.ts';
import type { BuyerProfile } from '../src/core/costing/cost.ts';
import { defaultBuyerProfile } from '../src/core/costing/default-profile.ts';
import { toEpochMs } from '../src/core/kernel/instant.ts';
import { toCents } from '../src/core/kernel/money.ts';
import { MarketColumns } from '../src/core/ranking/market-columns.ts';
import { prepareBuyer } from '../src/core/ranking/prepare-buyer.ts';
import { type RankQuery, rankLots } from '../src/core/ranking/rank-lots.ts';
import { type RankingFacts, toRankingFacts } from '../src/core/ranking/ranking-facts.ts';
import { dataFolder } from '../src/platform/folders.ts';
import { loadAppraisalTools } from '../src/platform/reference/load-appraisal-tools.ts';
import { isRoadVehicle, loadNow, machine, quantileOf, readSampleListings, repeatable } from './market.ts';

const variants = 6_000;
const rounds = 40;
const sizes = process.argv
  .slice(2)
  .filter((word) => word !== 'usual')
  .map(Number);
const isUsualOnly = process.argv.includes('usual');
const { tools } = await loadAppraisalTools(dataFolder);
const { zipCentroids } = tools.costTables;
if (!zipCentroids) throw new Error('no ZIP table');
const zips = zipCentroids;
const random = repeatable(1);
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const vehicles = (await readSampleListings()).filter(isRoadVehicle);

// real lots with other miles, bids and places, through every stage
const appraised = performance.now();
const base = Array.from({ length: variants }, () => {
  const { facts, state, source, observedAt } = pick(vehicles);
  const at = Math.floor(random() * zips.zips.length);
  const place = { zip: String(zips.zips[at]).padStart(5, '0'), state: zips.states[at] ?? 'TX' };
  const odometerMiles = Math.round((facts.odometerMiles ?? 110_000) * (0.4 + 1.2 * random()));
  const currentBidCents = toCents(Math.round((state.currentBidCents ?? 100_000) * (0.2 + 1.6 * random())));
  const appraisal = appraise(
    {
      facts: { ...facts, ...place, odometerMiles },
      state: { ...state, currentBidCents },
      source,
      asOf: observedAt,
      profile: defaultBuyerProfile,
    },
    tools,
  );
  return {
    facts: toRankingFacts(appraisal),
    source,
    odometerMiles,
    currentBidCents,
    asOfMs: toEpochMs(observedAt),
    year: appraisal.vehicle.year ?? null,
    make: appraisal.vehicle.make ?? null,
    model: appraisal.vehicle.model ?? null,
  };
});
const appraiseMicroseconds = ((performance.now() - appraised) * 1_000) / variants;

function vary(facts: RankingFacts): RankingFacts {
  const share = 0.7 + 0.6 * random();
  const scaled = (range: RankingFacts['wholesale']) =>
    range &&
    ([Math.round(range[0] * share), Math.round(range[1] * share), Math.round(range[2] * share)] as const);
  const at = Math.floor(random() * zips.zips.length);
  const { close } = facts;
  return {
    ...facts,
    zip: String(zips.zips[at]).padStart(5, '0'),
    state: zips.states[at] ?? 'TX',
    ...(facts.wholesale && { wholesale: scaled(facts.wholesale) }),
    ...(facts.retail && { retail: scaled(facts.retail) }),
    ...(close && { close: [close[0] * share, close[1], close[2], Math.round(close[3] * share)] as const }),
  } as RankingFacts;
}

function fill(lots: number): MarketColumns {
  const market = new MarketColumns(zips, lots);
  for (let at = 0; at < lots; at++) {
    const lot = base[at % base.length];
    if (!lot) break;
    market.put({
      ...lot,
      id: `lst_${at.toString(36).padStart(22, '0')}`,
      version: 1,
      isSample: false,
      state: lot.facts.state ?? null,
      endsAtMs: random() < 0.05 ? null : Math.round(random() * 14 * 86_400_000) + 1,
      facts: vary(lot.facts),
    });
  }
  return market;
}

const buyers: BuyerProfile[] = Array.from({ length: rounds }, (_, at) =>
  mergeProfile({
    homeZip: String(zips.zips[(at * 997) % zips.zips.length]).padStart(5, '0'),
    exit: at % 4 === 3 ? 'retail' : 'wholesale',
    targetMarginCents: 50_000 + at * 5_000,
    resaleCertificate: at % 2 === 0,
    enclosedTransport: at % 5 === 0,
  }),
);

/** Settings that are as unlike as the profile allows. */
const unlikeBuyers: BuyerProfile[] = [
  mergeProfile({ homeZip: '75001', targetMarginCents: 0, resaleCertificate: true }),
  mergeProfile({ homeZip: '99501', exit: 'retail', targetMarginCents: 300_000, paymentMethod: 'unsecured' }),
  mergeProfile({ targetMarginCents: 100_000, salvagePolicy: 'block', rustBeltPolicy: 'block' }),
  mergeProfile({ homeZip: '10001', flyAndDrive: true, floorplanApr: 0.0875, resaleCertificate: true }),
  mergeProfile({
    transportCents: 45_000,
    reconCents: 60_000,
    lemonProbability: 0.1,
    salvagePolicy: 'discount',
    odometerUnknownPolicy: 'discount',
    policePolicy: 'block',
  }),
  mergeProfile({
    homeZip: '33101',
    exit: 'retail',
    targetMarginCents: 20_000,
    enclosedTransport: true,
    daysToSell: 90,
    salesTaxRatio: 0.0825,
    costFigures: { recon_base: 5_000, haul_minimum: 0, recon_per_grade_point: 60_000 },
  }),
];

async function measure(
  market: MarketColumns,
  query: Partial<RankQuery>,
  asking: readonly BuyerProfile[] = buyers,
) {
  const took: number[] = [];
  let worked = 0;
  const cpu: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  for (const buyer of asking) {
    const cpuBefore = process.cpuUsage();
    const began = performance.now();
    const ranking = rankLots(market, prepareBuyer(buyer, tools.costTables, market), {
      sort: 'edge',
      descending: true,
      limit: 100,
      sample: false,
      nowMs: 0,
      ...query,
    });
    let step = ranking.next();
    while (!step.done) {
      await rest();
      step = ranking.next();
    }
    took.push(performance.now() - began);
    const { user, system } = process.cpuUsage(cpuBefore);
    cpu.push((user + system) / 1_000);
    worked += step.value.worked;
    await rest();
  }
  delay.disable();
  return {
    p50Ms: quantileOf(took, 0.5),
    p95Ms: quantileOf(took, 0.95),
    worstMs: Math.max(...took),
    cpuMs: cpu.reduce((sum, ms) => sum + ms, 0) / cpu.length,
    worstCpuMs: Math.max(...cpu),
    longestBlockMs: delay.max / 1e6,
    workedToTheCent: Math.round(worked / asking.length),
    load: loadNow(),
  };
}

const sorts = ['edge', 'score', 'maxBid', 'roi', 'endsAt', 'currentBid', 'year', 'miles'] as const;
/** Every order that the API offers, both ways where settings decide it, and filters on figures. */
const asks: readonly (readonly [string, Partial<RankQuery>])[] = [
  ...sorts.map((sort) => [sort, { sort }] as const),
  ...sorts.slice(0, 4).map((sort) => [`${sort} ascending`, { sort, descending: false }] as const),
  ['edge, minEdge $500', { minEdgeCents: 50_000 }],
  ['edge, minEdge $1', { minEdgeCents: 100 }],
  ['score, minEdge $500', { sort: 'score', minEdgeCents: 50_000 }],
  ['roi, minEdge $500', { sort: 'roi', minEdgeCents: 50_000 }],
  ['endsAt, minEdge $500', { sort: 'endsAt', minEdgeCents: 50_000 }],
  ['roi, silver', { sort: 'roi', grade: 'silver' }],
  ['score, Ford of Texas, 2012 on', { sort: 'score', make: 'Ford', state: 'TX', yearMin: 2012 }],
];

/** Filters of the API, alone and in pairs; `words` stands for the lots that a search by words chose. */
const filtersOf = (lots: number): Readonly<Record<string, Partial<RankQuery>>> => ({
  'no filter': {},
  'minEdge $1': { minEdgeCents: 100 },
  'minEdge $500': { minEdgeCents: 50_000 },
  'minEdge $2,500': { minEdgeCents: 250_000 },
  platinum: { grade: 'platinum' },
  gold: { grade: 'gold' },
  silver: { grade: 'silver' },
  bronze: { grade: 'bronze' },
  'no grade': { grade: 'none' },
  make: { make: 'Ford' },
  'make and model': { make: 'Ford', model: 'F-150' },
  state: { state: 'TX' },
  source: { source: 'copart' },
  years: { yearMin: 2008, yearMax: 2016 },
  miles: { milesMax: 120_000 },
  'ends within a day': { endsWithinHours: 24 },
  'words of 1 in 50': { among: new Set(Array.from({ length: lots / 50 }, (_, at) => at * 50)) },
  'words of 1 in 3': { among: new Set(Array.from({ length: Math.floor(lots / 3) }, (_, at) => at * 3)) },
  'silver, minEdge $200, state': { grade: 'silver', minEdgeCents: 20_000, state: 'TX' },
});

async function measureEvery(market: MarketColumns, lots: number) {
  const found: ({ lots: number; asked: string } & Awaited<ReturnType<typeof measure>>)[] = [];
  for (const sort of sorts)
    for (const descending of [true, false])
      for (const [name, filter] of Object.entries(filtersOf(lots)))
        found.push({
          lots,
          asked: `${sort} ${descending ? 'down' : 'up'}, ${name}`,
          ...(await measure(market, { sort, descending, ...filter }, unlikeBuyers)),
        });
  return found.sort((a, b) => b.worstCpuMs - a.worstCpuMs);
}

const results: Record<string, unknown>[] = [];
const slowest: Record<string, unknown>[] = [];
const slowestShown = 12;
for (const lots of sizes.length > 0 ? sizes : [100_000, 1_000_000]) {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const market = fill(lots);
  globalThis.gc?.();
  const megabytes = market.byteLength / 2 ** 20;
  const processMegabytes = (process.memoryUsage().rss - before) / 2 ** 20;
  for (const [asked, query] of asks) {
    const figures = await measure(market, query);
    results.push({
      lots,
      asked,
      ...figures,
      megabytes,
      processMegabytes,
      timesFasterThanAssessingAll: (lots * appraiseMicroseconds) / 1_000 / figures.p50Ms,
    });
  }
  const every = isUsualOnly ? [] : await measureEvery(market, lots);
  slowest.push(...every.slice(0, slowestShown));
  if (isUsualOnly) continue;
  console.log(
    `${lots} lots: ${every.length} orders with filters × ${unlikeBuyers.length} buyers: p50 ${quantileOf(
      every.map(({ p50Ms }) => p50Ms),
      0.5,
    ).toFixed(0)} ms, p95 of the slowest buyer of each ${quantileOf(
      every.map(({ worstMs }) => worstMs),
      0.95,
    ).toFixed(0)} ms; processor time of the slowest of all ${every[0]?.worstCpuMs.toFixed(0)} ms`,
  );
}
console.log(machine());
console.log(
  `appraising one lot anew (the baseline): ${appraiseMicroseconds.toFixed(0)} µs; ${rounds} buyers each`,
);
const rounded = (rows: readonly Record<string, unknown>[]) =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === 'number' ? Math.round(value * 10) / 10 : value,
      ]),
    ),
  );
console.table(rounded(results));
console.log('of every order with every filter, those that took the most processor time:');
console.table(rounded(slowest));
const out = new URL('../.tmp/bench/', import.meta.url);
mkdirSync(out, { recursive: true });
const result = { name: 'what-if', machine: machine(), rounds, appraiseMicroseconds, results, slowest };
writeFileSync(new URL('what-if.json', out), `${JSON.stringify(result, null, 2)}\n`);
