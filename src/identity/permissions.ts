import { type Role, roles } from '../contracts/identity.ts';

export type { Role };

interface Rule {
  /** The least role that may. */
  readonly from: Role;
  /** Whether a key may, or only a person who has signed in: a leaked key must not make itself successors. */
  readonly byKey: boolean;
}

/** Who may what: the one table. Routes name a line of it in `config.access`. */
export const permissions = {
  'deals.read': { from: 'viewer', byKey: true },
  'appraisals.make': { from: 'viewer', byKey: true },
  'rejections.read': { from: 'viewer', byKey: true },
  'profile.read': { from: 'viewer', byKey: true },
  'profile.change': { from: 'manager', byKey: true },
  'fees.read': { from: 'viewer', byKey: true },
  'fees.change': { from: 'manager', byKey: true },
  'members.read': { from: 'viewer', byKey: true },
  'members.change': { from: 'manager', byKey: false },
  'keys.read': { from: 'manager', byKey: false },
  'keys.change': { from: 'manager', byKey: false },
  'audit.read': { from: 'manager', byKey: true },
  'session.read': { from: 'viewer', byKey: true },
  'account.own': { from: 'viewer', byKey: false },
} as const satisfies Record<string, Rule>;
export type Permission = keyof typeof permissions;

const rankOf = (role: Role): number => roles.indexOf(role);

export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);

/** Nobody hands out, takes from, or acts upon a role above their own. */
export const isAtMost = (role: Role, ceiling: Role): boolean => rankOf(role) <= rankOf(ceiling);

export const lesserRole = (a: Role, b: Role): Role => (isAtMost(a, b) ? a : b);

export function may(role: Role, kind: 'session' | 'key', permission: Permission): boolean {
  const rule: Rule = permissions[permission];
  return isAtMost(rule.from, role) && (kind === 'session' || rule.byKey);
}

export const permissionsOf = (role: Role, kind: 'session' | 'key'): Permission[] =>
  (Object.keys(permissions) as Permission[]).filter((permission) => may(role, kind, permission));
