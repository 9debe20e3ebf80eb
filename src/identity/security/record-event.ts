import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { OrgId } from '../../core/kernel/ids.ts';
import type { Clock } from '../../platform/clock.ts';
import { toNetwork } from '../../platform/limiter/to-network.ts';
import { findMemberships } from '../../store/accounts.reader.ts';
import { type AuthScoped, type AuthStore, setTenant } from '../../store/auth-connection.ts';
import type { Scoped } from '../../store/connection.ts';
import type { DB } from '../../store/schema.gen.ts';
import { insertSecurityEvent, noteDevice } from '../../store/security-events.writer.ts';
import type { Caller, Origin } from '../caller.ts';
import { runAuth } from '../run-auth.ts';
import { makeId } from '../secrets.ts';
import { type SecurityEventKind, securityEventKinds } from './event-kinds.ts';

export interface SecurityEvent {
  readonly kind: SecurityEventKind;
  /** Whose account it concerns. */
  readonly userId?: string | undefined;
  /** How people know that account. */
  readonly label?: string | undefined;
  /** Never secrets. */
  readonly detail?: Readonly<Record<string, unknown>>;
}
export type From = Pick<Origin, 'ipAddress' | 'userAgent' | 'correlationId'>;

/** How many of each kind this process has written, for the metrics. */
export type SecurityCounts = Map<SecurityEventKind, number>;

export interface SecurityDeps {
  readonly store: AuthStore;
  readonly clock: Clock;
  readonly counts: SecurityCounts;
}

const toRow = (
  orgId: OrgId | null,
  { kind, userId, label, detail }: SecurityEvent,
  from: From | null,
  at: string,
) => ({
  id: makeId('securityEvent'),
  org_id: orgId,
  at,
  kind,
  severity: securityEventKinds[kind].severity,
  user_id: userId ?? null,
  label: label ?? null,
  ip_address: from?.ipAddress ?? null,
  user_agent: from?.userAgent.slice(0, 300) ?? null,
  correlation_id: from?.correlationId ?? null,
  detail: detail ?? {},
});

type Kit = Pick<SecurityDeps, 'clock' | 'counts'>;
const count = (counts: SecurityCounts, kind: SecurityEventKind) =>
  void counts.set(kind, (counts.get(kind) ?? 0) + 1);

/** Inside the transaction of the change it tells of, which is scoped to that dealership. */
export async function recordIn(
  scoped: Transaction<DB>,
  orgId: OrgId,
  event: SecurityEvent,
  from: From | null,
  { clock, counts }: Kit,
): Promise<void> {
  await insertSecurityEvent(scoped, toRow(orgId, event, from, clock.now()));
  count(counts, event.kind);
}
export const recordInTenant = (scoped: Scoped, event: SecurityEvent, from: From, kit: Kit) =>
  recordIn(scoped, scoped.orgId, event, from, kit);

/** Inside `withAuth`: one event in each dealership of the person; for nobody we know, one that the operator sees. */
export async function recordInAuth(
  scoped: AuthScoped,
  event: SecurityEvent,
  from: From | null,
  { clock, counts }: Kit,
): Promise<void> {
  const memberships = event.userId === undefined ? [] : await findMemberships(scoped, event.userId);
  // always in one order, so that two transactions cannot wait for each other
  const orgIds = memberships.map(({ org_id }) => org_id as OrgId).toSorted();
  for (const orgId of orgIds) {
    await setTenant(scoped, orgId);
    await insertSecurityEvent(scoped, toRow(orgId, event, from, clock.now()));
  }
  if (orgIds.length === 0) {
    await setTenant(scoped, '' as OrgId);
    await insertSecurityEvent(scoped, toRow(null, event, from, clock.now()));
  }
  count(counts, event.kind);
}

/** For what has no transaction of its own that is kept: in each dealership of the person, or for the operator. */
export const recordForPerson = (event: SecurityEvent, from: From, deps: SecurityDeps): Promise<void> =>
  runAuth(deps.store, (scoped) => recordInAuth(scoped, event, from, deps));

/** The same for one dealership; null: for the operator. */
export async function recordFor(
  orgId: OrgId | null,
  event: SecurityEvent,
  from: From | null,
  { store, clock, counts }: SecurityDeps,
): Promise<void> {
  await runAuth(store, async (scoped) => {
    if (orgId !== null) await setTenant(scoped, orgId);
    await insertSecurityEvent(scoped, toRow(orgId, event, from, clock.now()));
  });
  count(counts, event.kind);
}

/** A browser keeps its fingerprint over its updates, a line over a new address of its own network (/24, IPv6 /64). */
const toFingerprint = (userId: string, { userAgent, ipAddress }: From): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        userId,
        userAgent.replace(/[\d._]+/g, ''),
        toNetwork(ipAddress).replace(/\.\d+$/, '.0'),
      ]),
    )
    .digest('hex');

/** Called when somebody has signed in for good. Answers whether the device is new, and not the account's first. */
export async function noteSignIn(
  scoped: AuthScoped,
  person: { readonly userId: string; readonly label: string },
  from: From,
  kit: Kit,
): Promise<boolean> {
  const isNew = await noteDevice(scoped, person.userId, toFingerprint(person.userId, from), kit.clock.now());
  if (isNew)
    await recordInAuth(
      scoped,
      { kind: 'device.new', ...person, detail: { userAgent: from.userAgent.slice(0, 200) } },
      from,
      kit,
    );
  return isNew;
}

export const toPerson = (caller: Caller) => ({ userId: caller.userId, label: caller.email });
