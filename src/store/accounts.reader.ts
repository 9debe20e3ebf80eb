import type { AuthScoped } from './auth-connection.ts';
import type { Database } from './connection.ts';

export interface MembershipRow {
  readonly org_id: string;
  readonly org_name: string;
  readonly role: string;
}

/** The dealerships of a person, the one joined first first. */
export const findMemberships = (scoped: AuthScoped, userId: string): Promise<MembershipRow[]> =>
  scoped
    .selectFrom('members as m')
    .innerJoin('organisations as o', 'o.id', 'm.org_id')
    .select(['m.org_id', 'o.name as org_name', 'm.role'])
    .where('m.user_id', '=', userId)
    .orderBy('m.created_at')
    .orderBy('m.org_id')
    .execute();

const accounts = (scoped: AuthScoped) =>
  scoped
    .selectFrom('auth.users')
    .select(['id', 'email', 'name', 'email_verified', 'two_factor_enabled', 'must_change_password']);

/** `email` as it is stored. */
export const findAccountByEmail = (scoped: AuthScoped, email: string) =>
  accounts(scoped).where('email', '=', email).executeTakeFirst();

export const findAccountById = (scoped: AuthScoped, id: string) =>
  accounts(scoped).where('id', '=', id).executeTakeFirst();

export const findSessions = (scoped: AuthScoped, userId: string, now: string) =>
  scoped
    .selectFrom('auth.sessions')
    .select(['id', 'created_at', 'updated_at', 'expires_at', 'ip_address', 'user_agent'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('updated_at', 'desc')
    .execute();

/** Everyone of every dealership, for the operator. */
export const findAllMembers = (db: Database) =>
  db
    .selectFrom('members as m')
    .innerJoin('auth.users as u', 'u.id', 'm.user_id')
    .innerJoin('organisations as o', 'o.id', 'm.org_id')
    .select([
      'u.email',
      'u.name',
      'm.role',
      'm.org_id',
      'o.name as org_name',
      'u.two_factor_enabled',
      'u.must_change_password',
      'u.created_at',
    ])
    .orderBy('o.name')
    .orderBy('u.email')
    .execute();
