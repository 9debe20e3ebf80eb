import { type Ratio, toRatio } from '../kernel/money.ts';
import { describeInput } from './describe-input.ts';
import { binOf, scoreForest, toProbability } from './lemon-forest.ts';
import type { LemonModel } from './lemon-model.ts';
import { type LemonInputs, type LemonSubject, lemonInputs, toLemonInputs } from './lemon-subject.ts';

export interface LemonDriver {
  /** Plain words: "9 years old". */
  readonly label: string;
  /** Change of the probability on learning this, after the drivers before it; −1…1. */
  readonly delta: number;
}

export interface LemonRisk {
  /** Chance that the car turns out a bad buy, 0…1. */
  readonly probability: Ratio;
  /** Share of bad buys among all cars trained on; what is answered when nothing is known. */
  readonly baseRate: Ratio;
  /** One for each known input, in a fixed order. Their deltas sum to `probability − baseRate`; none where not asked for. */
  readonly drivers: readonly LemonDriver[];
  /** Inputs beyond what the records hold: counted as the nearest value that they do. */
  readonly beyondRecords: readonly (keyof LemonInputs)[];
}

/**
 * The chance that a car bought at auction is a bad buy (cannot be resold as it should: mechanical trouble, a tampered
 * odometer, title trouble), given what is known of it. Nothing known: the base rate. Pure, and the same for the same
 * arguments; more miles or more years never lower it. Outside the records (ages 0–9 years, 4,825–115,717 miles) it
 * stays what it is at the edge.
 */
export function lemonRisk(
  subject: LemonSubject,
  model: LemonModel,
  { withDrivers = true }: { readonly withDrivers?: boolean } = {},
): LemonRisk {
  const inputs = toLemonInputs(subject);
  const bins = new Uint8Array(lemonInputs.length);
  const drivers: LemonDriver[] = [];
  const beyondRecords: (keyof LemonInputs)[] = [];
  let probability = model.baseRate;
  lemonInputs.forEach(({ name, kind }, at) => {
    const scale = model.scales[at];
    const value = inputs[name];
    const bin = scale === undefined ? 0 : binOf(scale, value);
    if (bin === 0) return;
    bins[at] = bin;
    const range = model.ranges[at];
    if (kind === 'number' && range !== undefined && typeof value === 'number')
      if (value < range.least || value > range.greatest) beyondRecords.push(name);
    if (!withDrivers) return;
    const informed = toProbability(model.intercept + scoreForest(model.packed, bins));
    drivers.push({ label: describeInput(name, subject, inputs), delta: informed - probability });
    probability = informed;
  });
  if (!withDrivers && bins.some((bin) => bin > 0))
    probability = toProbability(model.intercept + scoreForest(model.packed, bins));
  return {
    probability: toRatio(probability),
    baseRate: toRatio(model.baseRate),
    drivers,
    beyondRecords,
  };
}

/** `lemonRisk(…).probability` without the explanation, in a fraction of the time. */
export function lemonProbability(subject: LemonSubject, model: LemonModel): Ratio {
  const inputs = toLemonInputs(subject);
  const bins = model.scales.map((scale, at) => {
    const name = lemonInputs[at]?.name;
    return name === undefined ? 0 : binOf(scale, inputs[name]);
  });
  const known = bins.some((bin) => bin > 0);
  return toRatio(known ? toProbability(model.intercept + scoreForest(model.packed, bins)) : model.baseRate);
}

/** A risk worth a warning: at least twice the base rate. */
export const isHighLemonRisk = ({ probability, baseRate }: LemonRisk): boolean => probability >= 2 * baseRate;
