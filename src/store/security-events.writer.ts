import type { Transaction } from 'kysely';
import type { Scoped } from './connection.ts';
import type { DB } from './schema.gen.ts';
import { toStorableJson } from './storable.ts';

export interface NewSecurityEvent {
  readonly id: string;
  /** That of the running transaction, or null where it concerns no single dealership. */
  readonly org_id: string | null;
  readonly at: string;
  readonly kind: string;
  readonly severity: string;
  readonly user_id: string | null;
  readonly label: string | null;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly correlation_id: string | null;
  readonly detail: unknown;
}

/** A trigger tells the dealership's channels in the same transaction. */
export const insertSecurityEvent = (scoped: Transaction<DB>, event: NewSecurityEvent) =>
  scoped
    .insertInto('security_events')
    .values({ ...event, detail: toStorableJson(event.detail) })
    .execute();

export const markSecurityEventsSeen = (scoped: Scoped, userId: string, until: string) =>
  scoped
    .insertInto('security_event_reads')
    .values({ org_id: scoped.orgId, user_id: userId, seen_until: until })
    .onConflict((conflict) => conflict.columns(['org_id', 'user_id']).doUpdateSet({ seen_until: until }))
    .execute();

/** Whether this browser and network are new for a person who has signed in before; notes them either way. */
export async function noteDevice(
  scoped: Transaction<DB>,
  userId: string,
  fingerprint: string,
  now: string,
): Promise<boolean> {
  const known = await scoped
    .selectFrom('auth.known_devices')
    .select('fingerprint')
    .where('user_id', '=', userId)
    .execute();
  await scoped
    .insertInto('auth.known_devices')
    .values({ user_id: userId, fingerprint, first_seen_at: now, last_seen_at: now })
    .onConflict((conflict) => conflict.columns(['user_id', 'fingerprint']).doUpdateSet({ last_seen_at: now }))
    .execute();
  return known.length > 0 && !known.some((row) => row.fingerprint === fingerprint);
}
