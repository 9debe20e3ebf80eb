import type { AuditQuery } from '../contracts/security.ts';
import {
  type AuditFilter,
  type AuditRow,
  findAuditEvents,
  findLostHeads,
  type NotedHead,
  verifyAuditChains,
} from '../store/audit.reader.ts';
import { appendAuditEvent } from '../store/audit.writer.ts';
import { type Database, readTenant, withTenant } from '../store/connection.ts';
import { type Caller, type Origin, toActor } from './caller.ts';

const toEvent = (row: AuditRow) => ({
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
});
export type ListedAuditEvent = ReturnType<typeof toEvent>;

export async function listAuditEvents(
  caller: Caller,
  { before, limit, ...filter }: AuditQuery,
  db: Database,
) {
  const rows = await readTenant(db, caller.orgId, (readable) =>
    findAuditEvents(readable, filter, before, limit + 1),
  );
  const shown = rows.slice(0, limit);
  return {
    events: shown.map(toEvent),
    nextBefore: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null,
  };
}

/** Page after page, for an export. */
export async function* streamAuditEvents(
  caller: Caller,
  filter: AuditFilter,
  db: Database,
): AsyncGenerator<ListedAuditEvent> {
  let before: number | undefined;
  do {
    const page = await listAuditEvents(caller, { ...filter, before, limit: 500 }, db);
    yield* page.events;
    before = page.nextBefore ?? undefined;
  } while (before !== undefined);
}

/** Taking a log out of the program is itself something to know of. */
export const logExport = (
  caller: Caller,
  what: 'audit.exported' | 'security.exported',
  filter: Readonly<Record<string, unknown>>,
  origin: Origin,
  db: Database,
): Promise<void> =>
  withTenant(db, caller.orgId, (scoped) =>
    appendAuditEvent(scoped, toActor(caller, origin), { action: what, after: filter }),
  );

/**
 * Every dealership's chain, recomputed from its first event. `noted` heads, written down elsewhere earlier, show what a
 * chain by itself cannot: that its end was cut off together with the head, or that all of it was replaced.
 */
export async function verifyAudit(db: Database, noted: readonly NotedHead[] = []) {
  const { heads, breaks, erased } = await verifyAuditChains(db);
  const lost = await findLostHeads(db, noted);
  const ids = [
    ...new Set([
      ...heads.map((head) => head.org_id),
      ...breaks.map((found) => found.org_id),
      ...noted.map(({ orgId }) => orgId),
    ]),
  ].toSorted();
  return ids.map((orgId) => {
    const head = heads.find((row) => row.org_id === orgId);
    const broken = breaks.find((found) => found.org_id === orgId);
    const cut = lost.find((found) => found.orgId === orgId);
    return {
      orgId,
      events: head?.seq ?? 0,
      headHash: head?.hash ?? '',
      /** Events whose person was erased: name and address are gone, the rest is verified. */
      erased: erased.find((row) => row.org_id === orgId)?.count ?? 0,
      brokenAt: broken?.seq ?? cut?.seq ?? null,
      reason:
        broken?.reason ??
        (cut ? 'the log does not hold the head that was noted: it was cut off or replaced since' : null),
    };
  });
}

/** What to note elsewhere. */
export const listAuditHeads = async (db: Database): Promise<NotedHead[]> =>
  (await verifyAuditChains(db)).heads.map(({ org_id, seq, hash }) => ({ orgId: org_id, seq, hash }));
