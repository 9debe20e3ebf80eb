import { millisecondsPerDay, toEpochMs, toInstant } from '../kernel/instant.ts';
import { type Cents, roundToCents, toCents } from '../kernel/money.ts';
import { logTimeFactor, logTimeSd, type PriceIndex } from './price-index.ts';
import { titleBrandFactor } from './title-brand-factor.ts';
import type { Contribution, ValuationSubject } from './valuation.ts';
import type { ModelPrediction, ValueModel } from './value-model.ts';

/** A model's price moved to the valuation date and to the car's title, its range widened for what it cannot know. */
export interface AppliedModel {
  /** Cents, before rounding. */
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
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
  const anchorMs = toEpochMs(toInstant(`${model.anchorDay}T00:00:00Z`));
  const asOfMs = toEpochMs(subject.asOf);
  const followedMs = toEpochMs(toInstant(`${model.followsUntil}T00:00:00Z`));
  const isLater = asOfMs > followedMs;
  const days = Math.max(0, asOfMs - followedMs) / millisecondsPerDay;
  const believed = days / (days + halfBelievedDays);
  const marketFactor = isLater ? Math.exp(believed * logTimeFactor(index, anchorMs, asOfMs)) : 1;
  const { book } = subject;
  const told =
    book === undefined
      ? subject
      : { ...subject, book: { ...book, cents: roundToCents(book.cents / marketFactor) } };
  const prediction = model.predict(told);
  if (prediction === undefined) return undefined;
  const titleFactor = titleBrandFactor(subject.titleBrand);
  const factor = marketFactor * titleFactor;
  const wider = widening(subject, isLater ? logTimeSd(index, followedMs, asOfMs) : 0);
  const middle = prediction.p50Cents * factor;
  const reach = (end: Cents): number => {
    const clean = Math.max(0, Math.abs(Math.log(end / prediction.p50Cents)) + wider);
    const branded = clean * (titleFactor ** -brandedSpread - 1);
    return clean + Math.min(branded, -mostBrandedSpread * Math.log(titleFactor));
  };
  return {
    p10: middle * Math.exp(-reach(prediction.p10Cents)),
    p50: middle,
    p90: middle * Math.exp(reach(prediction.p90Cents)),
    prediction,
    told,
    factor,
  };
}

/**
 * After so many days the index counts by half, after years in full: one month's step of a consumer index (up to 1.7 % in
 * the months of the sales) says nothing of auctions some days later.
 */
const halfBelievedDays = 60;

/** Half-width of an 80 % range in standard deviations. */
const z80 = 1.2816;
/** Half of an ordinary range, in logs: what the shares below are shares of. */
const usualHalfWidth = 0.25;
/**
 * A branded title costs an uncertain share: a range grows in percent by what the brand takes off to this power, a little
 * less than would keep its width in dollars, so that not knowing of a brand is not the narrower range in both.
 */
const brandedSpread = 0.8;
/** At most this share of what the brand takes off, in logs: a worse brand may not raise the high end. */
const mostBrandedSpread = 0.5;
/** Two ways of valuing are off less than one (see the backtest). */
const tightening = 0.95;

/**
 * How much wider the range is without each fact (assumptions: so much that some two in
 * a thousand drawn cars get a narrower range, in dollars and in percent, for a fact left out). The sales that ranges are calibrated on state all of
 * them; most of what a missing grade or seller costs is in the model's own range.
 */
const facts: readonly (readonly [factor: number, isMissing: (subject: ValuationSubject) => boolean])[] = [
  [1.14, ({ vehicle }) => vehicle.trim === undefined],
  [1.15, ({ vehicle }) => vehicle.body === undefined],
  [1.03, ({ vehicle }) => vehicle.transmission === undefined],
  [1.05, ({ vehicle }) => vehicle.vin === undefined],
  [1.03, ({ vehicle }) => vehicle.color === undefined],
  [1.1, ({ state }) => state === undefined],
  [1.03, ({ sellerName }) => sellerName === undefined],
  [1.02, ({ conditionGrade }) => conditionGrade === undefined],
  [1.13, ({ sellerName, book }) => sellerName === undefined && book !== undefined],
  [1.13, ({ conditionGrade, book }) => conditionGrade === undefined && book !== undefined],
  [1.1, ({ odometerMiles }) => odometerMiles === undefined],
];

/**
 * Log of the factor by which both ends move out. It never looks at miles or grade, so that both ends keep falling with
 * more miles and a worse grade; a car made out with doubt is an uncertain car.
 */
function widening(subject: ValuationSubject, timeSd: number): number {
  const missing = facts.reduce(
    (factor, [more, isMissing]) => (isMissing(subject) ? factor * more : factor),
    1,
  );
  const identity = 1 + 0.5 * (1 - subject.vehicle.confidence);
  const share = missing * identity * tightening;
  return usualHalfWidth * (share - 1) + Math.hypot(usualHalfWidth, z80 * timeSd) - usualHalfWidth;
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
