import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readTitle } from '../read-title.ts';
import { readData } from '../shipped-index.testkit.ts';
import { readBody, readDrive, readEngine, readFuel, readTransmission } from './equipment.ts';
import { canonicalMake, makeNames } from './makes.ts';
import { canonicalModel, modelKey, modelNamesOf } from './models.ts';
import { canonicalTrim, toDecodedTrim } from './trims.ts';

describe('canonicalMake', () => {
  it.each([
    ['chevy', 'Chevrolet'],
    ['CHEVROLET', 'Chevrolet'],
    ['vw', 'Volkswagen'],
    ['Mercedes-Benz', 'Mercedes-Benz'],
    ['mercedes', 'Mercedes-Benz'],
    ['RAM', 'Ram'],
    ['landrover', 'Land Rover'],
    ['Land', 'Land Rover'],
    ['Alfa', 'Alfa Romeo'],
    ['INFINITI', 'Infiniti'],
    ['ford tk', 'Ford'],
    ['DODG', 'Dodge'],
  ])('%s is %s', (text, make) => {
    expect(canonicalMake(text)).toBe(make);
  });
  it.each(['', 'ramp', 'constructor', '__proto__', 'toString', 'Acme'])('does not know "%s"', (text) => {
    expect(canonicalMake(text)).toBeUndefined();
  });
});

describe('canonicalModel', () => {
  it.each([
    ['ford', 'f150', undefined, 'Ford', 'F-150'],
    ['ford', 'F 150', undefined, 'Ford', 'F-150'],
    ['ford', 'F-150 Lariat', undefined, 'Ford', 'F-150'],
    ['ford', 'f-250 super duty', 2014, 'Ford', 'F-250'],
    ['ford', 'F250 SUPER', 2019, 'Ford', 'F-250'],
    ['ford', 'e-series wagon', 2012, 'Ford', 'E-Series'],
    ['ford', 'E-350', 2012, 'Ford', 'E-Series'],
    ['ford', 'econoline cargo', 2008, 'Ford', 'E-Series'],
    ['ford', 'Crown Victoria Police Interceptor', 2010, 'Ford', 'Crown Victoria'],
    ['ford', 'Police Interceptor', 2011, 'Ford', 'Crown Victoria'],
    ['ford', 'Police Interceptor', 2016, 'Ford', 'Explorer'],
    ['ford', 'Police Interceptor Utility', 2016, 'Ford', 'Explorer'],
    ['ford', 'Police Interceptor Sedan', 2015, 'Ford', 'Taurus'],
    ['ford', 'expedition el', 2014, 'Ford', 'Expedition MAX'],
    ['ford', 'Transit-250', 2018, 'Ford', 'Transit'],
    ['chevrolet', 'Tahoe PPV', 2016, 'Chevrolet', 'Tahoe'],
    ['chevrolet', 'silverado 2500hd', 2008, 'Chevrolet', 'Silverado 2500HD'],
    ['chevrolet', 'Silverado 2500 HD', 2008, 'Chevrolet', 'Silverado 2500HD'],
    ['chevrolet', 'SILVERADO C1500', 2003, 'Chevrolet', 'Silverado 1500'],
    ['chevrolet', 'C1500', 2002, 'Chevrolet', 'Silverado 1500'],
    ['chevrolet', 'Silverado 1500', 1996, 'Chevrolet', 'C/K 1500'],
    ['ford', 'Interceptor SUV', 2014, 'Ford', 'Explorer'],
    ['chevrolet', 'C/K 1500', 1994, 'Chevrolet', 'C/K 1500'],
    ['chevrolet', 'impala limited', 2015, 'Chevrolet', 'Impala'],
    ['chevrolet', 'express cargo', 2012, 'Chevrolet', 'Express'],
    ['dodge', 'ram pickup 1500', 2006, 'Dodge', 'Ram 1500'],
    ['Dodge', 'Ram 1500', 2014, 'Ram', '1500'],
    ['ram', '1500', 2014, 'Ram', '1500'],
    ['RAM', '1500 Laramie', 2017, 'Ram', '1500'],
    ['dodge', 'grand caravan', 2006, 'Dodge', 'Grand Caravan'],
    ['dodge', 'caravan', 2006, 'Dodge', 'Caravan'],
    ['dodge', 'caravan', 2012, 'Dodge', 'Grand Caravan'],
    ['DODGE', 'GRAND CARA', 2014, 'Dodge', 'Grand Caravan'],
    ['JEEP', 'GRAND CHER', 2018, 'Jeep', 'Grand Cherokee'],
    ['BMW', '328 i xDrive', 2015, 'BMW', '3 Series'],
    ['BMW', '328i', 2015, 'BMW', '3 Series'],
    ['bmw', '3 series', 2012, 'BMW', '3 Series'],
    ['BMW', 'M340 i', 2020, 'BMW', '3 Series'],
    ['BMW', 'M3 Base', 2015, 'BMW', 'M3'],
    ['mercedes', 'C300', 2015, 'Mercedes-Benz', 'C-Class'],
    ['Mercedes-Benz', 'ML 350', 2012, 'Mercedes-Benz', 'M-Class'],
    ['Mercedes-Benz', 'AMG C 63 S', 2018, 'Mercedes-Benz', 'C-Class'],
    ['lexus', 'rx 350', 2012, 'Lexus', 'RX'],
    ['infiniti', 'g37 coupe', 2012, 'Infiniti', 'G'],
    ['infiniti', 'g sedan', 2012, 'Infiniti', 'G'],
    ['Alfa', 'Romeo Giulia Ti', 2018, 'Alfa Romeo', 'Giulia'],
    ['Land', 'Rover Range Rover Sport HSE', 2018, 'Land Rover', 'Range Rover Sport'],
    ['toyota', 'Scion tC', 2013, 'Scion', 'tC'],
    ['toyota', 'Sienna SE', 2019, 'Toyota', 'Sienna'],
  ])('%s %s of %s is %s %s', (make, text, year, wantedMake, wantedModel) => {
    const match = canonicalModel(make, text, year);
    expect([match?.make, match?.model]).toEqual([wantedMake, wantedModel]);
  });
  it('keeps what follows the model', () => {
    expect(canonicalModel('Toyota', 'Sienna SE')?.rest).toBe('se');
    expect(canonicalModel('Ford', 'F-150 Lariat')?.rest).toBe('lariat');
    expect(canonicalModel('BMW', '328i')?.version).toBe('328i');
  });
  it('says when the name left the size open', () => {
    expect(canonicalModel('Chevrolet', 'Silverado')).toMatchObject({
      model: 'Silverado 1500',
      assumed: true,
    });
    expect(canonicalModel('Chevrolet', 'Silverado 1500')).toMatchObject({ assumed: false });
  });
  it.each([
    ['Ford', 'Accord'],
    ['Ford', ''],
    ['Ford', 'ALL MODELS'],
    ['Acme', 'F-150'],
    ['Ford', '__proto__'],
    ['Ram', 'ramp'],
  ])('%s "%s" is no known model', (make, text) => {
    expect(canonicalModel(make, text)).toBeUndefined();
  });
  it('finds every canonical name of its own again', () => {
    for (const make of makeNames) {
      for (const model of modelNamesOf(make)) {
        const again = canonicalModel(make, model);
        expect([make, model, again?.model]).toEqual([make, model, model]);
      }
    }
  });
  it('gives a Ram one key before and after its change of badge', () => {
    expect(modelKey('Dodge', 'Ram 1500')).toBe(modelKey('Ram', '1500'));
    expect(modelKey('Dodge', 'Ram 1500')).not.toBe(modelKey('Ram', '2500'));
  });
  it('stays quick on hostile text', () => {
    const started = performance.now();
    for (let round = 0; round < 200; round += 1) {
      canonicalModel('Ford', `${'f-150 '.repeat(20_000)}${round}`);
      readTitle(`${'2014 ford '.repeat(20_000)}${round}`);
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('the names in the data at hand', () => {
  const rowsOf = (path: string): Record<string, string>[] => parse(readData(path), { columns: true });
  it("knows the model of at least 99 % of the dealers' and of the private listings", () => {
    const dealers = rowsOf('retail/dealer-listings-2022.csv.gz');
    const known = dealers.filter((row) => canonicalModel(row.Make ?? '', row.Model ?? '', Number(row.Year)));
    const privates = rowsOf('retail/private-listings-2018-2019.csv.gz');
    const named = privates.filter((row) => readTitle(row.model ?? '').model !== undefined);
    console.log(`dealers' listings: ${known.length} of ${dealers.length} models known`);
    console.log(`private listings: ${named.length} of ${privates.length} models known`);
    expect(known.length / dealers.length).toBeGreaterThan(0.99);
    expect(named.length / privates.length).toBeGreaterThan(0.99);
  });
});

describe('equipment', () => {
  it.each([
    ['4x4', '4wd'],
    ['4X4', '4wd'],
    ['4WD', '4wd'],
    ['4x4 w/Rear Wheel Drv', '4wd'],
    ['All wheel drive', 'awd'],
    ['328i xDrive', 'awd'],
    ['C300 4MATIC', 'awd'],
    ['Front-wheel Drive', 'fwd'],
    ['Rear-wheel drive', 'rwd'],
    ['4X2', '2wd'],
    ['drive it home', undefined],
  ])('drive "%s" is %s', (text, drive) => {
    expect(readDrive(text)).toBe(drive);
  });
  it.each([
    ['SuperCrew', 'Crew Cab'],
    ['crew cab', 'Crew Cab'],
    ['CREW PIC', 'Crew Cab'],
    ['CrewMax Cab', 'Crew Cab'],
    ['Double Cab', 'Extended Cab'],
    ['SuperCab', 'Extended Cab'],
    ['Reg. Cab', 'Regular Cab'],
    ['4dr sedan', 'Sedan'],
    ['SEDAN 4D', 'Sedan'],
    ['4DR SPOR', 'SUV'],
    ['HATCHBAC', 'Hatchback'],
    ['g coupe', 'Coupe'],
    ['nothing known', undefined],
  ])('body "%s" is %s', (text, body) => {
    expect(readBody(text, 'field')).toBe(body);
  });
  it('takes ordinary words for a body in a field only', () => {
    expect(readBody('crew', 'field')).toBe('Crew Cab');
    expect(readBody('sold by the road crew', 'title')).toBeUndefined();
    expect(readTransmission('auto', 'field')).toBe('automatic');
    expect(readTransmission('Public Auto Auction', 'title')).toBeUndefined();
  });
  it.each([
    ['Gasoline', 'gas'],
    ['FLEXIBLE FUEL', 'flex'],
    ['HYBRID ENGINE', 'hybrid'],
    ['Plug-In Hybrid', 'plug_in_hybrid'],
    ['6.7L Power Stroke Diesel', 'diesel'],
    ['COMPRESSED NATURAL GAS', 'cng'],
    ['Electric', 'electric'],
    ['', undefined],
  ])('fuel "%s" is %s', (text, fuel) => {
    expect(readFuel(text)).toBe(fuel);
  });
  it.each([
    ['8-Speed Automatic', 'automatic'],
    ['CVT', 'automatic'],
    ['SV King Cab I4 5MT 2WD', 'manual'],
    ['Manual', 'manual'],
    ['unknown', undefined],
  ])('transmission "%s" is %s', (text, transmission) => {
    expect(readTransmission(text)).toBe(transmission);
  });
  it('reads litres and cylinders, and no bed length', () => {
    expect(readEngine('3.5L V6 24V PDI DOHC')).toEqual({ cylinders: 6, liters: 3.5 });
    expect(readEngine('RWD 4-DR, 5.7L V8')).toEqual({ cylinders: 8, liters: 5.7 });
    expect(readEngine('XL SuperCab 6.5-ft. Bed 2WD')).toEqual({});
  });
});

describe('trims', () => {
  it.each([
    ['lariat', 'Lariat'],
    ['ex-l', 'EX-L'],
    ['XLT SuperCrew 4x4', 'XLT'],
    ['king ranch', 'King Ranch'],
    ['long range', 'Long Range'],
    ['E-350 Super Duty', 'E-350'],
    ['2.5 s', 'S'],
    ['r/t', 'R/T'],
    ['4wd', undefined],
  ])('"%s" is %s', (text, trim) => {
    expect(canonicalTrim(text)).toBe(trim);
  });
  it('leaves out what vPIC does not tell apart', () => {
    expect(toDecodedTrim('LE/XLE')).toBeUndefined();
    expect(toDecodedTrim('Single Rear Wheel')).toBeUndefined();
    expect(toDecodedTrim('XLT')).toBe('XLT');
  });
});
