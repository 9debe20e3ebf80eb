import { describe, expect, it } from 'vitest';
import { readDamage } from './read-fields.ts';

describe('damage as a source states it', () => {
  it.each([
    ['FRONT END', { body_damage: 'present' }],
    ['MINOR DENT/SCRATCHES', { body_damage: 'present' }],
    ['ALL OVER', { body_damage: 'present' }],
    ['WATER/FLOOD', { flood_damage: 'present' }],
    ['BURN - ENGINE', { fire_damage: 'present', engine_problem: 'present' }],
    ['UNDERCARRIAGE', { frame_damage: 'unknown' }],
    ['FRAME DAMAGE', { frame_damage: 'present' }],
    ['HAIL', { hail_damage: 'present' }],
    ['STRIPPED', { missing_parts: 'present' }],
    ['MISSING/ALTERED VIN', {}],
    ['NORMAL WEAR', {}],
    ['NONE', {}],
    ['', {}],
    ['Airbags deployed', { airbag_deployed: 'present' }],
  ])('reads "%s"', (value, expected) => {
    expect(Object.fromEntries(readDamage(value))).toEqual(expected);
  });
});
