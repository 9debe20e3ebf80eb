/** As many lots as asked for, in the likeness of those of the shipped captures: the whole market in memory. */
import { createHash } from 'node:crypto';
import { appraiseAll } from '../src/core/appraise.ts';
import { defaultBuyerProfile } from '../src/core/costing/default-profile.ts';
import { toEpochMs } from '../src/core/kernel/instant.ts';
import { toCents } from '../src/core/kernel/money.ts';
import { classifyLot } from '../src/core/listing/kind/classify-lot.ts';
import type { MarketLot } from '../src/core/market/columns/market-lot.ts';
import { type RankingFacts, toRankingFacts } from '../src/core/market/columns/ranking-facts.ts';
import { dataFolder } from '../src/platform/folders.ts';
import { loadAppraisalTools } from '../src/platform/reference/load-appraisal-tools.ts';
import { isRoadVehicle, readSampleListings, repeatable } from './market.ts';

export const nowMs = Date.parse('2026-11-24T12:00:00Z');
const daysAhead = 14;

const idOf = (at: number): string =>
  `lst_${createHash('sha256').update(String(at)).digest('base64url').slice(0, 22)}`;

/**
 * Of ten lots eight are road vehicles, one in twelve is over, most have a VIN of their own, and bids, ends, places,
 * miles and values are varied. Values and forecasts come from the stages, for `variants` lots, and are scaled from there.
 */
export async function makeMarketLots(variants = 3_000) {
  const { tools } = await loadAppraisalTools(dataFolder);
  const { zipCentroids: zips } = tools.costTables;
  if (!zips) throw new Error('no ZIP table');
  const random = repeatable(1);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const listings = await readSampleListings();
  const vehicles = listings.filter(isRoadVehicle);
  const others = listings.filter((listing) => !isRoadVehicle(listing));
  const sellers = [...new Set(listings.map(({ facts }) => `${facts.city ?? ''} ${facts.sellerName ?? ''}`))];

  const began = performance.now();
  const base = Array.from({ length: variants }, () => {
    const { facts, state, source } = pick(vehicles);
    const at = Math.floor(random() * zips.zips.length);
    const odometerMiles = Math.round((facts.odometerMiles ?? 110_000) * (0.4 + 1.2 * random()));
    const currentBidCents = toCents(Math.round((state.currentBidCents ?? 100_000) * (0.2 + 1.6 * random())));
    const place = { zip: String(zips.zips[at]).padStart(5, '0'), state: zips.states[at] ?? 'TX' };
    const repair = facts.estimatedRepairCents;
    const varied = {
      ...facts,
      ...place,
      odometerMiles,
      ...(repair !== undefined && {
        estimatedRepairCents: toCents(Math.round((repair * (1 + random())) / 100) * 100),
      }),
    };
    const input = {
      facts: varied,
      state: { ...state, currentBidCents },
      source,
      asOf: new Date(nowMs - Math.floor(random() * 86_400_000)).toISOString() as typeof state.endsAt & string,
      profile: defaultBuyerProfile,
    };
    const [appraisal] = appraiseAll([input], tools);
    if (!appraisal) throw new Error('no appraisal');
    return { input, appraisal, facts: toRankingFacts(appraisal) };
  });
  const readMicroseconds = ((performance.now() - began) * 1_000) / variants;

  const scale = (range: RankingFacts['wholesale'], share: number) =>
    range &&
    ([Math.round(range[0] * share), Math.round(range[1] * share), Math.round(range[2] * share)] as const);
  const vary = (facts: RankingFacts, share: number, bid: number): RankingFacts => {
    const at = Math.floor(random() * zips.zips.length);
    const { wholesale, retail, close } = facts;
    return {
      ...facts,
      zip: String(zips.zips[at]).padStart(5, '0'),
      state: zips.states[at] ?? 'TX',
      ...(wholesale && { wholesale: scale(wholesale, share) as [number, number, number] }),
      ...(retail && { retail: scale(retail, share) as [number, number, number] }),
      ...(close && {
        close: [Math.max(bid, Math.round(close[0] * share)), close[1], close[2], bid] as const,
      }),
    };
  };

  /** A lot of the market by its number; the same number and version give another state of the same lot. */
  function lotAt(at: number, version = 1): MarketLot {
    const endsAtMs =
      random() < 0.05 ? null : nowMs + Math.round((random() * 1.09 - 0.09) * daysAhead * 1_440) * 60_000;
    const shared = {
      id: idOf(at),
      version,
      owner: null,
      isSample: false,
      status: endsAtMs !== null && endsAtMs < nowMs && random() < 0.7 ? 'ended' : 'active',
      endsAtMs,
    };
    if (random() < 0.2) {
      const { facts, source, observedAt, state } = pick(others);
      return {
        ...shared,
        kind: classifyLot(facts).kind,
        source,
        make: facts.make ?? null,
        model: facts.model ?? null,
        state: facts.state ?? null,
        year: facts.year ?? null,
        odometerMiles: null,
        currentBidCents: state.currentBidCents ?? null,
        asOfMs: toEpochMs(observedAt),
        words: `${facts.title} ${facts.make ?? ''} ${facts.model ?? ''} ${pick(sellers)}`,
        facts: null,
      };
    }
    const { input, appraisal, facts } = pick(base);
    const share = 0.7 + 0.6 * random();
    const bid = Math.round((appraisal.currentBidCents ?? 0) * share);
    const varied = vary(facts, share, bid);
    const { vehicle } = appraisal;
    const vin =
      random() < 0.8 ? `1${Math.floor(random() * 1e8).toString(36)}${at.toString(36)}00000000000000000` : '';
    const words = [
      input.facts.title,
      vehicle.make,
      vehicle.model,
      vehicle.trim,
      vin.slice(0, 17),
      pick(sellers),
    ];
    return {
      ...shared,
      kind: 'road_vehicle',
      source: input.source ?? '',
      make: vehicle.make ?? null,
      model: vehicle.model ?? null,
      state: varied.state ?? null,
      year: vehicle.year ?? null,
      odometerMiles: appraisal.odometerMiles ?? null,
      currentBidCents: bid,
      asOfMs: toEpochMs(input.asOf),
      words: words.filter(Boolean).join(' '),
      facts: varied,
    };
  }
  return { tools, zips, lotAt, readMicroseconds };
}
