import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalModel } from './names/models.ts';
import { readData, readShippedIndex } from './shipped-index.testkit.ts';
import { createVinDecoder } from './vin-decoder.ts';
import { parseVinIndex } from './vin-index.ts';
import { findNearModels, parseVinSchema, readSchema } from './vin-schema.ts';

const decoder = createVinDecoder(readShippedIndex());

describe('createVinDecoder', () => {
  it('reads make, model and year of every VIN whose answer is known', () => {
    const expected = JSON.parse(readData('vehicles/vin-decode-expected.json.gz')) as {
      vin: string;
      make: string;
      model: string;
      year: number;
    }[];
    const wrong = expected.filter(({ vin, make, model, year }) => {
      const decoded = decoder.decode(vin);
      const right = canonicalModel(make, model, year);
      return decoded?.make !== right?.make || decoded?.model !== right?.model || decoded?.year !== year;
    });
    console.log(`VINs with known answers: ${expected.length - wrong.length} of ${expected.length} right`);
    expect(wrong).toEqual([]);
    expect(expected).toHaveLength(170);
  });
  it('reads the rest of the car', () => {
    expect(decoder.decode('1FTEW1E88AFD74475')).toEqual(
      // vPIC's own answer for these elements, names and units made ours
      {
        make: 'Ford',
        model: 'F-150',
        year: 2010,
        series: 'F-Series',
        body: 'Pickup',
        engineCylinders: 8,
        engineLiters: 4.6,
        fuel: 'gas',
        gvwrClass: 'Class 2E: 6,001 - 7,000 lb (2,722 - 3,175 kg)',
        vehicleType: 'truck',
        plantCountry: 'UNITED STATES (USA)',
      },
    );
  });
  it.each([
    ['2C3CDXBG1FH832587', 2015, 'Dodge', 'Charger'],
    ['1D7HA18N23S000000', 2003, 'Dodge', 'Ram 1500'],
    ['3C6JR7BT4EG151086', 2014, 'Ram', '1500'],
    ['3C6UD5HL7CG177329', 2012, 'Ram', '2500'],
    ['1GT4UVEY9SF358134', 2025, 'GMC', 'Sierra 3500HD'],
    ['1FT6W7L77SWG24842', 2025, 'Ford', 'F-150 Lightning'],
    ['WDDGF8BB2BR173744', 2011, 'Mercedes-Benz', 'C-Class'],
    ['WBAPL5G5XBNN21945', 2011, 'BMW', '3 Series'],
    ['JTHBN30F620055537', 2002, 'Lexus', 'LS'],
    ['1FDXE4FS8GDC45014', 2016, 'Ford', 'E-Series'],
  ])('reads %s as a %d %s %s', (vin, year, make, model) => {
    expect(decoder.decode(vin)).toMatchObject({ year, make, model });
  });
  it('says that a model was inferred where vPIC has no pattern for it', () => {
    expect(decoder.decode('5UX63DP06R9U65632')).toMatchObject({ model: 'X3', modelInferred: true });
    expect(decoder.decode('1FTFW1ET5DFC10312')?.modelInferred).toBeUndefined();
  });
  it('answers the same from its cache, and for a VIN that differs by its serial number alone', () => {
    const first = decoder.decode('1FTFW1ET5DFC10312');
    expect(decoder.decode('1FTFW1ET5DFC10312')).toBe(first);
    expect(decoder.decode('1FTFW1ET5DFC99999')).toEqual(first);
  });
  it('knows nothing of an unknown maker or of text that is no VIN', () => {
    expect(decoder.decode('00000000000000000')).toBeUndefined();
    expect(decoder.decode('not a vin')).toBeUndefined();
  });
  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-HJ-NPR-Z0-9]{17}$/)), (text) => {
        decoder.decode(text);
      }),
    );
  });
});

describe('parseVinIndex', () => {
  it('refuses a file that is cut off or is something else', () => {
    const text = readData('vin/vpic-index.txt.gz');
    expect(() => parseVinIndex(text.slice(0, text.length / 2))).toThrow(SyntaxError);
    expect(() => parseVinIndex('')).toThrow(SyntaxError);
    expect(() => parseVinIndex('<html>')).toThrow(SyntaxError);
  });
});

describe('a schema', () => {
  it('prefers the tighter of two patterns that match', () => {
    const schema = parseVinSchema('[A-F]* m1;AB m2');
    expect(readSchema(schema, 'ABXXX2020')?.elements.get('m')?.value).toBe(2);
    expect(readSchema(schema, 'ACXXX2020')?.elements.get('m')?.value).toBe(1);
    expect(readSchema(schema, 'ZCXXX2020')).toBeUndefined();
  });
  it('keeps the first, which is the newest, of two that are as tight', () => {
    expect(readSchema(parseVinSchema('A* m1;*B m2'), 'ABXXX')?.elements.get('m')?.value).toBe(1);
  });
  it('reads classes, ranges and positions behind the bar', () => {
    const schema = parseVinSchema('*****|*[P5] p3');
    expect(readSchema(schema, 'ABCDEX5000000')?.elements.get('p')?.value).toBe(3);
    expect(readSchema(schema, 'ABCDEX6000000')).toBeUndefined();
  });
  it('finds models that fit but for one position, if what fits says something', () => {
    const schema = parseVinSchema('83DP0 m7;****D m8');
    expect(findNearModels(schema, '63DP0', 5)).toEqual([7]);
    expect(findNearModels(schema, '64DP0', 5)).toEqual([]);
  });
});
