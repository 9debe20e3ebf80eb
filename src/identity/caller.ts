import type { OrgId } from '../core/kernel/ids.ts';
import { type Actor, operator } from '../store/audit.writer.ts';

export { type Actor, operator };

import type { CallerKind, Permission, Role } from './permissions.ts';

/** Whoever a request comes from, as found by its cookie or its key. */
export interface Caller {
  readonly kind: CallerKind;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly isEmailVerified: boolean;
  readonly orgId: OrgId;
  readonly orgName: string;
  readonly role: Role;
  /** Of what the role may, only this; undefined: all of it. Sessions have none. */
  readonly scopes?: readonly Permission[] | undefined;
  /** Id of the session, of the key, or of what an access token was made from. */
  readonly credentialId: string;
  /** Of a key: when it ends. */
  readonly until?: string;
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
}

/** From where a request came, for sessions, limits and the audit log. */
export interface Origin {
  readonly ipAddress: string;
  readonly correlationId: string;
  readonly userAgent: string;
  /** Where people reach the program, without a slash at the end: for links. */
  readonly baseUrl: string;
  /** The request's cookie header as it came. */
  readonly cookie: string;
}

export const toActor = (caller: Caller, origin: Origin): Actor => ({
  // a token's id says what it was made from
  kind: caller.kind === 'session' ? 'session' : 'key',
  id: caller.credentialId,
  label: caller.email,
  ipAddress: origin.ipAddress,
  correlationId: origin.correlationId,
  userId: caller.userId,
});
