import type { Readable, Scoped } from './connection.ts';

export const findMembers = (scoped: Readable) =>
  scoped
    .selectFrom('member_accounts')
    .selectAll()
    .$narrowType<{
      id: string;
      org_id: string;
      user_id: string;
      role: string;
      created_at: string;
      email: string;
      name: string;
      two_factor_enabled: boolean;
    }>()
    .orderBy('created_at')
    .orderBy('id')
    .execute();

/** Locks every member of the dealership, so that two changes at once cannot take away the last owner. */
export const lockMembers = (scoped: Scoped) =>
  scoped.selectFrom('members').select(['id', 'user_id', 'role']).orderBy('id').forUpdate().execute();
