import { sql } from 'kysely';
import type { Database, Readable } from './connection.ts';

/** Newest first, before event number `beforeSeq`. */
export function findAuditEvents(scoped: Readable, beforeSeq: number | undefined, limit: number) {
  let query = scoped.selectFrom('audit_events').selectAll().orderBy('seq', 'desc').limit(limit);
  if (beforeSeq !== undefined) query = query.where('seq', '<', beforeSeq);
  return query.execute();
}

export interface AuditBreak {
  readonly org_id: string;
  readonly seq: number;
  readonly reason: string;
}

/** Recomputes every chain; as the owner, across dealerships. */
export async function verifyAuditChains(db: Database) {
  const heads = await db.selectFrom('audit_heads').selectAll().orderBy('org_id').execute();
  const { rows: breaks } = await sql<AuditBreak>`select * from find_audit_breaks()`.execute(db);
  return { heads, breaks };
}
