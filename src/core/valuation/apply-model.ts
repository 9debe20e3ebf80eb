import { type Instant, toEpochMs, toInstant } from '../kernel/instant.ts';
import { type Cents, roundToCents, toCents } from '../kernel/money.ts';
import { ageYears } from '../vehicle/age-years.ts';
import { logTimeFactor, type PriceIndex } from './price-index.ts';
import { titleBrandFactor } from './title-brand-factor.ts';
import type { Contribution, ValuationSubject } from './valuation.ts';
import type { ModelPrediction, ValueModel } from './value-model.ts';

/** A model's price moved to the valuation date and to the car's title. */
export interface AppliedModel {
  /** Cents, before rounding. */
  readonly p50: number;
  /** How far p10 and p90 lie from p50, as shares of it. */
  readonly below: number;
  readonly above: number;
  readonly prediction: ModelPrediction;
  /** The subject as the model was asked: a guide value in the window's money. */
  readonly told: ValuationSubject;
  /** What the market and the title make of the model's own price. */
  readonly factor: number;
}

/**
 * The model prices a car as its training window would have: what comes after is the index's part, and the title brand,
 * which the model never saw, takes its stated share. A guide value in today's money is told to it in the window's.
 */
export function applyModel(
  model: ValueModel,
  subject: ValuationSubject,
  index: PriceIndex,
): AppliedModel | undefined {
  const marketFactor = factorSince(model.anchorDay, subject.asOf, index);
  const { book } = subject;
  const told =
    book === undefined
      ? subject
      : { ...subject, book: { ...book, cents: roundToCents(book.cents / marketFactor) } };
  const prediction = model.predict(told);
  if (prediction === undefined) return undefined;
  const range = rangeOf(prediction);
  for (const filled of fillTypical(told)) {
    const known = model.predict(filled);
    if (known === undefined) continue;
    // a tree may answer an unknown with a narrower leaf: not knowing must be wider than knowing the usual
    range.below = Math.max(range.below, unknownWidening * rangeOf(known).below);
    range.above = Math.max(range.above, unknownWidening * rangeOf(known).above);
  }
  const factor = marketFactor * titleBrandFactor(subject.titleBrand);
  const unknown = widenForUnknown(subject);
  return {
    p50: prediction.p50Cents * factor,
    below: range.below * unknown,
    above: range.above * unknown,
    prediction,
    told,
    factor,
  };
}

const unknownWidening = 1.05;
/** What an auction car mostly is, where it is not known: for the width of the range only, never for the value. */
const usual = { milesPerYear: 12_000, conditionGrade: 3 } as const;

/** The subject with each missing fact at its usual value, one at a time. */
function fillTypical(subject: ValuationSubject): readonly ValuationSubject[] {
  const { vehicle, odometerMiles, conditionGrade, asOf } = subject;
  const filled: ValuationSubject[] = [];
  if (odometerMiles === undefined && vehicle.year !== undefined)
    filled.push({
      ...subject,
      odometerMiles: Math.round(usual.milesPerYear * Math.max(1, ageYears(vehicle.year, asOf))),
    });
  if (conditionGrade === undefined) filled.push({ ...subject, conditionGrade: usual.conditionGrade });
  return filled;
}

/**
 * How much wider the range is without each lesser fact (assumptions, each more than the fact usually moves a price).
 * The sales that ranges are calibrated on state all of them.
 */
const lesserFacts: readonly (readonly [factor: number, isMissing: (subject: ValuationSubject) => boolean])[] =
  [
    [1.1, ({ vehicle }) => vehicle.trim === undefined],
    [1.08, ({ vehicle }) => vehicle.body === undefined],
    [1.08, ({ vehicle }) => vehicle.transmission === undefined],
    [1.08, ({ vehicle }) => vehicle.vin === undefined],
    [1.1, ({ vehicle }) => vehicle.color === undefined],
    [1.06, ({ state }) => state === undefined],
    // without a grade the model does not ask for the seller
    [1.08, ({ sellerName, conditionGrade }) => sellerName === undefined && conditionGrade !== undefined],
  ];

const widenForUnknown = (subject: ValuationSubject): number =>
  lesserFacts.reduce((factor, [more, isMissing]) => (isMissing(subject) ? factor * more : factor), 1);

const rangeOf = ({ p10Cents, p50Cents, p90Cents }: ModelPrediction) => ({
  below: (p50Cents - p10Cents) / Math.max(1, p50Cents),
  above: (p90Cents - p50Cents) / Math.max(1, p50Cents),
});

/** What the model's own range cannot hold: time since its sales, doubt of which car it is, what a title brand costs. */
export interface ModelDoubt {
  /** Standard deviation of the log of the market's movement since the evidence. */
  readonly timeSd: number;
  /** 0…1 */
  readonly vehicleConfidence: number;
  readonly titleFactor: number;
}

/** Half-width of an 80 % range in standard deviations. */
const z80 = 1.2816;

/** A half-width as a share of the value, with those doubts added. A branded car keeps its range in dollars. */
export const widenForDoubt = (
  share: number,
  { timeSd, vehicleConfidence, titleFactor }: ModelDoubt,
): number => (Math.hypot(share, z80 * timeSd) * (1 + 0.5 * (1 - vehicleConfidence))) / titleFactor;

function factorSince(anchorDay: string, asOf: Instant, index: PriceIndex): number {
  const anchorMs = toEpochMs(toInstant(`${anchorDay}T00:00:00Z`));
  const asOfMs = toEpochMs(asOf);
  return asOfMs > anchorMs ? Math.exp(logTimeFactor(index, anchorMs, asOfMs)) : 1;
}

/** The model's own contributions in the valuation date's money, with what title and market add; they sum to `reached` − start. */
export function contributionsOfModel(
  model: ValueModel,
  { told, prediction, factor }: AppliedModel,
  reached: Cents,
): { readonly startCents: Cents; readonly contributions: readonly Contribution[] } {
  const { startCents, contributions } = model.explain(told) ?? {
    startCents: prediction.p50Cents,
    contributions: [],
  };
  const rest = toCents(reached - prediction.p50Cents);
  const label = factor < 1 ? 'title and the market since the sales' : 'the market since the sales';
  return {
    startCents,
    contributions: rest === 0 ? contributions : [...contributions, { label, amountCents: rest }],
  };
}
