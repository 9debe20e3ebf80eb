import { describe, expect, it } from 'vitest';
import { findVin } from './find-vin.ts';
import { tokenizeText } from './tokenize-text.ts';

const vinIn = (text: string): string | undefined => findVin(tokenizeText(text))?.vin;

describe('a VIN in prose', () => {
  it('is found without a label when its check digit is right', () => {
    expect(vinIn('truck 1fm5k8ar2fga66248 white')).toBe('1FM5K8AR2FGA66248');
  });
  it('is found with a label when its check digit is wrong', () => {
    expect(vinIn('VIN # 1FM5K8AR3FGA66248')).toBe('1FM5K8AR3FGA66248');
  });
  it('is not found without a label when its check digit is wrong', () => {
    expect(vinIn('part 1FM5K8AR3FGA66248')).toBeUndefined();
  });
  it('is 17 letters and digits without I, O and Q', () => {
    expect(vinIn('VIN 1FM5K8AR2FGA6624')).toBeUndefined();
    expect(vinIn('VIN 1FM5K8AROFGA66248')).toBeUndefined();
    expect(vinIn('VIN 11111111111111111')).toBeUndefined();
  });
});
