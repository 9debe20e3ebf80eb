import { toCents } from '../../kernel/money.ts';
import type { Comparable, ValuationSubject, Valuer } from '../valuation.ts';
import type { MeasuredSale } from './own-sales-index.ts';

/** One line of an adjustment: the sold car takes over these facts of the subject. */
const steps: readonly {
  readonly kind: Comparable['adjustments'][number]['kind'];
  readonly take: (sold: ValuationSubject, subject: ValuationSubject) => ValuationSubject;
}[] = [
  { kind: 'time', take: (sold, { asOf }) => ({ ...sold, asOf }) },
  { kind: 'trim', take: (sold, { vehicle }) => ({ ...sold, vehicle }) },
  {
    kind: 'miles',
    take: ({ odometerMiles: _, ...sold }, { odometerMiles }) =>
      odometerMiles === undefined ? sold : { ...sold, odometerMiles },
  },
  {
    kind: 'grade',
    take: ({ conditionGrade: _, ...sold }, { conditionGrade }) =>
      conditionGrade === undefined ? sold : { ...sold, conditionGrade },
  },
  // title, and what else is known of the subject
  { kind: 'title', take: (_, subject) => subject },
];

/**
 * An own sale adjusted to the subject car: step by step it takes over the subject's facts, each line what that changes
 * in the value without own sales, in proportion to what the sale brought over that value.
 */
export function compareOwnSale(
  valuer: Valuer,
  subject: ValuationSubject,
  { sale }: MeasuredSale,
  weight: number,
): Comparable {
  const middleOf = (car: ValuationSubject): number | undefined => {
    const valued = valuer.valueWholesale(car, { withComparables: false });
    return valued.ok ? valued.value.p50Cents : undefined;
  };
  const { vehicle } = sale.subject;
  const start = middleOf(sale.subject) ?? sale.hammerPriceCents;
  const ratio = sale.hammerPriceCents / start;
  let car = sale.subject;
  let reached = start;
  let adjusted: number = sale.hammerPriceCents;
  const adjustments: Comparable['adjustments'][number][] = [];
  for (const { kind, take } of steps) {
    car = take(car, subject);
    const next = middleOf(car) ?? reached;
    const amount = Math.round(ratio * (next - reached));
    reached = next;
    adjusted += amount;
    if (amount !== 0) adjustments.push({ kind, amountCents: toCents(amount) });
  }
  return {
    saleId: sale.saleId,
    soldAt: sale.subject.asOf,
    hammerPriceCents: sale.hammerPriceCents,
    year: vehicle.year ?? 0,
    make: vehicle.make ?? '',
    model: vehicle.model ?? '',
    ...(vehicle.trim !== undefined && { trim: vehicle.trim }),
    ...(sale.subject.odometerMiles !== undefined && { odometerMiles: sale.subject.odometerMiles }),
    ...(sale.subject.conditionGrade !== undefined && { conditionGrade: sale.subject.conditionGrade }),
    ...(sale.subject.state !== undefined && { state: sale.subject.state }),
    adjustments,
    adjustedCents: toCents(adjusted),
    weight,
  };
}
