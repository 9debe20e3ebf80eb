import type { BuyerProfile } from '../costing/cost.ts';
import { costLot } from '../costing/cost-lot.ts';
import type { CostTables } from '../costing/cost-tables.ts';
import { someZips } from '../costing/costing.testkit.ts';
import { toEpochMs } from '../kernel/instant.ts';
import { assessLot } from '../scoring/assess-lot.ts';
import { inputOf } from '../scoring/scoring.testkit.ts';
import type { RankedFigures } from './buyer/ranked-figures.ts';
import { MarketColumns } from './columns/market-columns.ts';
import type { MarketLot } from './columns/market-lot.ts';
import { toRankingFacts } from './columns/ranking-facts.ts';
import type { Lot } from './lots.testkit.ts';

export function marketOf(lots: readonly Lot[]): MarketColumns {
  const market = new MarketColumns(someZips, 4);
  for (const [at, lot] of lots.entries()) market.put(rowOf(`lst_${at}`, lot));
  return market;
}

export function rowOf(id: string, { of, scene }: Lot, version = 1): MarketLot {
  const input = inputOf(scene, of);
  const facts = toRankingFacts({
    costSubject: of,
    ...(input.wholesale.ok && { wholesale: input.wholesale.value }),
    ...(input.retail.ok && { retail: input.retail.value }),
    ...(input.forecast && { forecast: input.forecast }),
    ...(input.currentBidCents !== undefined && { currentBidCents: input.currentBidCents }),
  });
  return {
    id,
    version,
    owner: null,
    kind: 'road_vehicle',
    status: 'active',
    words: '',
    isSample: false,
    source: of.source ?? '',
    make: 'Toyota',
    model: 'Camry',
    state: of.state ?? null,
    year: of.vehicle.year ?? null,
    odometerMiles: of.odometerMiles ?? null,
    currentBidCents: scene.auction?.currentBidCents ?? null,
    asOfMs: toEpochMs(of.asOf),
    endsAtMs: null,
    // as it comes back from the database
    facts: JSON.parse(JSON.stringify(facts)) as typeof facts,
  };
}

/** The same lot by the stages themselves. */
export function assessedFigures({ of, scene }: Lot, buyer: BuyerProfile, by: CostTables): RankedFigures {
  // the test kit adds a home ZIP of its own: the buyer is exactly the one given
  const result = assessLot({ ...inputOf(scene, of), profile: buyer, costed: costLot(of, buyer, by) });
  if (!result.ok) return { maxBidCents: null, edgeCents: null, roi: null, score: null, grade: 'none' };
  const { maxBidCents, edgeCents, roi, score, grade } = result.assessment;
  return { maxBidCents, edgeCents, roi, score, grade };
}
