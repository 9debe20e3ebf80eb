import type { AuthScoped } from './auth-connection.ts';

export const setMustChangePassword = (scoped: AuthScoped, userId: string, must: boolean) =>
  scoped.updateTable('auth.users').set({ must_change_password: must }).where('id', '=', userId).execute();

export const setSessionOrganisation = (scoped: AuthScoped, sessionId: string, orgId: string) =>
  scoped.updateTable('auth.sessions').set({ active_org_id: orgId }).where('id', '=', sessionId).execute();

export interface NewSession {
  readonly id: string;
  readonly user_id: string;
  readonly token: string;
  readonly ip_address: string;
  readonly user_agent: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly expires_at: string;
}

export const insertSession = (scoped: AuthScoped, session: NewSession) =>
  scoped.insertInto('auth.sessions').values(session).execute();

/** Ends the session of this token; answers whose it was. */
export const deleteSessionByToken = (scoped: AuthScoped, token: string) =>
  scoped
    .deleteFrom('auth.sessions as s')
    .using('auth.users as u')
    .whereRef('u.id', '=', 's.user_id')
    .where('s.token', '=', token)
    .returning(['s.id', 'u.id as user_id', 'u.email'])
    .executeTakeFirst();

/** Ends a session of this person; answers whether there was one. */
export async function deleteSession(scoped: AuthScoped, userId: string, sessionId: string): Promise<boolean> {
  const { numDeletedRows } = await scoped
    .deleteFrom('auth.sessions')
    .where('id', '=', sessionId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Ends every session of this person but `keepSessionId`; answers how many. */
export async function deleteSessions(
  scoped: AuthScoped,
  userId: string,
  keepSessionId?: string,
): Promise<number> {
  let query = scoped.deleteFrom('auth.sessions').where('user_id', '=', userId);
  if (keepSessionId !== undefined) query = query.where('id', '<>', keepSessionId);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

/**
 * So long a code stays used: its few minutes are told by the wall clock, which may be set back to them. Of a million codes
 * a person whose phone shows again one of those days is asked for the next.
 */
const usedForMs = 8 * 86_400_000;

/** Remembers a time-based code as used; false when it was used before. */
export async function claimCode(scoped: AuthScoped, userId: string, codeHash: string, usedAt: string) {
  const oldest = new Date(Date.parse(usedAt) - usedForMs).toISOString();
  const { numInsertedOrUpdatedRows } = await scoped
    .with('forgotten', (query) => query.deleteFrom('auth.used_codes').where('used_at', '<', oldest))
    .insertInto('auth.used_codes')
    .values({ user_id: userId, code_hash: codeHash, used_at: usedAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Forgets the second factor: the operator's way back in for somebody who lost phone and codes. */
export async function removeSecondFactor(scoped: AuthScoped, userId: string): Promise<void> {
  await scoped.deleteFrom('auth.two_factors').where('user_id', '=', userId).execute();
  await scoped
    .updateTable('auth.users')
    .set({ two_factor_enabled: false })
    .where('id', '=', userId)
    .execute();
}

/** The address was shown to be the person's own: a link sent to it came back. */
export const setVerifiedEmail = (scoped: AuthScoped, userId: string, email: string) =>
  scoped.updateTable('auth.users').set({ email, email_verified: true }).where('id', '=', userId).execute();
