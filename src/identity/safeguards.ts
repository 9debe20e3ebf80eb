import type { RetentionChange } from '../contracts/privacy.ts';
import type { AlertChannelRequest, SecurityQuery } from '../contracts/security.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import type { Clock } from '../platform/clock.ts';
import type { Caller, Origin } from './caller.ts';
import * as organisation from './organisation.ts';
import { cancelDeletion, eraseDuePeople, requestDeletion } from './privacy/delete-account.ts';
import * as myData from './privacy/my-data.ts';
import * as retention from './privacy/retention.ts';
import * as alerts from './security/alerts.ts';
import * as events from './security/list-events.ts';
import { type From, recordFor, recordForPerson, type SecurityEvent } from './security/record-event.ts';

export const bindSecurity = (deps: alerts.AlertDeps) => ({
  /** For what has no transaction that is kept, such as a token that was used twice; in each dealership of the person. */
  recordForPerson: (event: SecurityEvent & { readonly userId: string }, from: From) =>
    recordForPerson(event, from, deps),
  /** For one dealership, or (null) for the operator. */
  recordFor: (orgId: OrgId | null, event: SecurityEvent, from: From | null) =>
    recordFor(orgId, event, from, deps),
  /** How many of each kind this process has written. */
  counts: () => deps.counts,
  list: (caller: Caller, query: SecurityQuery) => events.listSecurityEvents(caller, query, deps.db),
  stream: (caller: Caller, filter: Omit<SecurityQuery, 'limit' | 'cursor'>) =>
    events.streamSecurityEvents(caller, filter, deps.db),
  countUnseen: (caller: Caller) => events.countUnseenSecurityEvents(caller, deps.db),
  markSeen: (caller: Caller) => events.markSeen(caller, deps),
  listForOperator: (limit: number) => events.listInstallationEvents(deps.db, limit),
  listChannels: (caller: Caller) => alerts.listAlertChannels(caller, deps),
  addChannel: (caller: Caller, request: AlertChannelRequest, origin: Origin) =>
    alerts.addAlertChannel(caller, request, origin, deps),
  removeChannel: (caller: Caller, id: string, origin: Origin) =>
    alerts.removeAlertChannel(caller, id, origin, deps),
  deliver: (job: { readonly orgId: string; readonly deliveryId: string }) => alerts.deliverAlert(job, deps),
});

export const bindPrivacy = (
  deps: myData.PrivacyDeps & retention.RetentionDeps & { readonly steadyClock: Clock },
) => ({
  read: (caller: Caller) => myData.readPrivacy(caller, deps),
  changeConsent: (caller: Caller, given: { analytics: boolean; textVersion: string }, origin: Origin) =>
    myData.changeConsent(caller, given, origin, deps),
  requestExport: (caller: Caller, origin: Origin) => myData.requestExport(caller, origin, deps),
  readExport: (caller: Caller, id: string, origin: Origin) => myData.readExport(caller, id, origin, deps),
  gatherExport: (id: string) => myData.gatherExport(id, deps),
  requestDeletion: (caller: Caller, password: string, origin: Origin) =>
    requestDeletion(caller, password, origin, deps),
  cancelDeletion: (caller: Caller, origin: Origin) => cancelDeletion(caller, origin, deps),
  readRetention: (caller: Caller) => retention.readRetention(caller, deps),
  changeRetention: (caller: Caller, change: RetentionChange, origin: Origin) =>
    retention.changeRetention(caller, change, origin, deps),
  /** Rows that this process has deleted by rule. */
  deleted: () => deps.deleted,
  /**
   * The daily job: dealerships and people whose day has come, then what is older than its rule says. None of it comes back
   * once a clock that was set ahead is right again, so it goes by one that does not follow at once.
   */
  tidy: async () => {
    const steady = { ...deps, clock: deps.steadyClock };
    const closed = await organisation.closeDueOrganisations(steady);
    const people = await eraseDuePeople(steady);
    return { closed, ...people, deleted: await retention.applyRetention(steady) };
  },
});

export const bindDealership = (deps: organisation.OrganisationDeps) => ({
  read: (caller: Caller) => organisation.readOrganisation(caller, deps.db),
  rename: (caller: Caller, name: string, origin: Origin) =>
    organisation.renameOrganisation(caller, name, origin, deps),
  transfer: (caller: Caller, given: { memberId: string; password: string }, origin: Origin) =>
    organisation.transferOwnership(caller, given, origin, deps),
  leave: (caller: Caller, organisationId: string, origin: Origin) =>
    organisation.leaveOrganisation(caller, organisationId, origin, deps),
  requestClosure: (caller: Caller, given: { name: string; password: string }, origin: Origin) =>
    organisation.requestClosure(caller, given, origin, deps),
  cancelClosure: (caller: Caller, origin: Origin) => organisation.cancelClosure(caller, origin, deps),
});
