import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeKey, modelKey, shorterModelKey, trimKey } from './model-key.ts';

describe('modelKey', () => {
  it.each([
    ['Ford', 'F-150', 'ford', 'f150'],
    ['FORD', 'F 150', 'ford', 'f-150'],
    ['Ford', 'F-250 Super Duty', 'ford', 'f-250'],
    ['ford', 'f250 super duty', 'Ford', 'F-250 SD'],
    ['Chevrolet', 'Silverado', 'chevy', 'silverado 1500'],
    ['Chevrolet', 'Silverado 2500HD', 'chevrolet', 'silverado 2500 hd'],
    ['Dodge', 'Ram 1500', 'RAM', '1500'],
    ['Dodge', 'Ram', 'Ram', 'Ram 1500'],
    ['Mercedes-Benz', 'C-Class', 'mercedes', 'c class'],
    ['Chrysler', 'Town & Country', 'chrysler', 'town and country'],
    ['Honda', 'CR-V', 'honda', 'crv'],
    ['Mazda', '3', 'mazda', 'mazda3'],
    ['VW', 'Jetta', 'volkswagen', 'jetta'],
  ])('%s %s is %s %s', (makeA, modelA, makeB, modelB) => {
    expect(modelKey(makeA, modelA)).toBe(modelKey(makeB, modelB));
  });

  it.each([
    ['Ford', 'F-150', 'ford', 'f-250'],
    ['BMW', '3 Series', 'bmw', '5 series'],
    ['Chevrolet', 'Silverado 1500', 'chevrolet', 'silverado 2500hd'],
    ['Dodge', 'Ram 1500', 'dodge', 'ram 2500'],
    ['Mazda', '3', 'bmw', '3 series'],
  ])('%s %s is not %s %s', (makeA, modelA, makeB, modelB) => {
    expect(modelKey(makeA, modelA)).not.toBe(modelKey(makeB, modelB));
  });

  it('answers any two strings, and a key keys itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (make, model) => {
        const key = modelKey(make, model);
        expect(key.split('|')).toHaveLength(2);
        expect(makeKey(makeKey(make))).toBe(makeKey(make));
      }),
    );
  });

  it('reads hostile names in no time', () => {
    const startedAt = performance.now();
    modelKey('a'.repeat(1_000_000), '- '.repeat(1_000_000));
    expect(performance.now() - startedAt).toBeLessThan(200);
  });
});

it('drops words from the end until only the first is left', () => {
  expect(shorterModelKey('jeep|grand cherokee laredo')).toBe('jeep|grand cherokee');
  expect(shorterModelKey('land rover|discovery')).toBeUndefined();
});

it('keys trims by their letters alone', () => {
  expect(trimKey('EX-L')).toBe(trimKey('ex l'));
  expect(trimKey(undefined)).toBe('');
});
