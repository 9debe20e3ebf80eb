import { describe, expect, it } from 'vitest';
import { parseDealerListing } from './parse-dealer-listing.ts';
import { parsePrivateListing } from './parse-private-listing.ts';
import { splitModelName } from './split-model-name.ts';

const cells =
  (row: Record<string, string>) =>
  (column: string): string =>
    row[column] ?? '';

describe('splitModelName', () => {
  it.each([
    ['Jeep', 'Grand Cherokee Limited', 'Grand Cherokee', 'limited'],
    ['Ford', 'f150 supercrew cab xlt', 'F-150', 'supercrew cab xlt'],
    ['BMW', '330 i xDrive', '3 Series', '330i'],
    ['Tesla', 'Model Y Long Range', 'Model Y', 'long range'],
    ['Kia', 'Telluride', 'Telluride', undefined],
  ])('%s "%s" is model %s, trim %s', (make, text, model, trim) => {
    expect(splitModelName(make, text)).toEqual(trim === undefined ? { model } : { model, trim });
  });
});

describe('parseDealerListing', () => {
  const row = {
    Year: '2019',
    Make: 'Land',
    Model: 'Rover Discovery SE',
    Price: '$39,998 ',
    Mileage: '29403',
    State: 'CA',
    VIN: 'X',
  };

  it('reads a price in cents and mends makes cut at the space', () => {
    expect(parseDealerListing(cells(row), 'file')).toMatchObject({
      ok: true,
      value: {
        market: 'retail',
        channel: 'dealer',
        make: 'Land Rover',
        model: 'Discovery',
        askingPriceCents: 3_999_800,
      },
    });
  });

  it.each([
    ['no_price', { ...row, Price: 'Not Priced' }],
    ['absurd_price', { ...row, Price: '$1' }],
    ['bad_year', { ...row, Year: '' }],
    ['no_make_or_model', { ...row, Make: '', Model: '' }],
  ])('rejects with %s', (code, bad) => {
    expect(parseDealerListing(cells(bad), 'file')).toMatchObject({ ok: false, error: { code } });
  });
});

describe('parsePrivateListing', () => {
  const row = {
    price: '9400',
    model_year: '2011',
    model: 'ford f-150',
    condition: 'good',
    odometer: '145000',
    date_posted: '6/23/18',
    type: 'pickup',
    days_listed: '19',
  };

  it('reads an asking price with how long it stood', () => {
    expect(parsePrivateListing(cells(row), 'file')).toMatchObject({
      ok: true,
      value: {
        channel: 'private',
        make: 'ford',
        model: 'F-150',
        askingPriceCents: 940_000,
        daysListed: 19,
        conditionGrade: 3,
        listedAt: '2018-06-23T00:00:00.000Z',
      },
    });
  });

  it.each([
    ['absurd_price', { ...row, price: '1' }],
    ['bad_year', { ...row, model_year: '' }],
    ['bad_year', { ...row, model_year: '2099' }],
    ['salvage', { ...row, condition: 'salvage' }],
    ['no_date', { ...row, date_posted: '31/31/18' }],
    ['no_make_or_model', { ...row, model: '' }],
  ])('rejects with %s', (code, bad) => {
    expect(parsePrivateListing(cells(bad), 'file')).toMatchObject({ ok: false, error: { code } });
  });
});
