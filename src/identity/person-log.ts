import { type Actor, appendAuditEventFor } from '../store/audit.writer.ts';
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
export const logForPerson = appendAuditEventFor;
