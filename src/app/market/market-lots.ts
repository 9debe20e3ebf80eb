import type { MarketLot } from '../../core/market/columns/market-lot.ts';
import type { RankingFacts } from '../../core/market/columns/ranking-facts.ts';
import type { MarketRow } from '../../store/market.reader.ts';
import type { Engine } from '../engine/engine.ts';

/** The rules are the first word of an engine's version; facts of other rules may have another shape. */
const rulesOf = (version: string): string => version.split(' ', 1)[0] ?? '';

/** What a row's rank depends on, where this engine can work with it: its own facts, or those of the same rules. */
function usableFacts({ ranking, engine_version }: MarketRow, engine: Engine): RankingFacts | null {
  return rulesOf(engine_version) === rulesOf(engine.version) ? (ranking as RankingFacts | null) : null;
}

/** A stored lot as the market takes it in. */
export const toMarketLot = (row: MarketRow, engine: Engine): MarketLot => ({
  id: row.id,
  version: row.version,
  owner: null,
  isSample: row.is_sample,
  kind: row.kind as MarketLot['kind'],
  status: row.status,
  source: row.source,
  make: row.make,
  model: row.model,
  state: row.state,
  year: row.year,
  odometerMiles: row.odometer_miles,
  currentBidCents: row.current_bid_cents,
  asOfMs: Date.parse(row.observed_at),
  endsAtMs: row.ends_at === null ? null : Date.parse(row.ends_at),
  words: [row.title, row.make, row.model, row.trim, row.vehicle_key, row.city, row.seller_name]
    .filter((word) => word !== null)
    .join(' '),
  facts: row.kind === 'road_vehicle' ? usableFacts(row, engine) : null,
});
