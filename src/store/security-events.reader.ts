import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database, Readable } from './connection.ts';

export interface SecurityFilter {
  readonly kind?: string | undefined;
  readonly severities?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
export interface SecurityCursor {
  readonly at: string;
  readonly id: string;
}

/** Newest first. */
export function findSecurityEvents(
  readable: Readable,
  { kind, severities, from, to }: SecurityFilter,
  before: SecurityCursor | undefined,
  limit: number,
) {
  const all: RawBuilder<SqlBool>[] = [];
  if (before) all.push(sql<SqlBool>`(at, id) < (${before.at}::timestamptz, ${before.id})`);
  if (kind !== undefined) all.push(sql<SqlBool>`kind = ${kind}`);
  if (severities) all.push(sql<SqlBool>`severity = any(${severities})`);
  if (from !== undefined) all.push(sql<SqlBool>`at >= ${from}::timestamptz`);
  if (to !== undefined) all.push(sql<SqlBool>`at < ${to}::timestamptz`);
  let query = readable.selectFrom('security_events').selectAll().orderBy('at', 'desc').orderBy('id', 'desc');
  for (const condition of all) query = query.where(condition);
  return query.limit(limit).execute();
}
export type SecurityRow = Awaited<ReturnType<typeof findSecurityEvents>>[number];

/** Warnings and worse since the person last looked; at most 100 are counted. */
export async function countUnseen(readable: Readable, userId: string) {
  const { rows } = await sql<{ count: number; worst: string | null }>`
    select count(*)::int as count, case when bool_or(severity = 'critical') then 'critical' else max(severity) end as worst
    from (select severity from security_events
      where severity <> 'info' and at > coalesce((select seen_until from security_event_reads where user_id = ${userId}), '-infinity')
      limit 100) as unseen`.execute(readable);
  return rows[0] ?? { count: 0, worst: null };
}

/** What concerns no single dealership, newest first; as the owner, for the operator. */
export const findInstallationSecurityEvents = (db: Database, limit: number) =>
  db
    .selectFrom('security_events')
    .selectAll()
    .where('org_id', 'is', null)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
