import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database, Readable } from './connection.ts';

export interface AuditFilter {
  /** The beginning of an action, such as `member.`. */
  readonly action?: string | undefined;
  /** Part of who acted. */
  readonly actor?: string | undefined;
  readonly target?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** In a `like` pattern these stand for themselves. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Newest first, before event number `beforeSeq`. */
export function findAuditEvents(
  readable: Readable,
  { action, actor, target, from, to }: AuditFilter,
  beforeSeq: number | undefined,
  limit: number,
) {
  const all: RawBuilder<SqlBool>[] = [];
  if (beforeSeq !== undefined) all.push(sql<SqlBool>`seq < ${beforeSeq}`);
  if (action !== undefined) all.push(sql<SqlBool>`action like ${`${escapeLike(action)}%`}`);
  if (actor !== undefined) all.push(sql<SqlBool>`actor_label ilike ${`%${escapeLike(actor)}%`}`);
  if (target !== undefined) all.push(sql<SqlBool>`target = ${target}`);
  if (from !== undefined) all.push(sql<SqlBool>`at >= ${from}::timestamptz`);
  if (to !== undefined) all.push(sql<SqlBool>`at < ${to}::timestamptz`);
  let query = readable.selectFrom('audit_events').selectAll().orderBy('seq', 'desc').limit(limit);
  for (const condition of all) query = query.where(condition);
  return query.execute();
}
export type AuditRow = Awaited<ReturnType<typeof findAuditEvents>>[number];

export interface AuditBreak {
  readonly org_id: string;
  readonly seq: number;
  readonly reason: string;
}

/** Recomputes every chain; as the owner, across dealerships. */
export async function verifyAuditChains(db: Database) {
  const heads = await db.selectFrom('audit_heads').selectAll().orderBy('org_id').execute();
  const { rows: breaks } = await sql<AuditBreak>`select * from find_audit_breaks()`.execute(db);
  const erased = await db
    .selectFrom('audit_events')
    .select(['org_id', sql<number>`count(*)::int`.as('count')])
    .where('version', '=', 2)
    .where('salt', 'is', null)
    .groupBy('org_id')
    .execute();
  return { heads, breaks, erased };
}

export interface NotedHead {
  readonly orgId: string;
  readonly seq: number;
  readonly hash: string;
}

/** Of heads that were noted earlier, those that the log no longer holds: it was cut off or replaced since. */
export async function findLostHeads(db: Database, noted: readonly NotedHead[]): Promise<NotedHead[]> {
  const lost: NotedHead[] = [];
  for (const head of noted) {
    const kept = await db
      .selectFrom('audit_events')
      .select('seq')
      .where('org_id', '=', head.orgId)
      .where('seq', '=', head.seq)
      .where('hash', '=', head.hash)
      .executeTakeFirst();
    if (!kept) lost.push(head);
  }
  return lost;
}
