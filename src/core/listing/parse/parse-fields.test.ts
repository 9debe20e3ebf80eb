import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCount } from './parse-count.ts';
import { parseLocation } from './parse-location.ts';
import { parseOdometer } from './parse-odometer.ts';
import { parseState } from './parse-state.ts';
import { parseVinText } from './parse-vin-text.ts';
import { parseWebUrl } from './parse-web-url.ts';
import { parseYear } from './parse-year.ts';
import { parseZip } from './parse-zip.ts';
import { readSellerType } from './read-seller-type.ts';

describe('parseOdometer', () => {
  it.each([
    ['91,000', { miles: 91000 }],
    ['91000.0', { miles: 91000 }],
    [143553, { miles: 143553 }],
    ['046379', { miles: 46379 }],
    ['91k', { miles: 91000 }],
    ['127,717 mi', { miles: 127717 }],
    ['100,000 km', { miles: 62137 }],
    ['160934.4 kilometers', { miles: 100000 }],
    ['TMU', { brand: 'not_actual' }],
    ['Exempt', { brand: 'exempt' }],
  ])('reads %j', (raw, value) => {
    expect(parseOdometer(raw)).toEqual({ ok: true, value });
  });

  it('converts what a file declares to be kilometres', () => {
    expect(parseOdometer('100000', 'kilometers')).toEqual({ ok: true, value: { miles: 62137 } });
    expect(parseOdometer('100000 mi', 'kilometers')).toEqual({ ok: true, value: { miles: 100000 } });
  });

  it.each([
    [0, 'not read'],
    ['0.0', 'not read'],
    ['999,999', 'placeholder'],
    [1_000_000, 'placeholder'],
    [-5, 'negative'],
    ['5,123 hrs', 'hrs'],
    ['12,34', 'not a number'],
    ['about 90000', 'not a number'],
    [{}, 'neither'],
    ['9'.repeat(60), 'too long'],
  ])('refuses %j: %s', (raw, why) => {
    const parsed = parseOdometer(raw);
    expect(!parsed.ok && parsed.error.reason).toContain(why);
  });
});

describe('parseYear', () => {
  it('reads four digits up to the last believed model year', () => {
    expect(parseYear('2013', 2028)).toEqual({ ok: true, value: 2013 });
    expect(parseYear(2028, 2028)).toEqual({ ok: true, value: 2028 });
    expect(parseYear('2001.0', 2028)).toEqual({ ok: true, value: 2001 });
  });
  it.each(['13', '0', '2029', '1899', '20133', 'MMXX', null, Number.NaN, {}])('refuses %j', (raw) => {
    expect(parseYear(raw, 2028)).toMatchObject({ ok: false, error: { code: 'bad_year' } });
  });
});

describe('parseVinText', () => {
  it('reads 17 characters in any case, with spaces and dashes between', () => {
    expect(parseVinText('1ftex1cm9efb48531')).toEqual({ ok: true, value: '1FTEX1CM9EFB48531' });
    expect(parseVinText(' 1FTEX1CM9-EFB48531 ')).toEqual({ ok: true, value: '1FTEX1CM9EFB48531' });
  });
  it.each([
    ['1FTEX1CM9EF', '11 characters'],
    ['1FTEX1CM9EFB4853', '16 characters'],
    ['1FTEX1CM9EFB485311', '18 characters'],
    ['1FTEX1CM9EFB4853I', 'I, O or Q'],
    ['1FTEX1CM9EFB4853O', 'I, O or Q'],
    ['QFTEX1CM9EFB48531', 'I, O or Q'],
    ['WAUC4CF55JA******', 'masked'],
    ['1FTEX1CM9EFB4853é', 'letters and digits'],
    [17, 'not text'],
    ['V'.repeat(100), 'too long'],
  ])('refuses %s: %s', (raw, why) => {
    const parsed = parseVinText(raw);
    expect(!parsed.ok && parsed.error.reason).toContain(why);
  });
});

describe('places', () => {
  it.each([
    ['OKLAHOMA CITY, OK 73114', { city: 'OKLAHOMA CITY', state: 'OK', zip: '73114' }],
    ['Gilroy, California, United States of America', { city: 'Gilroy', state: 'CA' }],
    ['Provo, UT 84606-1234', { city: 'Provo', state: 'UT', zip: '84606' }],
    ['12 Main St, Provo, UT, 84606', { city: 'Provo', state: 'UT', zip: '84606' }],
    ['North York, Ontario, Canada', {}],
    ['nowhere', {}],
    ['', {}],
    [',,,', {}],
  ])('reads %j', (text, place) => {
    expect(parseLocation(text)).toEqual(place);
  });

  it('reads states by name and by code, and nothing else', () => {
    expect(parseState('new york')).toEqual({ ok: true, value: 'NY' });
    expect(parseState(' tx ')).toEqual({ ok: true, value: 'TX' });
    expect(parseState('Puerto Rico')).toEqual({ ok: true, value: 'PR' });
    for (const bad of ['ON', 'XX', '', 'constructor', '__proto__', 5, null])
      expect(parseState(bad).ok).toBe(false);
  });

  it('reads ZIP codes with and without the four digits', () => {
    for (const text of ['95020', '95020-3519', '95020 3519', '950203519'])
      expect(parseZip(text)).toEqual({ ok: true, value: '95020' });
    for (const bad of ['M3C 2Z5', '9502', '00000', '95020-35', 95020, ''])
      expect(parseZip(bad).ok).toBe(false);
  });
});

describe('parseCount and parseWebUrl', () => {
  it('reads whole numbers', () => {
    for (const raw of [20, '20', '20.0', ' 20 ']) expect(parseCount(raw)).toEqual({ ok: true, value: 20 });
    for (const bad of [-1, 1.5, 'many', '', null, 1e9, Number.NaN]) expect(parseCount(bad).ok).toBe(false);
  });
  it('keeps to a domain when told to', () => {
    for (const good of ['https://govdeals.com/a', 'https://www.GovDeals.com/a'])
      expect(parseWebUrl(good, 'govdeals.com').ok).toBe(true);
    for (const bad of [
      'https://govdeals.com.evil.com/',
      'https://evilgovdeals.com/',
      'https://a@govdeals.com/',
    ])
      expect(parseWebUrl(bad, 'govdeals.com').ok).toBe(false);
  });

  it('lets only web addresses through', () => {
    expect(parseWebUrl('https://files.lqdt1.com/a.jpg?cb=1').ok).toBe(true);
    for (const bad of [
      'javascript:alert(1)',
      'data:text/html,x',
      'https://a"onerror=',
      'ftp://a',
      '//a.b',
      'https:// a',
      5,
    ])
      expect(parseWebUrl(bad).ok).toBe(false);
  });
});

describe('readSellerType', () => {
  it.each([
    ['City of Shelton, CT', 'government'],
    ['Lincoln County Board of Commissioners, GA', 'government'],
    ['State Farm Insurance', 'insurance'],
    ['Progressive', 'insurance'],
    ['CORP TRAINING SELLER AVIS', 'fleet'],
    ['Factor X - Government Remarketing, CA', undefined],
    ["Alberto's Towing LLC - Impound/Towing, CA", undefined],
    ['Citywide Motors', undefined],
    ['', undefined],
  ])('reads %j as %s', (name, type) => {
    expect(readSellerType(name)).toBe(type);
  });
});

describe('every field parser', () => {
  it('answers instead of throwing, whatever it gets', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const parse of [parseOdometer, parseVinText, parseState, parseZip, parseCount, parseWebUrl])
          expect(typeof parse(value).ok).toBe('boolean');
        expect(typeof parseYear(value, 2028).ok).toBe('boolean');
      }),
    );
  });
});
