import type { AuthScoped } from './auth-connection.ts';
import type { Readable } from './connection.ts';

/** All keys of the dealership that were not revoked, expired ones included, newest first. */
export const findApiKeys = (scoped: Readable) =>
  scoped
    .selectFrom('api_keys as k')
    .leftJoin('member_accounts as m', 'm.user_id', 'k.user_id')
    .select([
      'k.id',
      'k.name',
      'k.role',
      'k.scopes',
      'k.prefix',
      'k.created_at',
      'k.expires_at',
      'k.last_used_at',
      'm.email as email',
    ])
    .where('k.revoked_at', 'is', null)
    .orderBy('k.created_at', 'desc')
    .orderBy('k.id')
    .execute();

/** A key that is good at `now`, with the role that its person has today. */
export const findActiveKey = (scoped: AuthScoped, keyHash: string, now: string) =>
  scoped
    .selectFrom('api_keys as k')
    .innerJoin('members as m', (join) =>
      join.onRef('m.org_id', '=', 'k.org_id').onRef('m.user_id', '=', 'k.user_id'),
    )
    .innerJoin('organisations as o', 'o.id', 'k.org_id')
    .innerJoin('auth.users as u', 'u.id', 'k.user_id')
    .select([
      'k.id',
      'k.name as key_name',
      'k.org_id',
      'k.user_id',
      'k.role',
      'k.scopes',
      'k.expires_at',
      'k.last_used_at',
      'm.role as member_role',
      'o.name as org_name',
      'u.email',
      'u.name',
      'u.email_verified',
    ])
    .where('k.key_hash', '=', keyHash)
    .where('k.revoked_at', 'is', null)
    .where('k.expires_at', '>', now)
    .executeTakeFirst();
