import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyKey, makeKey, nameKeys, trimKey } from './name-keys.ts';

const keyOf = (make: string, model: string, trim?: string): string => {
  const keys = nameKeys(make, model);
  return `${keys.model} ${trimKey(keys.version, trim)}`.trim();
};

describe('nameKeys', () => {
  it.each([
    ['Ford', 'F-150', 'ford', 'f150'],
    ['Ford', 'F-250 Super Duty', 'ford', 'f-250'],
    ['Chevrolet', 'Silverado', 'chevy', 'silverado 1500'],
    ['Chevrolet', 'Silverado 2500HD', 'chevrolet', 'silverado 2500 hd'],
    ['Dodge', 'Ram 1500', 'RAM', '1500'],
    ['Mercedes-Benz', 'C-Class', 'mercedes', 'c class'],
    ['Chrysler', 'Town & Country', 'chrysler', 'town and country'],
    ['Honda', 'CR-V', 'honda', 'crv'],
    ['Mazda', '3', 'mazda', 'mazda3'],
    ['VW', 'Jetta', 'volkswagen', 'jetta'],
    ['Freightliner', 'Sprinter', 'Mercedes-Benz', 'Sprinter'],
    ['Ford', 'E-Series', 'ford', 'e-series van'],
    ['Ford', 'Econoline', 'ford', 'e-series wagon'],
  ])('%s %s is %s %s', (makeA, modelA, makeB, modelB) => {
    expect(nameKeys(makeA, modelA)).toEqual(nameKeys(makeB, modelB));
  });

  it.each([
    ['Ford', 'F-150', 'ford', 'f-250'],
    ['BMW', '3 Series', 'bmw', '5 series'],
    ['Chevrolet', 'Silverado 1500', 'chevrolet', 'silverado 2500hd'],
    ['Dodge', 'Ram 1500', 'dodge', 'ram 2500'],
    ['Mazda', '3', 'bmw', '3 series'],
  ])('%s %s is not %s %s', (makeA, modelA, makeB, modelB) => {
    expect(nameKeys(makeA, modelA).model).not.toBe(nameKeys(makeB, modelB).model);
  });

  it.each([
    [
      ['Ford', 'E-Series', 'E-350'],
      ['ford', 'e-series van', 'e-350 super duty'],
    ],
    [
      ['Ford', 'E-350', undefined],
      ['ford', 'e-series van', 'e-350 super duty'],
    ],
    [
      ['BMW', '3 Series', '328i'],
      ['bmw', '328i', undefined],
    ],
    [
      ['Lexus', 'RX', '350'],
      ['lexus', 'rx 350', 'base'],
    ],
    [
      ['Ford', 'F-250', 'XLT'],
      ['ford', 'f-250 super duty', 'xlt'],
    ],
    [
      ['Ford', 'F-150', 'xlt'],
      ['ford', 'f150 supercrew cab', 'xlt'],
    ],
    [
      ['Chevrolet', 'Express', '2500'],
      ['chevrolet', 'express cargo', '2500'],
    ],
  ] as const)('%j meets the sales file’s %j', ([makeA, modelA, trimA], [makeB, modelB, trimB]) => {
    expect(keyOf(makeA, modelA, trimA)).toBe(keyOf(makeB, modelB, trimB));
  });

  it('answers any two strings', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (make, model) => {
        const keys = nameKeys(make, model);
        expect(keys.model.split('|')).toHaveLength(2);
        expect(trimKey(keys.version, model).length).toBeLessThanOrEqual(40);
        expect(makeKey(makeKey(make))).toBe(makeKey(make));
      }),
    );
  });

  it('reads hostile names in no time', () => {
    const startedAt = performance.now();
    nameKeys('a'.repeat(1_000_000), '- '.repeat(1_000_000));
    trimKey('', '- '.repeat(1_000_000));
    bodyKey('- '.repeat(1_000_000));
    expect(performance.now() - startedAt).toBeLessThan(200);
  });
});

it('keys trims and bodies by what they mean', () => {
  expect(trimKey('', 'EX-L')).toBe(trimKey('', 'ex l'));
  expect(trimKey('', undefined)).toBe('');
  expect(bodyKey('SuperCrew')).toBe(bodyKey('crew cab'));
  expect(bodyKey(undefined)).toBe('');
});
