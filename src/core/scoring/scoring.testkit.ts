import type { BuyerProfile, CostSubject } from '../costing/cost.ts';
import { costLot } from '../costing/cost-lot.ts';
import { profile, subject, tables } from '../costing/costing.testkit.ts';
import type { ForecastSubject } from '../forecast/forecast.ts';
import { forecastClose } from '../forecast/forecast-close.ts';
import { type Cents, roundToCents } from '../kernel/money.ts';
import type { RetailValue, Valued, WholesaleValue } from '../valuation/valuation.ts';
import type { Assessed, AssessInput } from './assess-input.ts';
import { assessLot } from './assess-lot.ts';
import type { Assessment } from './assessment.ts';

/** A valuer for tests only: smooth, worth less with age, miles and wear, vaguer where a fact is missing. */
export function testWholesale(of: CostSubject, newCents = 6_500_000, spread = 0.15): Valued<WholesaleValue> {
  const age = 2026 - (of.vehicle.year ?? 2010);
  const miles = of.odometerMiles ?? 100_000;
  const grade = of.conditionGrade ?? 2.5;
  const p50 = newCents * Math.exp(-0.1 * age - miles / 400_000 - (5 - grade) * 0.06);
  const vague = (of.odometerMiles === undefined ? 0.15 : 0) + (of.conditionGrade === undefined ? 0.1 : 0);
  const width = Math.exp((spread + vague) * 1.2815515655446004);
  return {
    ok: true,
    value: {
      market: 'wholesale',
      p10Cents: roundToCents(p50 / width),
      p50Cents: roundToCents(p50),
      p90Cents: roundToCents(p50 * width),
      asOf: of.asOf,
      method: 'comps',
      model: 'test',
      evidence: { count: 40, sales: [] },
      comparables: [],
      contributions: [],
      confidence: 0.8 - vague,
      notes: [],
    },
  };
}

/** The same car on a dealer's lot, a quarter dearer. */
export function testRetail(of: CostSubject, newCents?: number): Valued<RetailValue> {
  const wholesale = testWholesale(of, newCents);
  if (!wholesale.ok) return noRetail;
  const dearer = (cents: number): Cents => roundToCents(cents * 1.25);
  const { p10Cents, p50Cents, p90Cents } = wholesale.value;
  return {
    ok: true,
    value: {
      ...wholesale.value,
      market: 'retail',
      p10Cents: dearer(p10Cents),
      p50Cents: dearer(p50Cents),
      p90Cents: dearer(p90Cents),
    },
  };
}

export const noRetail: Valued<RetailValue> = {
  ok: false,
  refusal: { stage: 'retail', code: 'no_evidence', reason: 'No asking prices.', missing: [] },
};

export interface Scene {
  readonly lot?: Partial<CostSubject>;
  readonly buyer?: Partial<BuyerProfile>;
  readonly auction?: Partial<ForecastSubject>;
  readonly wholesale?: Valued<WholesaleValue>;
  readonly retail?: Valued<RetailValue>;
  readonly newCents?: number;
}

/** The whole way from a lot to the input of its assessment. */
export function inputOf(scene: Scene, of: CostSubject = subject(scene.lot)): AssessInput {
  const buyer = profile(scene.buyer);
  const wholesale = scene.wholesale ?? testWholesale(of, scene.newCents);
  const forecasted = forecastClose({
    asOf: of.asOf,
    ...(of.source && { source: of.source }),
    ...(wholesale.ok && { wholesale: wholesale.value }),
    ...scene.auction,
  });
  const bid: Cents | undefined = scene.auction?.currentBidCents;
  return {
    subject: of,
    profile: buyer,
    costed: costLot(of, buyer, tables),
    wholesale,
    retail: scene.retail ?? noRetail,
    ...(forecasted.ok && { forecast: forecasted.forecast }),
    ...(bid !== undefined && { currentBidCents: bid }),
    ...(scene.auction?.endsAt && { endsAt: scene.auction.endsAt }),
    ...(scene.auction?.bidObservedAt && { bidObservedAt: scene.auction.bidObservedAt }),
  };
}

export function assessed(scene: Scene = {}, of?: CostSubject): Assessment {
  const result: Assessed = assessLot(inputOf(scene, of));
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.reason}`);
  return result.assessment;
}
