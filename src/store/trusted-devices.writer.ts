import type { AuthScoped } from './auth-connection.ts';

export interface NewTrustedDevice {
  readonly id: string;
  readonly user_id: string;
  readonly token_hash: string;
  readonly user_agent: string;
  readonly ip_address: string;
  readonly created_at: string;
  readonly last_used_at: string;
  readonly expires_at: string;
}

export const insertTrustedDevice = (scoped: AuthScoped, device: NewTrustedDevice) =>
  scoped.insertInto('auth.trusted_devices').values(device).execute();

/** Whether the person trusts the device that holds this token; notes that it was used. */
export async function touchTrustedDevice(
  scoped: AuthScoped,
  userId: string,
  tokenHash: string,
  now: string,
): Promise<boolean> {
  const { numUpdatedRows } = await scoped
    .updateTable('auth.trusted_devices')
    .set({ last_used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export const findTrustedDevices = (scoped: AuthScoped, userId: string, now: string) =>
  scoped
    .selectFrom('auth.trusted_devices')
    .select(['id', 'token_hash', 'user_agent', 'ip_address', 'created_at', 'last_used_at', 'expires_at'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('last_used_at', 'desc')
    .execute();

export async function deleteTrustedDevice(scoped: AuthScoped, userId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await scoped
    .deleteFrom('auth.trusted_devices')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export const deleteTrustedDevices = (scoped: AuthScoped, userId: string) =>
  scoped.deleteFrom('auth.trusted_devices').where('user_id', '=', userId).execute();
