import { ProblemError } from '../../app/problem-error.ts';
import type { SecurityQuery } from '../../contracts/security.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Database, readTenant, withTenant } from '../../store/connection.ts';
import {
  countUnseen,
  findInstallationSecurityEvents,
  findSecurityEvents,
  type SecurityFilter,
  type SecurityRow,
} from '../../store/security-events.reader.ts';
import { markSecurityEventsSeen } from '../../store/security-events.writer.ts';
import type { Caller } from '../caller.ts';
import { isSecurityEventKind, type Severity, securityEventKinds, severities } from './event-kinds.ts';

const toEvent = (row: SecurityRow) => ({
  id: row.id,
  at: row.at,
  kind: row.kind,
  says: isSecurityEventKind(row.kind) ? securityEventKinds[row.kind].says : row.kind,
  severity: row.severity as Severity,
  who: row.label,
  ipAddress: row.ip_address,
  userAgent: row.user_agent,
  correlationId: row.correlation_id,
  detail: row.detail as Record<string, unknown>,
});
export type ListedSecurityEvent = ReturnType<typeof toEvent>;

const toFilter = ({ kind, minSeverity, from, to }: Omit<SecurityQuery, 'limit'>): SecurityFilter => ({
  kind,
  from,
  to,
  ...(minSeverity && { severities: severities.slice(severities.indexOf(minSeverity)) }),
});

function toCursor(text: string | undefined) {
  if (text === undefined) return undefined;
  const [at = '', id = ''] = text.split('~', 2);
  if (!id.startsWith('sec_') || !/^(19|20)\d\d-\d\d-\d\dT[\d:.]+Z$/.test(at) || Number.isNaN(Date.parse(at)))
    throw new ProblemError(400, 'invalid_request', 'This cursor is none of ours.', [
      { pointer: '/cursor', message: 'not a cursor that was answered' },
    ]);
  return { at, id };
}

export async function listSecurityEvents(caller: Caller, query: SecurityQuery, db: Database) {
  const rows = await readTenant(db, caller.orgId, (readable) =>
    findSecurityEvents(readable, toFilter(query), toCursor(query.cursor), query.limit + 1),
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    events: shown.map(toEvent),
    nextCursor: rows.length > query.limit && last ? `${last.at}~${last.id}` : null,
  };
}

/** Page after page, for an export. */
export async function* streamSecurityEvents(
  caller: Caller,
  filter: Omit<SecurityQuery, 'limit' | 'cursor'>,
  db: Database,
): AsyncGenerator<ListedSecurityEvent> {
  let cursor: string | undefined;
  do {
    const page = await listSecurityEvents(caller, { ...filter, cursor, limit: 500 }, db);
    yield* page.events;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

export const countUnseenSecurityEvents = async (caller: Caller, db: Database) => {
  const { count, worst } = await readTenant(db, caller.orgId, (readable) =>
    countUnseen(readable, caller.userId),
  );
  return { count, worst: worst as Severity | null };
};

export const markSeen = (caller: Caller, { db, clock }: { readonly db: Database; readonly clock: Clock }) =>
  withTenant(db, caller.orgId, async (scoped) => {
    await markSecurityEventsSeen(scoped, caller.userId, clock.now());
  });

export const listInstallationEvents = async (db: Database, limit: number) =>
  (await findInstallationSecurityEvents(db, limit)).map(toEvent);
