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
