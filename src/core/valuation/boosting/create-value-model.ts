import { type Cents, roundToCents } from '../../kernel/money.ts';
import type { ValuationSubject } from '../valuation.ts';
import type { ModelPrediction, ValueModel } from '../value-model.ts';
import { createColorFinder } from './cheapest-color.ts';
import type { Track } from './effect-terms.ts';
import { findEvidence } from './evidence-counts.ts';
import { explainPrice } from './explain-price.ts';
import { hashText } from './hash-key.ts';
import type { LotFacts } from './lot-facts.ts';
import { hashLot, type LotHashes } from './lot-hashes.ts';
import { describeTerms } from './lot-terms.ts';
import { createPricingScratch, type LogPrices, priceLot, reachGrades, trackFor } from './price-lot.ts';
import { toLotFacts } from './subject-facts.ts';
import type { TrainedModel } from './trained-model.ts';

/** What a VIN says is no road car. (`bus` and `incomplete` are what vPIC calls large vans and cab chassis.) */
const otherKinds: ReadonlySet<string> = new Set(['motorcycle', 'trailer']);

interface Priced {
  /** As told; `lot` and `prices` are with a color, see `createColorFinder`. */
  readonly facts: LotFacts;
  readonly lot: LotHashes;
  readonly track: Track;
  readonly prices: LogPrices;
}

/**
 * Prices cars as dealers' auctions of the training window would have. Title brands are not part of it: the caller
 * applies them. Undefined for a make without training sales, for no model year, and for what is not a road car.
 */
export function createValueModel(trained: TrainedModel): ValueModel {
  const scratch = createPricingScratch();
  const { blind, graded, book } = trained.tracks;
  const findColor = {
    blind: createColorFinder(blind.effects),
    graded: createColorFinder(graded.effects),
    book: createColorFinder(book.effects),
  };
  /** What `scratch` holds: a value is mostly asked for and then explained. */
  let last: { readonly subject: ValuationSubject; readonly priced: Priced } | undefined;

  const price = (subject: ValuationSubject): Priced | undefined => {
    if (last?.subject === subject) return last.priced;
    last = undefined;
    if (subject.vehicle.segment === 'motorcycle') return undefined;
    if (otherKinds.has(subject.vehicle.vin?.decoded?.vehicleType ?? '')) return undefined;
    const read = toLotFacts(subject, trained.details.window, trained.names, trained.fills);
    if (read === undefined) return undefined;
    const hashed = hashLot(read);
    const isStranger = read.seller !== '' && findEvidence(trained.evidence, 'seller', hashed) === 0;
    const told = isStranger ? { ...read, seller: '' } : read;
    const unpainted = isStranger ? hashLot(told) : hashed;
    if (findEvidence(trained.evidence, 'make', unpainted) === 0) return undefined;
    const track = trackFor(told);
    const color = told.color || findColor[track](unpainted);
    const facts = { ...told, color };
    const lot = { ...unpainted, color: hashText(color) };
    const terms = describeTerms(lot, scratch.terms);
    const prices = priceLot(trained, track, facts, scratch, lot, terms);
    if (prices === undefined) return undefined;
    // an estimated grade: the range must hold one standard deviation to either side
    const sd = subject.conditionGradeSd ?? 0;
    if (sd > 0 && !Number.isNaN(facts.grade)) {
      const grades = { worse: Math.max(1, facts.grade - sd), better: Math.min(5, facts.grade + sd) };
      reachGrades(trained, track, lot, scratch, prices, grades);
    }
    const priced = { facts: told, lot, track, prices };
    last = { subject, priced };
    return priced;
  };

  const explainPriced = (priced: Priced) =>
    explainPrice(
      trained.tracks[priced.track],
      priced.track,
      priced.facts,
      priced.lot.usualMiles,
      priced.prices,
      scratch,
      toPrice(priced.prices.middle),
    );

  const { lastDay } = trained.details.window;
  return {
    version: `boosting-2 ${trained.details.dataHash.slice(0, 12)}`,
    anchorDay: toDate(lastDay),
    followsUntil: toDate(Math.max(lastDay, trained.calibration.graded.later.days.at(-1) ?? lastDay)),
    predict(subject): ModelPrediction | undefined {
      const priced = price(subject);
      if (priced === undefined) return undefined;
      return {
        p10Cents: toPrice(priced.prices.low),
        p50Cents: toPrice(priced.prices.middle),
        p90Cents: toPrice(priced.prices.high),
        kindFactor: Math.exp(priced.prices.beyondKind),
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

const toDate = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

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
