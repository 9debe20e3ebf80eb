import type { OrgId } from '../core/kernel/ids.ts';
import { findMemberships } from '../store/accounts.reader.ts';
import { type Actor, type AuditEntry, appendAuditEvent } from '../store/audit.writer.ts';
import { type AuthScoped, setTenant } from '../store/auth-connection.ts';
import type { Origin } from './caller.ts';
import { toShownEmail } from './email.ts';

/** Somebody who holds a password, a link or a passkey, and no session yet. */
export const toPerson = (userId: string, email: string, origin: Origin): Actor => ({
  kind: 'anonymous',
  id: userId,
  userId,
  label: toShownEmail(email),
  ipAddress: origin.ipAddress,
  correlationId: origin.correlationId,
});

/** Writes to the log of each dealership that the person belongs to. */
export async function logForPerson(
  scoped: AuthScoped,
  userId: string,
  actor: Actor,
  entry: AuditEntry,
): Promise<void> {
  const memberships = await findMemberships(scoped, userId);
  // always in one order, so that two transactions cannot wait for each other
  for (const { org_id } of memberships.toSorted((a, b) => (a.org_id < b.org_id ? -1 : 1))) {
    await setTenant(scoped, org_id as OrgId);
    await appendAuditEvent(scoped, actor, entry);
  }
}
