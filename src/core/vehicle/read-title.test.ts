import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTitle } from './read-title.ts';

describe('readTitle', () => {
  it.each([
    ['3052A/ 2014 Ford F-150', 2014, 'Ford', 'F-150'],
    ['ADOT - CF57 - 2013 FORD F250 P/U 3/4 TON', 2013, 'Ford', 'F-250'],
    ['(APD-184) 2019 Dodge Charger', 2019, 'Dodge', 'Charger'],
    ['Two (2) 2005 CHEVY TAHOES', 2005, 'Chevrolet', 'Tahoe'],
    ['08 Impala', 2008, 'Chevrolet', 'Impala'],
    ["'05 Silverado 2500HD 4x4", 2005, 'Chevrolet', 'Silverado 2500HD'],
    ['97 ford ranger', 1997, 'Ford', 'Ranger'],
    ['2009 Ford Ranger', 2009, 'Ford', 'Ranger'],
    ['2017 Dodge Ram 1500 ST Quad Cab 4X4', 2017, 'Ram', '1500'],
    ['2003 Dodge Ram 1500', 2003, 'Dodge', 'Ram 1500'],
    ['2018 Ram 1500', 2018, 'Ram', '1500'],
    ['13-2450/ 2006 Ford F-350 SD truck, with a utility body. PROS 26-07 # 6', 2006, 'Ford', 'F-350'],
    ['WHITE 2018 Chevrolet Tahoe', 2018, 'Chevrolet', 'Tahoe'],
    ['2015 Chevrolet 2500 Express Van - Light Lot', 2015, 'Chevrolet', 'Express'],
    ['2022 FORD EXPLORER PIU HYBRID', 2022, 'Ford', 'Explorer'],
    ['1989 Chevrolet S10 Blazer', 1989, 'Chevrolet', 'S-10 Blazer'],
    ['2002 CHEVROLET C1500', 2002, 'Chevrolet', 'Silverado 1500'],
    ['Ford 2014 F150', 2014, 'Ford', 'F-150'],
    ['Silverado 1500 2015', 2015, 'Chevrolet', 'Silverado 1500'],
    ['BMW X5 2011', 2011, 'BMW', 'X5'],
    ['2013FORD F150', 2013, 'Ford', 'F-150'],
    ['1979 Dodge Power Wagon', 1979, 'Dodge', 'Power Wagon'],
    ['bmw x5', undefined, 'BMW', 'X5'],
    ['chevrolet camaro lt coupe 2d', undefined, 'Chevrolet', 'Camaro'],
  ])('reads "%s"', (title, year, make, model) => {
    const reading = readTitle(title);
    expect([reading.year, reading.make, reading.model]).toEqual([year, make, model]);
  });
  it.each([2000, 2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009])('reads the year %d', (year) => {
    expect(readTitle(`${year} Honda Civic`)).toMatchObject({ year, make: 'Honda', model: 'Civic' });
    expect(readTitle(`${String(year).slice(2)} Honda Civic`)).toMatchObject({ year });
  });
  it.each([
    'wheelchair ramp 2012',
    'Loading ramps (2)',
    'Dell Laptop 8GB RAM 2015',
    'RAM memory sticks',
    'Focus group chairs',
    'Storage cabinet with transit lock',
  ])('finds no car in "%s"', (title) => {
    expect(readTitle(title).make).toBeUndefined();
    expect(readTitle(title).model).toBeUndefined();
  });
  it('takes no number of a lot or unit for a year', () => {
    expect(readTitle('Lot 12 Ford Focus').year).toBeUndefined();
    expect(readTitle('Unit 07 Chevrolet Impala').year).toBeUndefined();
    expect(readTitle('1500 Ram').year).toBeUndefined();
  });
  it('reads no year before 1981 or after 2027 unless it stands right before the make', () => {
    expect(readTitle('Ford F-150 1979 parts').year).toBeUndefined();
    expect(readTitle('2099 Ford F-150').year).toBeUndefined();
  });
  it('takes a trim that stands behind the model', () => {
    expect(readTitle('2015 Ford F-250 SD XLT SuperCab Long Bed 4WD').trim).toBe('XLT');
    expect(readTitle('2007 Honda Accord EX-L V6').trim).toBe('EX-L');
    expect(readTitle('2009 Ford Econoline E-350 XL Super Duty').trim).toBe('E-350 XL');
    expect(readTitle('2018 Ford Explorer SUV').trim).toBeUndefined();
  });
  it('never throws, and gives only years of its range, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (title) => {
        const { year } = readTitle(title);
        expect(year === undefined || (year >= 1930 && year <= 2027)).toBe(true);
      }),
    );
  });
});
