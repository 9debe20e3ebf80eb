import type { AuthReadable, AuthScoped } from './auth-connection.ts';
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

const withPassword = (from: AuthReadable) =>
  from
    .selectFrom('auth.users as u')
    .innerJoin('auth.accounts as a', (join) =>
      join
        .onRef('a.user_id', '=', 'u.id')
        .onRef('a.account_id', '=', 'u.id')
        .on('a.provider_id', '=', 'credential'),
    )
    .select(['u.id', 'u.email', 'u.two_factor_enabled', 'a.password']);

/** The person with the hash of their password; undefined for who has none. `email` as it is stored. */
export const findPassword = (from: AuthReadable, email: string) =>
  withPassword(from).where('u.email', '=', email).where('a.password', 'is not', null).executeTakeFirst();

/**
 * The person as they are now, if this is still the hash of their password; held so that it cannot be changed before the
 * transaction ends: what is begun with the old one then ends with it.
 */
export const lockPassword = (scoped: AuthScoped, userId: string, hash: string) =>
  withPassword(scoped)
    .where('u.id', '=', userId)
    .where('a.password', '=', hash)
    .forShare('a')
    .executeTakeFirst();

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
