import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigitOf, modelYearOf, otherCycleYear, parseVin } from './vin.ts';

const vinCharacters = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
const anyVin = fc
  .array(fc.constantFrom(...vinCharacters), { minLength: 17, maxLength: 17 })
  .map((characters) => characters.join(''));
const withCheckDigit = (vin: string): string => vin.slice(0, 8) + checkDigitOf(vin) + vin.slice(9);

describe('parseVin', () => {
  it('trims, drops spaces and dashes and capitalises', () => {
    expect(parseVin(' 1ftew1e8-8afd74475\n')).toEqual({
      ok: true,
      value: { vin: '1FTEW1E88AFD74475', valid: true, modelYear: 2010 },
    });
  });
  it.each([
    ['1FTFW1ET5DF', 11],
    ['1FTFW1ET5DFC1031', 16],
    ['1FTFW1ET5DFC103122', 18],
    ['', 0],
    ['x'.repeat(5000), 5000],
  ])('rejects %s for its length', (text, length) => {
    expect(parseVin(text)).toEqual({ ok: false, error: { code: 'vin_length', length } });
  });
  it.each([
    ['1FTFW1ET5DFC1O312', 'O', 14],
    ['IFTFW1ET5DFC10312', 'I', 1],
    ['1FTFW1ETQDFC10312', 'Q', 9],
    ['1FTFW1E*5DFC10312', '*', 8],
  ])('rejects %s and names the character and its position', (text, character, position) => {
    expect(parseVin(text)).toEqual({ ok: false, error: { code: 'vin_character', character, position } });
  });
  it('still reads a VIN whose check digit is wrong', () => {
    const parsed = parseVin('1FTFW1ET6DFC10312');
    expect(parsed.ok && parsed.value).toEqual({ vin: '1FTFW1ET6DFC10312', valid: false, modelYear: 2013 });
  });
  it('never calls a VIN with the filler of other markets valid, nor reads a year out of it', () => {
    expect(checkDigitOf('WAUZZZ4H0AN002284')).toBe('0');
    const parsed = parseVin('WAUZZZ4H0AN002284');
    expect(parsed.ok && parsed.value).toEqual({ vin: 'WAUZZZ4H0AN002284', valid: false });
  });
});

describe('the check digit', () => {
  it('is X for a remainder of ten', () => {
    expect(checkDigitOf('1M8GDM9AXKP042788')).toBe('X');
  });
  it('catches every single wrong digit', () => {
    fc.assert(
      fc.property(anyVin, fc.nat(16), fc.integer({ min: 1, max: 9 }), (vin, position, shift) => {
        const right = withCheckDigit(vin);
        const digit = Number(right.charAt(position));
        fc.pre(!Number.isNaN(digit));
        const wrong = right.slice(0, position) + ((digit + shift) % 10) + right.slice(position + 1);
        expect(checkDigitOf(wrong) === wrong.charAt(8)).toBe(false);
      }),
    );
  });
  it('is found right by parseVin for any VIN that carries it', () => {
    fc.assert(
      fc.property(anyVin, (vin) => {
        fc.pre(vin.slice(3, 6) !== 'ZZZ');
        const parsed = parseVin(withCheckDigit(vin));
        expect(parsed.ok && parsed.value.valid).toBe(true);
      }),
    );
  });
});

describe('the model year', () => {
  it.each([
    ['1GNDT13WX2K135046', 2002],
    ['1FTFW5L86RFB45612', 2024],
    ['1HGCD5658RA057556', 1994],
    ['JTHBN30F620055537', 2002],
    ['1FTEW1E88AFD74475', 2010],
  ])('of %s is %d', (vin, year) => {
    expect(modelYearOf(vin)).toBe(year);
  });
  it('is unknown where position 10 is no year code', () => {
    expect(modelYearOf('1FTFW5L860FB45612')).toBeUndefined();
    expect(modelYearOf('1FTFW5L86UFB45612')).toBeUndefined();
  });
  it('has one other reading, thirty years off', () => {
    expect(otherCycleYear(1985)).toBe(2015);
    expect(otherCycleYear(2015)).toBe(1985);
  });
});
