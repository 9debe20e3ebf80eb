import { expect, test } from 'vitest';
import { findingWords } from './finding-words.ts';
import { costWords, fieldWords, flagWords, kindOfLotWords } from './words.ts';

test('reads codes as a buyer would say them', () => {
  expect(flagWords('title_brand_salvage')).toBe('Salvage title');
  expect(flagWords('odometer_unknown')).toBe('Miles unknown');
  expect(flagWords('police')).toBe('Ex-police');
  expect(costWords('buyer_premium')).toBe('Buyer premium');
  expect(kindOfLotWords('not_a_vehicle')).toBe('Not a vehicle');
  expect(fieldWords('sellerName')).toBe('seller name');
});

test('a code that no table knows is read by itself, even one named like a property of every object', () => {
  expect(flagWords('tires_bald')).toBe('Tires bald');
  expect(costWords('storage_fee')).toBe('Storage fee');
  expect(costWords('constructor')).toBe('Constructor');
});

test('a finding says what it found, what it ruled out and what is not known', () => {
  expect(findingWords({ code: 'starts', polarity: 'absent' })).toBe('Does not start');
  expect(findingWords({ code: 'rust', polarity: 'absent' })).toBe('No rust');
  expect(findingWords({ code: 'keys', polarity: 'unknown' })).toBe('Keys: unknown');
  expect(findingWords({ code: 'frame_damage', polarity: 'present' })).toBe('Frame damage');
});
