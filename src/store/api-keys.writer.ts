import type { AuthScoped } from './auth-connection.ts';
import type { Scoped } from './connection.ts';

export interface NewApiKey {
  readonly id: string;
  readonly user_id: string;
  readonly name: string;
  readonly role: string;
  readonly scopes: string[] | null;
  readonly prefix: string;
  readonly key_hash: string;
  readonly created_at: string;
  readonly expires_at: string;
}

export const insertApiKey = (scoped: AuthScoped, orgId: string, key: NewApiKey) =>
  scoped
    .insertInto('api_keys')
    .values({ ...key, org_id: orgId })
    .execute();

/** Answers the key that was revoked, or undefined when there is none of this id. */
export const revokeApiKey = (scoped: Scoped, id: string, now: string) =>
  scoped
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning(['id', 'name', 'role', 'prefix'])
    .executeTakeFirst();
