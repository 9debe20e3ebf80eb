import { describe, expect, it } from 'vitest';
import { readPowertrain } from './read-powertrain.ts';
import { tokenizeText } from './tokenize-text.ts';

const valuesIn = (text: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(readPowertrain(tokenizeText(text))).map(([name, part]) => [name, part.value]),
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
});
