import { sql, type Transaction } from 'kysely';
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
  const { rows } = await sql<{ is_new: boolean }>`
    with noted as (
      insert into auth.known_devices (user_id, fingerprint, first_seen_at, last_seen_at)
      values (${userId}, ${fingerprint}, ${now}, ${now})
      on conflict (user_id, fingerprint) do update set last_seen_at = excluded.last_seen_at)
    -- as it was before the statement
    select count(*) > 0 and not bool_or(fingerprint = ${fingerprint}) as is_new
    from auth.known_devices where user_id = ${userId}`.execute(scoped);
  return rows[0]?.is_new ?? false;
}
