import { sql } from 'kysely';
import type { AuthScoped } from './auth-connection.ts';
import type { Scoped } from './connection.ts';

export interface NewMember {
  readonly id: string;
  readonly org_id: string;
  readonly user_id: string;
  readonly role: string;
}

/** Answers false when the person belongs to the dealership already. */
export async function insertMember(scoped: AuthScoped, member: NewMember): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await scoped
    .insertInto('members')
    .values(member)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export const updateMemberRole = (scoped: Scoped, id: string, role: string) =>
  scoped.updateTable('members').set({ role }).where('id', '=', id).execute();

export const deleteMember = (scoped: Scoped, id: string) =>
  scoped.deleteFrom('members').where('id', '=', id).execute();

/** Ends every session of a member of the transaction's dealership. */
export async function endMemberSessions(scoped: Scoped, userId: string): Promise<void> {
  await sql`select end_member_sessions(${userId})`.execute(scoped);
}
