import type { Track } from './effect-terms.ts';
import type { LotFacts } from './lot-facts.ts';

/** How often each fact is hidden from a training copy of a sale, so that the model has seen what not knowing costs. */
export const maskShares = {
  vin: 0.35,
  trim: 0.2,
  body: 0.15,
  transmission: 0.2,
  color: 0.2,
  state: 0.2,
  miles: 0.08,
  seller: 0.4,
  /** From cars with a book value alone: one without a grade is otherwise priced by the track that knows none. */
  grade: 0.35,
  model: 0.05,
} as const;

/** The same car with some facts unknown. */
export function maskFacts(facts: LotFacts, track: Track, random: () => number): LotFacts {
  const hides = (share: number) => random() < share;
  const model = hides(maskShares.model);
  const vin = hides(maskShares.vin) || model;
  return {
    ...facts,
    vin: vin ? '' : facts.vin,
    // engine, drive and fuel are mostly read from the VIN
    engine: vin ? '' : facts.engine,
    cylinders: vin ? '' : facts.cylinders,
    fuel: vin ? '' : facts.fuel,
    drive: vin ? '' : facts.drive,
    trim: hides(maskShares.trim) ? '' : facts.trim,
    body: hides(maskShares.body) ? '' : facts.body,
    transmission: hides(maskShares.transmission) ? '' : facts.transmission,
    color: hides(maskShares.color) ? '' : facts.color,
    state: hides(maskShares.state) ? '' : facts.state,
    miles: hides(maskShares.miles) ? Number.NaN : facts.miles,
    seller: hides(maskShares.seller) ? '' : facts.seller,
    grade: hides(maskShares.grade) && track !== 'graded' ? Number.NaN : facts.grade,
    model: model ? '' : facts.model,
  };
}
