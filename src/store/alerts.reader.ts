import { sql } from 'kysely';
import type { Readable } from './connection.ts';

/** Each with how its latest delivery went. */
export async function findAlertChannels(readable: Readable) {
  const { rows } = await sql<{
    id: string;
    kind: string;
    target: string;
    min_severity: string;
    created_at: string;
    state: string | null;
    last_error: string | null;
    told_at: string | null;
  }>`select c.id, c.kind, c.target, c.min_severity, c.created_at, d.state, d.last_error, coalesce(d.sent_at, d.created_at) as told_at
    from alert_channels c left join lateral (select * from alert_deliveries d where d.channel_id = c.id
      order by d.created_at desc limit 1) d on true
    order by c.created_at, c.id`.execute(readable);
  return rows;
}

/** Everything that telling needs; undefined when the channel or the event is gone. */
export async function findDelivery(readable: Readable, id: string) {
  return readable
    .selectFrom('alert_deliveries as d')
    .innerJoin('alert_channels as c', 'c.id', 'd.channel_id')
    .innerJoin('security_events as e', 'e.id', 'd.event_id')
    .innerJoin('organisations as o', 'o.id', 'd.org_id')
    .select([
      'd.id',
      'd.state',
      'd.attempts',
      'c.id as channel_id',
      'c.kind as channel_kind',
      'c.target',
      'c.sealed_secret',
      'o.name as org_name',
      'e.id as event_id',
      'e.kind',
      'e.severity',
      'e.at',
      'e.label',
      'e.ip_address',
      'e.detail',
      'e.correlation_id',
    ])
    .where('d.id', '=', id)
    .executeTakeFirst();
}
export type DeliveryRow = NonNullable<Awaited<ReturnType<typeof findDelivery>>>;
