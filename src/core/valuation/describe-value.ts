import { type Cents, roundToCents, toCents } from '../kernel/money.ts';
import { segments } from '../vehicle/vehicle.ts';
import type { PriceEstimate } from './engine/estimate-price.ts';
import type { PriceEngine } from './engine/price-engine.ts';
import { isTrimOpen, typicalMilesAt } from './fit/price-curve.ts';
import { lastIndexMonth } from './price-index.ts';
import type { Contribution, ValuationSubject } from './valuation.ts';

const count = (n: number): string =>
  Math.round(n)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Dollars per feature, told in a fixed order; they sum exactly to `middleCents − typicalCents`. */
export function describeContributions(
  engine: PriceEngine,
  subject: ValuationSubject,
  estimate: PriceEstimate,
  priceFactor: number,
): { readonly typicalCents: Cents; readonly middleCents: Cents; readonly contributions: Contribution[] } {
  const { steps, car } = estimate;
  const { make = '', model = '', trim = '', body = '' } = subject.vehicle;
  const start = steps.typical + Math.log(priceFactor);
  const typicalCents = roundToCents(100 * Math.exp(start));
  const told: readonly (readonly [string, number])[] = [
    [`${car.ageYears.toFixed(1)} years old`, steps.age],
    [
      `${make} ${model} among ${(segments[car.segment] ?? 'other').replaceAll('_', ' ')}s of that age`,
      steps.makeAndModel,
    ],
    [`body ${body}`, steps.body],
    [`trim ${trim}`, steps.trim],
    [describeMiles(engine, estimate), steps.miles],
    [`condition grade ${car.grade.toFixed(1)} beside the average for its age`, steps.grade],
    [`what ${count(estimate.nearby.rows.length)} like cars brought beside the curve`, steps.nearby],
    [`${(subject.titleBrand ?? 'unknown').replaceAll('_', ' ')} title`, steps.title],
  ];
  const contributions: Contribution[] = [];
  let log = start;
  let reached: number = typicalCents;
  for (const [label, step] of told) {
    log += step;
    const next = roundToCents(100 * Math.exp(log));
    if (next !== reached) contributions.push({ label, amountCents: toCents(next - reached) });
    reached = next;
  }
  return { typicalCents, middleCents: toCents(reached), contributions };
}

function describeMiles(engine: PriceEngine, { car }: PriceEstimate): string {
  const beside = car.odometerMiles - typicalMilesAt(engine.curve, car.ageYears);
  return `${count(car.odometerMiles)} miles, ${count(Math.abs(beside))} ${beside < 0 ? 'below' : 'above'} its age`;
}

/** Plain sentences on what widened the range. */
export function describeDoubts(
  engine: PriceEngine,
  subject: ValuationSubject,
  estimate: PriceEstimate,
): string[] {
  const { car, level, evidenceCount } = estimate;
  const notes: string[] = [];
  const name = `${subject.vehicle.make ?? ''} ${subject.vehicle.model ?? ''}`.trim();
  if (level === 'segment')
    notes.push(
      `No ${name} in the data: valued by its make and ${evidenceCount} vehicles of its kind and age, so the range is wide.`,
    );
  else if (level === 'curve')
    notes.push(
      `No earlier prices of a ${name} stand behind this: the price curve of this version and ${evidenceCount} earlier prices of its kind and age carry it, so the range is wide.`,
    );
  else if (level === 'same_model')
    notes.push(`Few ${name} of about this age in the data: the price curve carries more of the value.`);
  if (Number.isNaN(car.odometerMiles))
    notes.push('Odometer unknown: typical miles for its age are assumed and the range is wider.');
  if (Number.isNaN(car.grade))
    notes.push(
      'Condition grade unknown: the average graded car of its age is assumed and the range is wider.',
    );
  else if ((subject.conditionGradeSd ?? 0) > 0)
    notes.push('Condition grade is an estimate: the range is wider.');
  if (car.model >= 0 && isTrimOpen(car))
    notes.push('Trim unknown or not in the data: an average trim is assumed and the range is wider.');
  if (subject.titleBrand === undefined)
    notes.push('Title status unknown: valued as the sales were, most of them with clean titles.');
  else if (subject.titleBrand !== 'clean')
    notes.push(
      `The discount for a ${subject.titleBrand.replaceAll('_', ' ')} title is a trade rule of thumb, not measured.`,
    );
  const newestMs = engine.newestBefore(car.asOfMs);
  if (estimate.timeSd > 0.05)
    notes.push(
      `Newest evidence is of ${dayOf(newestMs)}, moved by the consumer price index for used cars (to ${lastIndexMonth(engine.table.index)}) and a yearly drift for newer model years; the range is wider by a standard deviation of ${Math.round(100 * estimate.timeSd)} %.`,
    );
  return notes;
}
