import { type Role, roles } from '../contracts/identity.ts';

export type { Role };

interface Rule {
  /** The least role that may. */
  readonly from: Role;
  /** Whether a key may, or only a person who has signed in: a leaked key must not make itself successors. */
  readonly byKey: boolean;
  /** For people: "may …". */
  readonly says: string;
}

/** Who may what: the one table. Routes name a line of it in `config.access`; the page of roles shows it. */
export const permissions = {
  'deals.read': { from: 'viewer', byKey: true, says: 'see the ranked deals and each lot' },
  'appraisals.make': { from: 'viewer', byKey: true, says: 'appraise any car' },
  'rejections.read': { from: 'viewer', byKey: true, says: 'see records that could not be read' },
  'profile.read': { from: 'viewer', byKey: true, says: 'see how the dealership buys' },
  'profile.change': { from: 'manager', byKey: true, says: 'change how the dealership buys' },
  'fees.read': { from: 'viewer', byKey: true, says: 'see what auctions charge' },
  'fees.change': { from: 'manager', byKey: true, says: 'add fee schedules' },
  'members.read': { from: 'viewer', byKey: true, says: 'see who belongs to the dealership' },
  'members.change': {
    from: 'manager',
    byKey: false,
    says: 'invite people, change roles up to their own, remove people',
  },
  'keys.read': { from: 'manager', byKey: false, says: 'see the keys for scripts' },
  'keys.change': { from: 'manager', byKey: false, says: 'make and revoke keys' },
  'audit.read': { from: 'manager', byKey: true, says: 'read and export the log of what people did' },
  'security.read': { from: 'manager', byKey: true, says: 'read and export security events' },
  'alerts.read': { from: 'manager', byKey: false, says: 'see where alerts go' },
  'alerts.change': { from: 'manager', byKey: false, says: 'choose where alerts go' },
  'retention.read': { from: 'manager', byKey: false, says: 'see for how long data is kept' },
  'retention.change': { from: 'owner', byKey: false, says: 'choose for how long data is kept' },
  'organisation.read': {
    from: 'viewer',
    byKey: true,
    says: 'see the name of the dealership, and whether it is closing',
  },
  'organisation.own': { from: 'owner', byKey: false, says: 'rename the dealership, hand it over, close it' },
  'session.read': { from: 'viewer', byKey: true, says: 'ask who they are' },
  'account.own': {
    from: 'viewer',
    byKey: false,
    says: 'look after their own account and leave the dealership',
  },
} as const satisfies Record<string, Rule>;
export type Permission = keyof typeof permissions;

/** People who have signed in, keys, and access tokens (which may what keys may). */
export type CallerKind = 'session' | 'key' | 'token';

export const isPermission = (text: string): text is Permission => Object.hasOwn(permissions, text);

/** Those of a list that still exist: a scope that was written down long ago may name one that is gone. */
export const toPermissions = (names: readonly string[]): Permission[] => names.filter(isPermission);

const rankOf = (role: Role): number => roles.indexOf(role);

export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);

/** Nobody hands out, takes from, or acts upon a role above their own. */
export const isAtMost = (role: Role, ceiling: Role): boolean => rankOf(role) <= rankOf(ceiling);

export const lesserRole = (a: Role, b: Role): Role => (isAtMost(a, b) ? a : b);

export function may(role: Role, kind: CallerKind, permission: Permission): boolean {
  const rule: Rule = permissions[permission];
  return isAtMost(rule.from, role) && (kind === 'session' || rule.byKey);
}

/** What a caller may: their role's share of the table, and of that only the scopes where they have some. */
export const permissionsOf = (
  role: Role,
  kind: CallerKind,
  scopes?: readonly Permission[] | undefined,
): Permission[] =>
  (Object.keys(permissions) as Permission[]).filter(
    (permission) => may(role, kind, permission) && (scopes === undefined || scopes.includes(permission)),
  );

/** The table as people read it. */
export const describePermissions = () =>
  (Object.keys(permissions) as Permission[]).map((permission) => {
    const rule: Rule = permissions[permission];
    return { permission, says: rule.says, from: rule.from, byKey: rule.byKey };
  });
