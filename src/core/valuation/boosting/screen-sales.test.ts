import { describe, expect, it } from 'vitest';
import type { ListingFacts } from '../../listing/listing.ts';
import type { Vehicle } from '../../vehicle/vehicle.ts';
import { identifyAsStated, trainingDay } from './boosting.testkit.ts';
import { screenSales } from './screen-sales.ts';
import type { SalesRow } from './training-sale.ts';

const good: SalesRow = {
  year: '2012',
  make: 'Toyota',
  model: 'Camry',
  trim: 'LE',
  body: 'Sedan',
  transmission: 'automatic',
  vin: '4T1BF1FK3CU540765',
  state: 'ca',
  condition: '42',
  odometer: '41000',
  color: 'silver',
  seller: 'Some Seller, Inc',
  mmr: '12000',
  sellingprice: '12100',
  saledate: '2015-01-15T10:00:00Z',
};
const screen = (...rows: SalesRow[]) => screenSales(rows, trainingDay, identifyAsStated);

function reportOf(...rows: SalesRow[]) {
  const screened = screen(...rows);
  if (!screened.ok) throw new Error('columns');
  return screened.report;
}

describe('screenSales', () => {
  it('keeps a good row, reading its grade, miles and names', () => {
    const screened = screen(good);
    expect(screened.ok && screened.sales[0]).toMatchObject({
      priceDollars: 12_100,
      facts: {
        year: 2012,
        make: 'toyota',
        grade: 4.2,
        miles: 41_000,
        state: 'CA',
        seller: 'some seller inc',
      },
    });
  });

  it.each([
    ['bad_year', { year: '12' }],
    ['bad_year', { year: '2019' }],
    ['no_make_or_model', { model: ' ' }],
    ['other_currency', { sellingprice: 'CAD 12100' }],
    ['other_currency', { sellingprice: '€12100' }],
    ['other_currency', { currency: 'CAD' }],
    ['bad_price', { sellingprice: '' }],
    ['bad_price', { sellingprice: '0' }],
    ['bad_price', { sellingprice: '-12100' }],
    ['bad_price', { sellingprice: '99999999' }],
    ['bad_price', { sellingprice: '12.100,00' }],
    ['odometer_not_read', { odometer: '1' }],
    ['bad_date', { saledate: 'yesterday' }],
    ['future_date', { saledate: '2016-02-01T00:00:00Z' }],
    ['vin_year_disagrees', { year: '2006' }],
  ])('leaves out %s: %o, with an example', (code, change) => {
    const report = reportOf({ ...good, ...change });
    expect(report.rowsKept).toBe(0);
    expect(report.excluded).toHaveLength(1);
    expect(report.excluded[0]).toMatchObject({ code, count: 1 });
    expect(report.excluded[0]?.examples[0]).toMatch(/^row 1: /);
  });

  it('keeps one of two equal rows, and both sales of a car sold twice', () => {
    expect(reportOf(good, good)).toMatchObject({ rowsKept: 1, excluded: [{ code: 'duplicate_sale' }] });
    expect(reportOf(good, { ...good, saledate: '2015-02-20T10:00:00Z' }).rowsKept).toBe(2);
  });

  it('leaves out a car whose maker code belongs to another make', () => {
    const rows = Array.from({ length: 120 }, (_, at) => ({ ...good, sellingprice: String(9_000 + at) }));
    const report = reportOf(...rows, { ...good, make: 'Ford', sellingprice: '8000' });
    expect(report.excluded).toMatchObject([{ code: 'vin_make_disagrees', count: 1 }]);
  });

  it('takes an unreadable grade, odometer or VIN for unknown and counts it', () => {
    const report = reportOf({ ...good, condition: '77', odometer: '999999', vin: 'not a vin' });
    expect(report).toMatchObject({ rowsKept: 1, blanked: { condition: 1, odometer: 1, vin: 1 } });
  });

  it('counts a car whose valid VIN names another model, and goes by the VIN', () => {
    const identifyByVin = (facts: ListingFacts): Vehicle => ({
      ...identifyAsStated(facts),
      model: 'Camry',
      vin: {
        vin: good.vin ?? '',
        valid: true,
        agrees: true,
        decoded: { make: 'Toyota', model: 'Camry', year: 2012 },
      },
    });
    const screened = screenSales([good, { ...good, model: 'Corolla' }], trainingDay, identifyByVin);
    if (!screened.ok) throw new Error('columns');
    // the second is the same car, sold at the same moment for the same price, once the VIN has decided
    expect(screened.report.excluded).toMatchObject([{ code: 'duplicate_sale' }]);
    const other = { ...good, model: 'Corolla', sellingprice: '9000' };
    const again = screenSales([good, other], trainingDay, identifyByVin);
    expect(again.ok && again.report).toMatchObject({
      rowsKept: 2,
      renamed: { count: 1, examples: ['row 2: Toyota Corolla is Toyota Camry by its VIN'] },
    });
    expect(again.ok && again.sales[1]?.facts.model).toBe('camry');
  });

  it('names the columns that a file lacks', () => {
    const { sellingprice: _, ...rest } = good;
    expect(screen(rest)).toEqual({ ok: false, missingColumns: ['sellingprice'] });
  });

  it('makes nothing of names such as __proto__', () => {
    const report = reportOf({ ...good, make: '__proto__', model: 'constructor', seller: 'toString' });
    expect(report.rowsKept).toBe(1);
  });
});
