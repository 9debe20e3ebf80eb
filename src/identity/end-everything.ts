import type { Clock } from '../platform/clock.ts';
import { deleteSessions } from '../store/accounts.writer.ts';
import type { AuthScoped } from '../store/auth-connection.ts';
import { deleteEmailTokens } from '../store/email-tokens.writer.ts';
import { revokeTokenFamilies } from '../store/token-families.writer.ts';
import { deleteTrustedDevices } from '../store/trusted-devices.writer.ts';

/**
 * After a password was changed: whoever else knew the old one is out of sessions, remembered devices, links and refresh
 * tokens. Answers how many sessions ended.
 */
export async function endEverything(
  scoped: AuthScoped,
  userId: string,
  clock: Clock,
  keepSessionId?: string,
): Promise<number> {
  await deleteTrustedDevices(scoped, userId);
  await deleteEmailTokens(scoped, userId);
  await revokeTokenFamilies(scoped, userId, 'password', clock.now());
  return deleteSessions(scoped, userId, keepSessionId);
}
