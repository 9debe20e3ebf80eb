import { sql, type Transaction } from 'kysely';
import type { DB } from './schema.gen.ts';
import { toStorableJson, toStorableRow } from './storable.ts';

/** Who does something, and from where. */
export interface Actor {
  readonly kind: 'session' | 'key' | 'anonymous' | 'operator';
  readonly id: string | null;
  /** How people know the actor: an e-mail, the name of a key. */
  readonly label: string;
  readonly ipAddress: string | null;
  readonly correlationId: string | null;
  /** Whose account it is: what the log keeps when name and address are erased with the account. */
  readonly userId?: string | null;
}

/** The person at the terminal of the machine. */
export const operator: Actor = {
  kind: 'operator',
  id: null,
  label: 'command line',
  ipAddress: null,
  correlationId: null,
};

export interface AuditEntry {
  /** `noun.verb-in-the-past`, such as `member.removed`. */
  readonly action: string;
  readonly target?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

const toJson = (value: unknown) => (value === undefined ? null : toStorableJson(value));

/** The same event in the log of every dealership, as the owner: for what concerns the whole installation. */
export async function appendToEveryLog(
  transaction: Transaction<DB>,
  actor: Actor,
  entry: AuditEntry,
): Promise<void> {
  // always in one order, so that two transactions cannot wait for each other
  const orgs = await transaction
    .selectFrom('organisations')
    .select('id')
    .where('closed_at', 'is', null)
    .orderBy('id')
    .execute();
  for (const { id } of orgs) {
    await sql`select set_config('app.org_id', ${id}, true)`.execute(transaction);
    await appendAuditEvent(transaction, actor, entry);
  }
}

function toColumns(actor: Actor, entry: AuditEntry) {
  const { kind, id, label, ipAddress, correlationId, userId, action, target } = toStorableRow({
    ...actor,
    ...entry,
  });
  return sql`${kind}, ${id}, ${label}, ${action}, ${target ?? null},
    ${toJson(entry.before)}::jsonb, ${toJson(entry.after)}::jsonb, ${ipAddress}, ${correlationId}, ${userId ?? null}`;
}

/** Adds to the dealership's log inside the transaction that does what the entry tells of; never secrets. */
export async function appendAuditEvent(
  scoped: Transaction<DB>,
  actor: Actor,
  entry: AuditEntry,
): Promise<void> {
  await sql`select append_audit_event(${toColumns(actor, entry)})`.execute(scoped);
}

/** The same in the log of each dealership that a person belongs to, as the role of accounts; none is set afterwards. */
export async function appendAuditEventFor(
  scoped: Transaction<DB>,
  userId: string,
  actor: Actor,
  entry: AuditEntry,
): Promise<void> {
  await sql`select append_audit_event_for(${userId}, ${toColumns(actor, entry)})`.execute(scoped);
}
