import { describe, expect, it } from 'vitest';
import { isElectricOnly } from './is-electric-only.ts';

const named = (make: string, model: string) =>
  ({ make, model, segment: 'other', confidence: 1, provenance: {} }) as const;

describe('isElectricOnly', () => {
  it.each([
    ['Tesla', 'Model 3'],
    ['Hyundai', 'Ioniq 5'],
    ['Chevrolet', 'Bolt EV'],
    ['Ford', 'Mustang Mach-E'],
    ['Audi', 'Q4 e-tron'],
    ['Volkswagen', 'ID.4'],
    ['BMW', 'iX'],
  ])('%s %s is', (make, model) => expect(isElectricOnly(named(make, model))).toBe(true));

  it.each([
    ['Ford', 'Mustang'],
    ['Hyundai', 'Ioniq'],
    ['Kia', 'Sorento'],
    ['Ford', 'F-150'],
    ['BMW', 'X3'],
    ['Chevrolet', 'Volt'],
    ['Acura', 'TL'],
  ])('%s %s is not', (make, model) => expect(isElectricOnly(named(make, model))).toBe(false));

  it('goes by the fuel where that is known', () => {
    expect(isElectricOnly({ ...named('Ford', 'F-150'), fuel: 'electric' })).toBe(true);
    expect(isElectricOnly({ ...named('Hyundai', 'Kona'), fuel: 'gas' })).toBe(false);
  });
});
