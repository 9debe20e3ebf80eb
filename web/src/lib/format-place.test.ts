import { expect, test } from 'vitest';
import { formatCity, formatPlace } from './format-place.ts';

test.each([
  ['ANDREWS', 'Andrews'],
  ['WEST PALM BEACH', 'West Palm Beach'],
  ['ST. LOUIS', 'St. Louis'],
  ["O'FALLON", "O'Fallon"],
  ['WINSTON-SALEM', 'Winston-Salem'],
  ['TRUTH OR CONSEQUENCES', 'Truth Or Consequences'],
  ['FOND DU LAC', 'Fond Du Lac'],
  ['LAKE OF THE OZARKS', 'Lake of the Ozarks'],
  ['LAS VEGAS', 'Las Vegas'],
  ['MCALLEN', 'McAllen'],
  ['MACON', 'Macon'],
  ['', ''],
])('%s in capitals reads %s', (city, shown) => {
  expect(formatCity(city)).toBe(shown);
});

test('a city that is not all in capitals stays as its source writes it', () => {
  expect(formatCity('DeKalb')).toBe('DeKalb');
  expect(formatCity('san Diego')).toBe('san Diego');
});

test('the state keeps its capitals, and what is unknown is left out', () => {
  expect(formatPlace('ANDREWS', 'TX')).toBe('Andrews, TX');
  expect(formatPlace(null, 'TX')).toBe('TX');
  expect(formatPlace(null, null)).toBe('');
});
