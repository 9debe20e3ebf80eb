import fc from 'fast-check';
import { toInstant } from '../../core/kernel/instant.ts';
import type { TitleBrand } from '../../core/listing/listing.ts';
import { toSubject } from '../../core/valuation/backtest.ts';
import type { WholesaleSale } from '../../core/valuation/evidence/price-record.ts';
import type { ValuationSubject } from '../../core/valuation/valuation.ts';

/** Real cars as subjects, aged as they were or as their like would be today, with any miles and grade. */
export function arbitrarySubject(sales: readonly WholesaleSale[]): fc.Arbitrary<ValuationSubject> {
  const saleArbitrary = fc.nat(sales.length - 1).map((at): WholesaleSale => {
    const sale = sales[at];
    if (sale === undefined) throw new RangeError(`no sale ${at}`);
    return sale;
  });
  const asOfArbitrary = fc
    .constantFrom('2015-02-03', '2015-08-01', '2023-01-15', '2026-11-23')
    .map((day) => toInstant(day));

  return fc
    .record({
      sale: saleArbitrary,
      asOf: asOfArbitrary,
      miles: fc.integer({ min: 0, max: 400_000 }),
      grade: fc.double({ min: 1, max: 5, noNaN: true }),
    })
    .map(({ sale, asOf, miles, grade }): ValuationSubject => {
      const subject = toSubject(sale);
      const year = sale.year + Math.max(0, Number(asOf.slice(0, 4)) - 2015);
      return {
        ...subject,
        vehicle: { ...subject.vehicle, year },
        odometerMiles: miles,
        conditionGrade: grade,
        titleBrand: 'clean',
        asOf,
      };
    });
}

/** From the best to the worst. */
export const titleBrands = [
  'clean',
  'lemon',
  'rebuilt',
  'bill_of_sale_only',
  'salvage',
  'flood',
  'parts_only',
] as const satisfies readonly TitleBrand[];

/** The subject as it would be asked without one of its facts. */
export function withoutFact(subject: ValuationSubject, fact: string): ValuationSubject {
  const without = (of: object): Record<string, unknown> =>
    Object.fromEntries(Object.entries(of).filter(([name]) => name !== fact));
  return {
    ...without(subject),
    asOf: subject.asOf,
    vehicle: { ...without(subject.vehicle), ...pickVehicle(subject) },
  };
}

const pickVehicle = ({ vehicle: { segment, confidence, provenance } }: ValuationSubject) => ({
  segment,
  confidence,
  provenance,
});
