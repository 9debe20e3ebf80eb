import type { PermissionTable } from '../../../../src/contracts/identity.ts';
import type { OrganisationInfo, Privacy, Retention } from '../../../../src/contracts/privacy.ts';
import type { AlertChannel, SecurityPage, Unseen } from '../../../../src/contracts/security.ts';
import { requestJson } from '../../lib/api-client.ts';

const post = <T>(path: string, body?: unknown) => requestJson<T>(path, { method: 'POST', body: body ?? {} });
const remove = (path: string) => requestJson<null>(path, { method: 'DELETE' });

/** What is set of a filter, as a query. */
export const toQuery = (filter: Readonly<Record<string, string>>): string =>
  new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== '')).toString();

/** A day as typed, in the reader's zone, as the moment at which it begins. */
export const toMoment = (day: string): string =>
  day === '' ? '' : new Date(`${day}T00:00:00`).toISOString();

export const fetchRoles = (signal: AbortSignal) => requestJson<PermissionTable>('/roles', { signal });
export const fetchOrganisation = (signal: AbortSignal) =>
  requestJson<OrganisationInfo>('/organisation', { signal });
export const renameOrganisation = (name: string) =>
  requestJson<null>('/organisation', { method: 'PATCH', body: { name } });
export const transferOwnership = (given: { memberId: string; password: string }) =>
  post<null>('/organisation/transfer', given);
export const closeOrganisation = (given: { name: string; password: string }) =>
  post<{ dueAt: string }>('/organisation/closure', given);
export const keepOrganisation = () => remove('/organisation/closure');
export const leaveOrganisation = (organisationId: string) => post<null>('/account/leave', { organisationId });
export const resendInvitation = (id: string) =>
  post<{ email: string; url: string }>(`/invitations/${encodeURIComponent(id)}/resend`);

export const fetchSecurity = (query: string, cursor: string | null, signal: AbortSignal) =>
  requestJson<SecurityPage>(
    `/security-events?limit=50&${query}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    { signal },
  );
export const fetchUnseen = (signal: AbortSignal) =>
  requestJson<Unseen>('/security-events/unseen', { signal });
export const markSeen = () => post<null>('/security-events/seen');
export const fetchChannels = (signal: AbortSignal) =>
  requestJson<{ channels: readonly AlertChannel[]; mayMail: boolean }>('/alert-channels', { signal });
export const addChannel = (given: { kind: string; target: string; minSeverity: string }) =>
  post<{ id: string; secret: string | null }>('/alert-channels', given);
export const removeChannel = (id: string) => remove(`/alert-channels/${encodeURIComponent(id)}`);

export const fetchPrivacy = (signal: AbortSignal) => requestJson<Privacy>('/account/privacy', { signal });
export const changeConsent = (given: { analytics: boolean; textVersion: string }) =>
  requestJson<null>('/account/consent', { method: 'PUT', body: given });
export const requestExport = () => post<{ id: string }>('/account/exports');
export const exportAddress = (id: string) => `/api/v1/account/exports/${encodeURIComponent(id)}`;
export const deleteAccount = (password: string) => post<{ dueAt: string }>('/account/deletion', { password });
export const keepAccount = () => remove('/account/deletion');
export const fetchRetention = (signal: AbortSignal) => requestJson<Retention>('/retention', { signal });
export const changeRetention = (given: { rule: string; keepDays: number }) =>
  requestJson<null>('/retention', { method: 'PUT', body: given });
