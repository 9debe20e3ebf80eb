import { describe, expect, it } from 'vitest';
import { readHours } from './read-hours.ts';
import { tokenizeText } from './tokenize-text.ts';

const hoursIn = (text: string) => readHours(tokenizeText(text));

describe('hours in prose', () => {
  it('reads labelled engine and idle hours', () => {
    expect(hoursIn('Engine Hours: 16,686\nEngine Idle Hours: 11,395')).toEqual({
      engineHours: 16_686,
      idleHours: 11_395,
    });
  });
  it('reads hours that follow their number', () => {
    expect(hoursIn('4,512 idle hours and 9,102 engine hours')).toEqual({
      engineHours: 9_102,
      idleHours: 4_512,
    });
    expect(hoursIn('Hours: 8079')).toEqual({ engineHours: 8_079 });
  });
  it('does not take opening hours and notice periods for engine hours', () => {
    expect(hoursIn('Hours: 8 AM to 5 PM. 24 hours notice. 48 Hours in advance.')).toEqual({});
  });
});
