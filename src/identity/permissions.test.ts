import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles } from '../contracts/identity.ts';
import { isAtMost, lesserRole, may, type Permission, permissions, permissionsOf } from './permissions.ts';

const anyRole = fc.constantFrom(...roles);
const anyPermission = fc.constantFrom(...(Object.keys(permissions) as Permission[]));

describe('the permission table', () => {
  it('gives a higher role everything that a lower one has', () => {
    fc.assert(
      fc.property(
        anyRole,
        anyRole,
        anyPermission,
        fc.constantFrom('session', 'key'),
        (a, b, permission, kind) => {
          const [low, high] = isAtMost(a, b) ? [a, b] : [b, a];
          expect(may(low, kind, permission) && !may(high, kind, permission)).toBe(false);
        },
      ),
    );
  });
  it('gives a key nothing that its person’s session lacks', () => {
    for (const role of roles)
      for (const permission of permissionsOf(role, 'key'))
        expect(may(role, 'session', permission)).toBe(true);
  });
  it('lets no key make keys, change members or touch an account', () => {
    expect(permissionsOf('owner', 'key')).toEqual([
      'deals.read',
      'appraisals.make',
      'rejections.read',
      'profile.read',
      'profile.change',
      'fees.read',
      'fees.change',
      'members.read',
      'audit.read',
      'security.read',
      'organisation.read',
      'session.read',
    ]);
  });
  it('gives whoever has scopes those of their role alone', () => {
    expect(permissionsOf('viewer', 'key', ['deals.read', 'profile.change'])).toEqual(['deals.read']);
    expect(permissionsOf('owner', 'key', ['keys.change'])).toEqual([]);
    expect(permissionsOf('owner', 'key', [])).toEqual([]);
  });
  it('takes the lesser of two roles whichever comes first', () => {
    fc.assert(
      fc.property(anyRole, anyRole, (a, b) => {
        expect(lesserRole(a, b)).toBe(lesserRole(b, a));
        expect(isAtMost(lesserRole(a, b), a)).toBe(true);
      }),
    );
  });
});
