import type {
  ApiKey,
  AuditPage,
  Invitation,
  InvitationPreview,
  MadeInvitation,
  MadeKey,
  Member,
  OpenSession,
  Role,
  SecondFactorSetup,
  SessionInfo,
} from '../../../../src/contracts/identity.ts';
import { requestJson } from '../../lib/api-client.ts';
import { ApiProblemError } from '../../lib/api-problem.ts';

const post = <T>(path: string, body?: unknown) => requestJson<T>(path, { method: 'POST', body: body ?? {} });

/** Null when nobody is signed in. */
export async function fetchSession(signal: AbortSignal): Promise<SessionInfo | null> {
  try {
    return await requestJson<SessionInfo>('/auth/session', { signal });
  } catch (error) {
    if (error instanceof ApiProblemError && error.problem.status === 401) return null;
    throw error;
  }
}

export const signIn = (credentials: { email: string; password: string }) =>
  post<{ status: 'signed_in' | 'second_factor_required' }>('/auth/sign-in', credentials);
export const sendSecondFactor = (given: { code: string; method: 'totp' | 'recovery'; remember: boolean }) =>
  post<{ status: string }>('/auth/second-factor', given);
export const signOut = () => post<null>('/auth/sign-out');
export const fetchInvitation = (token: string) => post<InvitationPreview>('/auth/invitation', { token });
export const acceptInvitation = (given: { token: string; name?: string; password?: string }) =>
  post<{ email: string }>('/auth/accept-invitation', given);

export const changePassword = (given: { currentPassword: string; newPassword: string }) =>
  post<null>('/account/password', given);
export const switchOrganisation = (organisationId: string) =>
  post<null>('/account/organisation', { organisationId });
export const fetchSessions = (signal: AbortSignal) =>
  requestJson<{ sessions: readonly OpenSession[] }>('/account/sessions', { signal });
export const endSession = (id: string) =>
  requestJson<null>(`/account/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' });
export const endOtherSessions = () => post<{ ended: number }>('/account/sessions/end-others');
export const beginSecondFactor = (password: string) =>
  post<SecondFactorSetup>('/account/second-factor/begin', { password });
export const confirmSecondFactor = (code: string) => post<null>('/account/second-factor/confirm', { code });
export const disableSecondFactor = (password: string) =>
  post<null>('/account/second-factor/disable', { password });
export const renewRecoveryCodes = (password: string) =>
  post<{ recoveryCodes: readonly string[] }>('/account/second-factor/recovery-codes', { password });

export const fetchMembers = (signal: AbortSignal) =>
  requestJson<{ members: readonly Member[] }>('/members', { signal });
export const changeMemberRole = ({ id, role }: { id: string; role: Role }) =>
  requestJson<null>(`/members/${encodeURIComponent(id)}`, { method: 'PATCH', body: { role } });
export const removeMember = (id: string) =>
  requestJson<null>(`/members/${encodeURIComponent(id)}`, { method: 'DELETE' });
export const fetchInvitations = (signal: AbortSignal) =>
  requestJson<{ invitations: readonly Invitation[] }>('/invitations', { signal });
export const invite = (given: { email: string; role: Role }) => post<MadeInvitation>('/invitations', given);
export const withdrawInvitation = (id: string) =>
  requestJson<null>(`/invitations/${encodeURIComponent(id)}`, { method: 'DELETE' });

export const fetchKeys = (signal: AbortSignal) =>
  requestJson<{ keys: readonly ApiKey[]; scopes: Readonly<Record<Role, readonly string[]>> }>('/api-keys', {
    signal,
  });
export const makeKey = (given: { name: string; role: Role; validDays: number; scopes?: readonly string[] }) =>
  post<MadeKey>('/api-keys', given);
export const revokeKey = (id: string) =>
  requestJson<null>(`/api-keys/${encodeURIComponent(id)}`, { method: 'DELETE' });

/** `filter` is a query without the page. */
export const fetchAudit = (filter: string, before: number | null, signal: AbortSignal) =>
  requestJson<AuditPage>(`/audit-events?limit=50&${filter}${before === null ? '' : `&before=${before}`}`, {
    signal,
  });
