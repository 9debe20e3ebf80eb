import { findAuditEvents, verifyAuditChains } from '../store/audit.reader.ts';
import { type Database, readTenant } from '../store/connection.ts';
import type { Caller } from './caller.ts';

export async function listAuditEvents(
  caller: Caller,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
  db: Database,
) {
  const rows = await readTenant(db, caller.orgId, (scoped) => findAuditEvents(scoped, before, limit + 1));
  const shown = rows.slice(0, limit);
  return {
    events: shown.map((row) => ({
      seq: row.seq,
      at: row.at,
      actorKind: row.actor_kind,
      actor: row.actor_label,
      action: row.action,
      target: row.target,
      before: row.before ?? null,
      after: row.after ?? null,
      ipAddress: row.ip_address,
      correlationId: row.correlation_id,
      hash: row.hash,
    })),
    nextBefore: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null,
  };
}

/** Every dealership's chain, recomputed from its first event. */
export async function verifyAudit(db: Database) {
  const { heads, breaks } = await verifyAuditChains(db);
  const ids = [...new Set([...heads.map((head) => head.org_id), ...breaks.map((found) => found.org_id)])];
  return ids.map((orgId) => {
    const head = heads.find((row) => row.org_id === orgId);
    const broken = breaks.find((found) => found.org_id === orgId);
    return {
      orgId,
      events: head?.seq ?? 0,
      headHash: head?.hash ?? '',
      brokenAt: broken?.seq ?? null,
      reason: broken?.reason ?? null,
    };
  });
}
