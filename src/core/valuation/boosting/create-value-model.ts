import { type Cents, roundToCents } from '../../kernel/money.ts';
import type { ValuationSubject } from '../valuation.ts';
import type { ModelPrediction, ValueModel } from '../value-model.ts';
import { findEvidence } from './evidence-counts.ts';
import { explainPrice } from './explain-price.ts';
import type { LotFacts } from './lot-facts.ts';
import { hashLot, type LotHashes } from './lot-hashes.ts';
import { createPricingScratch, type LogPrices, priceLot, trackFor } from './price-lot.ts';
import { toLotFacts } from './subject-facts.ts';
import type { TrainedModel } from './trained-model.ts';

/** What a VIN says is no road car. (`bus` and `incomplete` are what vPIC calls large vans and cab chassis.) */
const otherKinds: ReadonlySet<string> = new Set(['motorcycle', 'trailer']);

/**
 * Prices cars as dealers' auctions of the training window would have. Title brands are not part of it: the caller
 * applies them. Undefined for a make without training sales, for no model year, and for what is not a road car.
 */
export function createValueModel(trained: TrainedModel): ValueModel {
  const scratch = createPricingScratch();

  const price = (subject: ValuationSubject) => {
    if (subject.vehicle.segment === 'motorcycle') return undefined;
    if (otherKinds.has(subject.vehicle.vin?.decoded?.vehicleType ?? '')) return undefined;
    const facts = toLotFacts(subject, trained.details.window, trained.names);
    if (facts === undefined) return undefined;
    const lot = hashLot(facts);
    if (findEvidence(trained.evidence, 'make', lot) === 0) return undefined;
    const track = trackFor(facts);
    const sd = subject.conditionGradeSd ?? 0;
    const edges = sd > 0 && !Number.isNaN(facts.grade) ? priceAtGrades(facts, sd) : undefined;
    const prices = priceLot(trained, track, facts, scratch, lot);
    if (prices === undefined) return undefined;
    if (edges !== undefined) reachOut(prices, edges);
    // each track is calibrated on what it knows: without a grade and a seller the range holds the graded track's too,
    // so that leaving out the last of them never narrows it
    if (track === 'blind') {
      const graded = priceLot(trained, 'graded', facts, scratch, lot);
      if (graded !== undefined) reachOut(prices, graded);
    }
    return { facts, lot, track, prices };
  };

  /** An estimated grade: the range must hold one standard deviation to either side. */
  const priceAtGrades = (facts: LotFacts, sd: number) => {
    const track = trackFor(facts);
    const worse = priceLot(trained, track, { ...facts, grade: Math.max(1, facts.grade - sd) }, scratch);
    const low = worse?.low ?? Number.POSITIVE_INFINITY;
    const better = priceLot(trained, track, { ...facts, grade: Math.min(5, facts.grade + sd) }, scratch);
    return { low, high: better?.high ?? Number.NEGATIVE_INFINITY };
  };

  const explainPriced = (priced: {
    facts: LotFacts;
    lot: LotHashes;
    track: ReturnType<typeof trackFor>;
    prices: LogPrices;
  }) =>
    explainPrice(
      trained.tracks[priced.track],
      priced.track,
      priced.facts,
      priced.lot.usualMiles,
      priced.prices,
      scratch,
      toPrice(priced.prices.middle),
    );

  return {
    version: `boosting-1 ${trained.details.dataHash.slice(0, 12)}`,
    anchorDay: new Date(trained.details.window.lastDay * 86_400_000).toISOString().slice(0, 10),
    predict(subject): ModelPrediction | undefined {
      const priced = price(subject);
      if (priced === undefined) return undefined;
      return {
        p10Cents: toPrice(priced.prices.low),
        p50Cents: toPrice(priced.prices.middle),
        p90Cents: toPrice(priced.prices.high),
        unfamiliarity: measureUnfamiliarity(trained, priced.lot, priced.facts),
        evidenceCount: findEvidence(trained.evidence, 'model', priced.lot),
      };
    },
    explain(subject) {
      const priced = price(subject);
      return priced === undefined ? undefined : explainPriced(priced);
    },
  };
}

/** Moves the ends out to hold those of `other`. */
function reachOut(prices: LogPrices, other: Pick<LogPrices, 'low' | 'high'>): void {
  prices.low = Math.min(prices.low, other.low);
  prices.high = Math.max(prices.high, other.high);
}

const toPrice = (logDollars: number): Cents => roundToCents(Math.exp(logDollars) * 100);

/**
 * 0 for a car like many in the training sales, 1 for one unlike any: half by sales of its model, a third by sales of its
 * model year, the rest by sales of its trim or VIN pattern, each n / (n + k) with k = 20, 5, 3.
 */
function measureUnfamiliarity(trained: TrainedModel, lot: LotHashes, facts: LotFacts): number {
  const count = (kind: Parameters<typeof findEvidence>[1]) => findEvidence(trained.evidence, kind, lot);
  const near = facts.trim === '' && facts.vin === '' ? 0 : Math.max(count('modelTrim'), count('vinYear'));
  const saturate = (n: number, k: number) => n / (n + k);
  const familiar =
    saturate(count('model'), 20) / 2 + saturate(count('modelYear'), 5) / 3 + saturate(near, 3) / 6;
  return 1 - familiar;
}
