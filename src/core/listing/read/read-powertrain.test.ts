import { describe, expect, it } from 'vitest';
import { readPowertrain } from './read-powertrain.ts';
import { tokenizeText } from './tokenize-text.ts';

const valuesIn = (text: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(readPowertrain(tokenizeText(text))).flatMap(([name, part]) =>
      part === undefined ? [] : [[name, part.value]],
    ),
  );

describe('engine, gearbox, drive, cab and bed in prose', () => {
  it('reads a line of a government listing', () => {
    expect(
      valuesIn(
        '2003 Dodge Ram 1500 CREW CAB PICKUP 4-DR, 4.7L V8 SOHC 16V. Transmission: Automatic -4 Wheel Drive, Short Bed',
      ),
    ).toEqual({
      cab: 'crew',
      engineLiters: 4.7,
      engineCylinders: 8,
      transmission: 'automatic',
      drive: '4wd',
      bed: 'short',
    });
  });
  it('does not take automatic windows or an owner’s manual for a gearbox', () => {
    expect(valuesIn('Automatic windows. Owner manual included.')).toEqual({});
  });
  it('does not take a bed liner or a long list for a bed', () => {
    expect(valuesIn('Bed liner. Long list of options.')).toEqual({});
  });
  it.each([
    ["6.5' bed", 'short'],
    ['8 ft bed', 'long'],
    ['8 foot box', 'long'],
    ['5.5 ft bed', 'short'],
  ])('takes the length of "%s" for a %s bed', (text, bed) => {
    expect(valuesIn(text)).toEqual({ bed });
  });
  it.each(['load 8 ft, bed is fine', '20 ft bed', "Built 8' tall", 'bed 8 good'])(
    'does not take "%s" for a length of bed',
    (text) => {
      expect(valuesIn(text)).toEqual({});
    },
  );
  it('reads an engine whose litres stand without their letter, and a double cab', () => {
    expect(valuesIn('Dbl cab 5.7 V8')).toEqual({ cab: 'extended', engineLiters: 5.7, engineCylinders: 8 });
  });
});
