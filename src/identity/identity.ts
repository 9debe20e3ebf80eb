import type { AuditQuery } from '../contracts/security.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import { type Clock, createSteadyClock } from '../platform/clock.ts';
import type { OutboundClient } from '../platform/http/outbound-client.ts';
import type { OutboundAllowance } from '../platform/http/outbound-policy.ts';
import type { LimitStore } from '../platform/limiter/limit-store.ts';
import { createSealer, fingerprintOf } from '../platform/seal.ts';
import type { Mailer } from '../providers/mail/mailer.ts';
import type { AuditFilter, NotedHead } from '../store/audit.reader.ts';
import { createAuthStore } from '../store/auth-connection.ts';
import type { Database } from '../store/connection.ts';
import type { Listener } from '../store/listen.ts';
import { findFingerprint } from '../store/secret-in-use.writer.ts';
import { isAccessTokenShaped } from './access-tokens.ts';
import * as account from './account.ts';
import * as keys from './api-keys.ts';
import * as audit from './audit.ts';
import { type AuthSettings, createBetterAuth } from './better-auth.ts';
import { bindMail } from './bind-mail.ts';
import { bindPasskeys } from './bind-passkeys.ts';
import { bindTokens } from './bind-tokens.ts';
import type { Caller, Origin } from './caller.ts';
import { createCallers } from './callers/create-callers.ts';
import { dropAfterChanges } from './callers/drop-after-changes.ts';
import { createEvenTime } from './even-time.ts';
import { createHashingQueue } from './hashing-queue.ts';
import * as invitations from './invitations.ts';
import { createPost } from './mail/post.ts';
import * as members from './members.ts';
import * as operate from './operate.ts';
import { createPasswordHasher } from './password-hasher.ts';
import type { Role } from './permissions.ts';
import { reseal } from './reseal.ts';
import { bindDealership, bindPrivacy, bindSecurity } from './safeguards.ts';
import { type SecondFactor, verifySecondFactor } from './second-factor.ts';
import type { Mail } from './security/alerts.ts';
import { createFailureTally } from './security/failure-tally.ts';
import { createSessionCookie } from './session-cookie.ts';
import * as signing from './sign-in.ts';
import { createSignInThrottle } from './sign-in-throttle.ts';
import { startAnew } from './start-anew.ts';
import * as devices from './trusted-devices.ts';

export interface IdentityDeps {
  /** For what belongs to a dealership. */
  readonly db: Database;
  /** Connections of its own for accounts, so that a flood of sign-ins takes none from the rest. */
  readonly accountsDb: Database;
  readonly clock: Clock;
  readonly monotonicMs: () => number;
  /** Where failed sign-ins are counted. */
  readonly limits: LimitStore;
  readonly settings: AuthSettings & {
    /** Whether strangers may make dealerships of their own. */
    readonly isSignUpOpen: boolean;
    /** Other services whose access tokens may be made here. */
    readonly audiences: readonly string[];
    /** For tests, which need not burn what production does: left out everywhere else. */
    readonly bcryptCost?: number | undefined;
  };
  /** Undefined: no mail is sent, and nobody is told that it was. */
  readonly mailer: Mailer | undefined;
  /** The one way out, for alerts. */
  readonly outbound: Pick<OutboundClient, 'request'>;
  readonly outboundAllow: readonly OutboundAllowance[];
  /** For alerts. Undefined where the installation cannot send mail. */
  readonly sendMail?: ((mail: Mail) => Promise<void>) | undefined;
  /** Hears of changes that other processes make. Left out: they are seen within a second. */
  readonly listener?: Pick<Listener, 'subscribe'> | undefined;
  /** Of a clock that is never set. */
  readonly nowMs?: () => number;
}

/** Everything about people, bound to what it needs. */
export function createIdentity({
  db,
  accountsDb,
  clock,
  monotonicMs,
  limits,
  settings,
  mailer,
  outbound,
  outboundAllow,
  sendMail,
  listener,
  nowMs = () => performance.now(),
}: IdentityDeps) {
  const store = createAuthStore(accountsDb);
  const hasher = createPasswordHasher(settings.bcryptCost);
  const auth = createBetterAuth(store, hasher, settings);
  const throttle = createSignInThrottle({
    limits,
    secrets: settings.secrets,
    secureCookies: settings.publicUrl.startsWith('https:'),
  });
  const sealer = createSealer(settings.secrets);
  const deps = {
    db,
    store,
    auth,
    clock,
    steadyClock: createSteadyClock(clock, monotonicMs),
    throttle,
    sealer,
    hasher,
    inTurn: createHashingQueue(),
    holdRefusal: createEvenTime(),
    post: createPost({ isOn: mailer !== undefined, sealer, clock }),
    counts: new Map(),
    failures: createFailureTally(limits),
    deleted: new Map(),
    outbound,
    outboundAllow,
    sendMail,
    secrets: settings.secrets,
    isSignUpOpen: settings.isSignUpOpen,
    issuer: settings.publicUrl,
    audiences: settings.audiences,
    sessionCookie: createSessionCookie(settings),
    isSecure: settings.publicUrl.startsWith('https:'),
    nowMs,
  };
  const callers = createCallers(deps);
  listener?.subscribe('callers', { onNotice: callers.dropAll, onGap: callers.dropAll });
  const identity = {
    ...bindMail({ ...deps, mailer }),
    ...bindPasskeys(deps),
    ...bindTokens(deps),
    findCallerByKey: (key: string) =>
      keys.isKeyShaped(key) ? callers.findByKey(key) : Promise.resolve(undefined),
    findCallerByAccessToken: (token: string) =>
      isAccessTokenShaped(token) ? callers.findByAccessToken(token) : Promise.resolve(undefined),
    findCallerBySession: (cookie: string, originOf: () => Origin) => callers.findBySession(cookie, originOf),
    signIn: (credentials: { email: string; password: string }, origin: Origin) =>
      signing.signIn(credentials, origin, deps),
    verifySecondFactor: (given: SecondFactor, origin: Origin) => verifySecondFactor(given, origin, deps),
    signOut: (origin: Origin) => signing.signOut(origin, deps),
    readInvitation: (token: string) => invitations.readInvitation(token, deps),
    acceptInvitation: (given: invitations.AcceptInvitation, caller: Caller | undefined, origin: Origin) =>
      invitations.acceptInvitation(given, caller, origin, deps),
    listOrganisations: (caller: Caller) => account.listOrganisations(caller, deps),
    switchOrganisation: (caller: Caller, orgId: string, origin: Origin) =>
      account.switchOrganisation(caller, orgId, origin, deps),
    changePassword: (
      caller: Caller,
      given: { currentPassword: string; newPassword: string },
      origin: Origin,
    ) => account.changePassword(caller, given, origin, deps),
    listSessions: (caller: Caller) => account.listSessions(caller, deps),
    revokeSession: (caller: Caller, id: string, origin: Origin) =>
      account.revokeSession(caller, id, origin, deps),
    revokeOtherSessions: (caller: Caller, origin: Origin) =>
      account.revokeOtherSessions(caller, origin, deps),
    listTrustedDevices: (caller: Caller, origin: Origin) => devices.listTrustedDevices(caller, origin, deps),
    forgetTrustedDevice: (caller: Caller, id: string, origin: Origin) =>
      devices.forgetTrustedDevice(caller, id, origin, deps),
    beginSecondFactor: (caller: Caller, password: string, origin: Origin) =>
      account.beginSecondFactor(caller, password, origin, deps),
    confirmSecondFactor: (caller: Caller, code: string, origin: Origin) =>
      account.confirmSecondFactor(caller, code, origin, deps),
    disableSecondFactor: (caller: Caller, password: string, origin: Origin) =>
      account.disableSecondFactor(caller, password, origin, deps),
    renewRecoveryCodes: (caller: Caller, password: string, origin: Origin) =>
      account.renewRecoveryCodes(caller, password, origin, deps),
    listMembers: (caller: Caller) => members.listMembers(caller, db),
    changeMemberRole: (caller: Caller, id: string, role: Role, origin: Origin) =>
      members.changeMemberRole(caller, id, role, origin, deps),
    removeMember: (caller: Caller, id: string, origin: Origin) =>
      members.removeMember(caller, id, origin, deps),
    inviteMember: (caller: Caller, given: { email: string; role: Role }, origin: Origin) =>
      invitations.inviteMember(caller, given, origin, deps),
    listInvitations: (caller: Caller) => invitations.listInvitations(caller, deps),
    withdrawInvitation: (caller: Caller, id: string, origin: Origin) =>
      invitations.withdrawInvitation(caller, id, origin, deps),
    resendInvitation: (caller: Caller, id: string, origin: Origin) =>
      invitations.resendInvitation(caller, id, origin, deps),
    createKey: (caller: Caller, request: keys.NewKey, origin: Origin) =>
      keys.createKey(caller, request, origin, deps),
    listKeys: (caller: Caller) => keys.listKeys(caller, deps),
    scopesOfRoles: keys.scopesOfRoles(),
    revokeKey: (caller: Caller, id: string, origin: Origin) => keys.revokeKey(caller, id, origin, deps),
    listAuditEvents: (caller: Caller, query: AuditQuery) => audit.listAuditEvents(caller, query, db),
    streamAuditEvents: (caller: Caller, filter: AuditFilter) => audit.streamAuditEvents(caller, filter, db),
    logExport: (
      caller: Caller,
      what: 'audit.exported' | 'security.exported',
      filter: Readonly<Record<string, unknown>>,
      origin: Origin,
    ) => audit.logExport(caller, what, filter, origin, db),
    verifyAudit: (noted?: readonly NotedHead[]) => audit.verifyAudit(db, noted),
    listAuditHeads: () => audit.listAuditHeads(db),
    security: bindSecurity(deps),
    privacy: bindPrivacy(deps),
    dealership: bindDealership(deps),
    /** Seals with the current secret whatever another one has sealed. */
    reseal: (options: { isDryRun: boolean }) => reseal(options, deps),
    /** For an installation whose secret is lost. */
    startAnew: (options: { isDryRun: boolean }) => startAnew(options, deps),
    /** Whether the database is used with the current secret: since the last start, or a command that seals anew. */
    usesCurrentSecret: async () => (await findFingerprint(db)) === fingerprintOf(settings.secrets.current),
    operate: {
      createPerson: (person: operate.NewPerson) => operate.createPerson(person, deps),
      createDealership: (name: string) => operate.createDealership(name, deps),
      ensureOwner: (orgId: OrgId, owner: { email: string; password?: string | undefined }) =>
        operate.ensureOwner(orgId, owner, deps),
      listPeople: () => operate.listPeople(deps),
      resetPassword: (email: string, options: { forgetSecondFactor: boolean }) =>
        operate.resetPassword(email, options, deps),
      issueKeyFor: (email: string, request: keys.NewKey & { orgId?: string | undefined }) =>
        operate.issueKeyFor(email, request, deps),
    },
  };
  return dropAfterChanges(identity, callers.dropAll);
}
export type Identity = ReturnType<typeof createIdentity>;
