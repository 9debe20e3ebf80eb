import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifyVehicle } from './identify-vehicle.ts';
import { readShippedIndex } from './shipped-index.testkit.ts';
import { vehicleKey } from './vehicle-key.ts';
import { createVinDecoder, emptyVinDecoder } from './vin-decoder.ts';

const decoder = createVinDecoder(readShippedIndex());
/** A 2010 Ford F-150 SuperCrew, 4.6 l V8, sold through Copart; its check digit is right. */
const f150 = '1FTEW1E88AFD74475';
const f150WithWrongDigit = '1FTEW1E89AFD74475';

describe('identifyVehicle', () => {
  it('reads a car out of its title alone', () => {
    expect(identifyVehicle({ title: '2017 Dodge Ram 1500 ST Quad Cab 4X4' }, emptyVinDecoder)).toEqual({
      year: 2017,
      make: 'Ram',
      model: '1500',
      trim: 'ST',
      body: 'Extended Cab',
      drive: '4wd',
      segment: 'fullsize_pickup',
      confidence: 0.82,
      provenance: {
        year: 'title',
        make: 'title',
        model: 'title',
        trim: 'title',
        body: 'title',
        drive: 'title',
      },
    });
  });
  it('reads a car out of its VIN alone', () => {
    const vehicle = identifyVehicle({ title: 'Lot 4' }, decoder, { vin: f150 });
    expect(vehicle).toMatchObject({
      year: 2010,
      make: 'Ford',
      model: 'F-150',
      engineLiters: 4.6,
      confidence: 0.95,
    });
    expect(vehicle.provenance).toMatchObject({ year: 'vin', make: 'vin', model: 'vin' });
    expect(vehicle.vin).toMatchObject({ valid: true });
    expect(vehicle.vin?.agrees).toBeUndefined();
  });
  it('is surest where fields and VIN agree', () => {
    const vehicle = identifyVehicle(
      {
        title: 'truck',
        year: 2010,
        make: 'FORD',
        model: 'F150 SUPER',
        body: 'CREW PIC',
        drive: '4x4 w/Rear Wheel Drv',
        transmission: 'AUTOMATIC',
        color: ' White ',
        vin: f150,
      },
      decoder,
    );
    expect(vehicle).toMatchObject({
      year: 2010,
      make: 'Ford',
      model: 'F-150',
      body: 'Crew Cab',
      drive: '4wd',
      transmission: 'automatic',
      color: 'white',
      segment: 'fullsize_pickup',
      confidence: 0.99,
    });
    expect(vehicle.vin).toMatchObject({ valid: true, agrees: true });
  });
  it('follows a VIN with a right check digit against the listing, says so, and is less sure', () => {
    const facts = { title: '2013 Chevrolet Tahoe', year: 2013, make: 'Chevrolet', model: 'Tahoe', vin: f150 };
    const vehicle = identifyVehicle(facts, decoder);
    expect(vehicle).toMatchObject({ year: 2010, make: 'Ford', model: 'F-150' });
    expect(vehicle.vin?.agrees).toBe(false);
    expect(vehicle.confidence).toBeLessThan(0.7);
    expect(vehicle.provenance.conflict).toBe(
      'vin: its check digit is right and it says 2010 Ford; the listing says 2013 Chevrolet',
    );
  });
  it('follows the listing against a VIN with a wrong check digit', () => {
    const facts = { title: '2013 Chevrolet Tahoe', vin: f150WithWrongDigit };
    const vehicle = identifyVehicle(facts, decoder);
    expect(vehicle).toMatchObject({ year: 2013, make: 'Chevrolet', model: 'Tahoe' });
    expect(vehicle.vin).toMatchObject({ valid: false, agrees: false });
    expect(vehicle.engineLiters).toBeUndefined();
    expect(vehicle.confidence).toBeLessThan(0.4);
    expect(vehicle.provenance.conflict).toContain("title: the VIN's check digit is wrong");
  });
  it('calls a Dodge Ram with a VIN of Ram no disagreement', () => {
    const facts = { title: '', year: 2012, make: 'DODGE', model: 'RAM 2500', vin: '3C6UD5HL7CG177329' };
    expect(identifyVehicle(facts, decoder)).toMatchObject({
      make: 'Ram',
      model: '2500',
      vin: { agrees: true },
    });
  });
  it('takes the size of an open name from the VIN', () => {
    const title = '2008 Chevrolet Silverado';
    expect(identifyVehicle({ title, vin: '1GCHK23628F152170' }, decoder).model).toBe('Silverado 2500HD');
    // even where one digit of the VIN is wrong, as long as it speaks of the same year and make
    expect(identifyVehicle({ title, vin: '1GCHK23608F152170' }, decoder).model).toBe('Silverado 2500HD');
  });
  it('is less sure of an open name than of a whole one, and of a model that it does not know', () => {
    const sure = identifyVehicle({ title: '2008 Chevrolet Silverado 1500' }, emptyVinDecoder).confidence;
    expect(identifyVehicle({ title: '2008 Chevrolet Silverado' }, emptyVinDecoder).confidence).toBeLessThan(
      sure,
    );
    const odd = identifyVehicle(
      { title: '', year: 2005, make: 'Marathon', model: 'Mini-truck' },
      emptyVinDecoder,
    );
    expect(odd).toMatchObject({ year: 2005, make: 'Marathon', model: 'Mini-truck', segment: 'other' });
    expect(odd.confidence).toBeLessThan(0.8);
  });
  it('is less sure where the field and the title name different years', () => {
    const facts = { year: 2010, make: 'Ford', model: 'F-150' };
    const sure = identifyVehicle({ ...facts, title: '2010 Ford F-150' }, emptyVinDecoder);
    const unsure = identifyVehicle({ ...facts, title: '2012 Ford F-150' }, emptyVinDecoder);
    expect(unsure.year).toBe(2010);
    expect(unsure.confidence).toBeLessThan(sure.confidence);
  });
  it('gives a van its seats from the words', () => {
    expect(
      identifyVehicle({ title: '2008 Chevrolet Express 15-Passenger Van' }, emptyVinDecoder).segment,
    ).toBe('passenger_van');
    expect(identifyVehicle({ title: '2008 Chevrolet Express' }, emptyVinDecoder).segment).toBe('cargo_van');
  });
  it('mends names that a run list cut to ten characters', () => {
    const facts = { title: '', year: 2014, make: 'DODGE', model: 'GRAND CARA', vin: '2C4RDGBG4ER340585' };
    expect(identifyVehicle(facts, decoder)).toMatchObject({ model: 'Grand Caravan', segment: 'minivan' });
    const cut = identifyVehicle(
      { title: '', year: 2017, make: 'FORD', model: 'EXPLORER X' },
      emptyVinDecoder,
    );
    expect(cut.trim).toBeUndefined();
  });
  it('says nothing of what nobody says', () => {
    expect(identifyVehicle({ title: '' }, decoder)).toEqual({
      segment: 'other',
      confidence: 0,
      provenance: {},
    });
  });
  it('ignores years, cylinders and VINs that cannot be', () => {
    const facts = { title: '', year: Number.NaN, make: 'Ford', model: 'F-150', cylinders: -4, vin: 'IOQ' };
    const vehicle = identifyVehicle(facts, decoder);
    expect(vehicle.year).toBeUndefined();
    expect(vehicle.engineCylinders).toBeUndefined();
    expect(vehicle.vin).toBeUndefined();
  });
  it('never throws, and keeps its confidence within 0 and 1, whatever the listing', () => {
    const text = fc.string({ maxLength: 60 });
    const listing = fc.record(
      {
        title: text,
        make: text,
        model: text,
        trim: text,
        body: text,
        vin: text,
        drive: text,
        fuel: text,
        engine: text,
        color: text,
        year: fc.double(),
      },
      { requiredKeys: ['title'] },
    );
    fc.assert(
      fc.property(listing, (facts) => {
        const { confidence } = identifyVehicle(facts, decoder);
        expect(confidence >= 0 && confidence <= 1).toBe(true);
      }),
    );
  });
  it('answers the same twice', () => {
    const facts = { title: '2010 Ford F-150', vin: f150 };
    expect(identifyVehicle(facts, decoder)).toEqual(identifyVehicle(facts, decoder));
  });
});

describe('vehicleKey', () => {
  it('is the VIN when its check digit is right, and nothing else', () => {
    expect(vehicleKey(identifyVehicle({ title: '', vin: f150 }, decoder))).toBe(f150);
    expect(vehicleKey(identifyVehicle({ title: '', vin: f150WithWrongDigit }, decoder))).toBeUndefined();
    expect(vehicleKey(identifyVehicle({ title: '2010 Ford F-150' }, decoder))).toBeUndefined();
  });
});
