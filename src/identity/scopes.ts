import { ProblemError } from '../app/problem-error.ts';
import { isPermission, may, type Permission, type Role } from './permissions.ts';

/** A key or token may be given less than its role, never more, and never what only people may. */
export function parseScopes(names: readonly string[] | undefined, role: Role): Permission[] | undefined {
  if (names === undefined) return undefined;
  const scopes = new Set<Permission>();
  for (const name of names) {
    if (!isPermission(name) || !may(role, 'key', name))
      throw new ProblemError(
        400,
        'invalid_request',
        `A key of the role ${role} has no permission "${name}".`,
        [{ pointer: '/scopes', message: `"${name}" is not in what a key of the role ${role} may` }],
      );
    scopes.add(name);
  }
  return [...scopes];
}
