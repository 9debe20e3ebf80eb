import { describe, expect, it } from 'vitest';
import { makeNames } from '../vehicle/names/makes.ts';
import { segments } from '../vehicle/vehicle.ts';
import { findMakeGroup, findSizeClass, findStateGroup } from './lemon-groups.ts';

describe('findMakeGroup', () => {
  it('knows only makes by the names that the vehicle room uses', () => {
    const known = makeNames.filter((make) => findMakeGroup(make) !== undefined);
    expect(known).toHaveLength(33);
    expect(known).toContain('MINI');
  });

  it('puts each make with its kind', () => {
    expect(findMakeGroup('Ram')).toBe('dodge');
    expect(findMakeGroup('Jeep')).toBe('other_american');
    expect(findMakeGroup('Kia')).toBe('other_asian');
    expect(findMakeGroup('Toyota')).toBe('import');
  });

  it('answers undefined for makes that the records lack, and for names that objects inherit', () => {
    for (const make of ['BMW', 'Tesla', 'Peterbilt', '', 'ford', 'constructor', '__proto__'])
      expect(findMakeGroup(make), make).toBeUndefined();
  });
});

describe('findSizeClass', () => {
  it('has a class for every segment but motorcycles and the unknown', () => {
    const without = segments.filter((segment) => findSizeClass(segment) === undefined);
    expect(without).toEqual(['motorcycle', 'other']);
  });
});

describe('findStateGroup', () => {
  it('names the seven states of the records and lumps the others', () => {
    expect(findStateGroup('TX')).toBe('TX');
    expect(findStateGroup('OH')).toBe('other');
  });

  it('answers undefined for what is not two capital letters', () => {
    for (const state of ['', 'tx', 'Texas', 'TX ', 'other', 'T1'])
      expect(findStateGroup(state), state).toBeUndefined();
  });
});
