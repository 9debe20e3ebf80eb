import { sql, type Transaction } from 'kysely';
import type { Database } from './connection.ts';
import type { DB } from './schema.gen.ts';

interface PersonalTable {
  readonly table: string;
  /** Names the person: by id, or by the e-mail that people see. */
  readonly column: string;
  readonly by: 'id' | 'shown e-mail' | 'stored e-mail';
  /** What of a row the person is given; hashes, secrets and other people's data are not. */
  readonly columns: readonly string[];
  /** What becomes of the row when the account is erased. */
  readonly onErase: 'deleted' | 'kept without the name' | 'kept, pseudonym in place of the name';
}

/** Every place that holds something of a person. A foreign key to `auth.users` that is missing here fails a test. */
export const personalTables: readonly PersonalTable[] = [
  {
    table: 'auth.users',
    column: 'id',
    by: 'id',
    columns: [
      'id',
      'name',
      'email',
      'email_verified',
      'two_factor_enabled',
      'created_at',
      'updated_at',
      'deletion_due_at',
    ],
    onErase: 'deleted',
  },
  {
    table: 'auth.accounts',
    column: 'user_id',
    by: 'id',
    columns: ['provider_id', 'created_at', 'updated_at'],
    onErase: 'deleted',
  },
  {
    table: 'auth.sessions',
    column: 'user_id',
    by: 'id',
    columns: ['id', 'created_at', 'updated_at', 'expires_at', 'ip_address', 'user_agent', 'active_org_id'],
    onErase: 'deleted',
  },
  { table: 'auth.two_factors', column: 'user_id', by: 'id', columns: ['verified'], onErase: 'deleted' },
  { table: 'auth.used_codes', column: 'user_id', by: 'id', columns: ['used_at'], onErase: 'deleted' },
  {
    table: 'auth.used_recovery_codes',
    column: 'user_id',
    by: 'id',
    columns: ['used_at'],
    onErase: 'deleted',
  },
  { table: 'auth.dropped_tokens', column: 'user_id', by: 'id', columns: ['dropped_at'], onErase: 'deleted' },
  {
    table: 'auth.known_devices',
    column: 'user_id',
    by: 'id',
    columns: ['first_seen_at', 'last_seen_at'],
    onErase: 'deleted',
  },
  {
    table: 'auth.consents',
    column: 'user_id',
    by: 'id',
    columns: ['purpose', 'given', 'text_version', 'at', 'ip_address'],
    onErase: 'deleted',
  },
  {
    table: 'auth.data_exports',
    column: 'user_id',
    by: 'id',
    columns: ['id', 'requested_at', 'ready_at', 'expires_at'],
    onErase: 'deleted',
  },
  {
    table: 'auth.passkeys',
    column: 'user_id',
    by: 'id',
    columns: ['id', 'name', 'transports', 'is_backed_up', 'created_at', 'last_used_at'],
    onErase: 'deleted',
  },
  {
    table: 'auth.trusted_devices',
    column: 'user_id',
    by: 'id',
    columns: ['id', 'user_agent', 'ip_address', 'created_at', 'last_used_at', 'expires_at'],
    onErase: 'deleted',
  },
  {
    table: 'auth.email_tokens',
    column: 'user_id',
    by: 'id',
    columns: ['purpose', 'email', 'created_at', 'expires_at'],
    onErase: 'deleted',
  },
  {
    table: 'auth.email_tokens',
    column: 'email',
    by: 'stored e-mail',
    columns: ['purpose', 'created_at', 'expires_at'],
    onErase: 'deleted',
  },
  {
    table: 'auth.mails',
    column: 'to_email',
    by: 'stored e-mail',
    columns: ['id', 'template', 'created_at', 'done_at', 'outcome'],
    onErase: 'deleted',
  },
  {
    table: 'token_families',
    column: 'user_id',
    by: 'id',
    columns: [
      'id',
      'org_id',
      'name',
      'role',
      'scopes',
      'audience',
      'created_at',
      'expires_at',
      'last_used_at',
      'revoked_at',
    ],
    onErase: 'deleted',
  },
  {
    table: 'members',
    column: 'user_id',
    by: 'id',
    columns: ['org_id', 'role', 'created_at'],
    onErase: 'deleted',
  },
  {
    table: 'invitations',
    column: 'invited_by',
    by: 'id',
    columns: ['id', 'org_id', 'role', 'created_at', 'expires_at', 'accepted_at', 'revoked_at'],
    onErase: 'deleted',
  },
  {
    table: 'invitations',
    column: 'email',
    by: 'stored e-mail',
    columns: ['id', 'org_id', 'email', 'role', 'created_at', 'accepted_at'],
    onErase: 'deleted',
  },
  {
    table: 'api_keys',
    column: 'user_id',
    by: 'id',
    columns: [
      'id',
      'org_id',
      'name',
      'role',
      'prefix',
      'created_at',
      'expires_at',
      'revoked_at',
      'last_used_at',
    ],
    onErase: 'deleted',
  },
  {
    table: 'security_event_reads',
    column: 'user_id',
    by: 'id',
    columns: ['org_id', 'seen_until'],
    onErase: 'deleted',
  },
  {
    table: 'alert_channels',
    column: 'created_by',
    by: 'id',
    columns: ['id', 'org_id', 'kind', 'target', 'created_at'],
    onErase: 'kept without the name',
  },
  {
    table: 'security_events',
    column: 'user_id',
    by: 'id',
    columns: ['id', 'org_id', 'at', 'kind', 'severity', 'label', 'ip_address', 'user_agent', 'detail'],
    onErase: 'kept without the name',
  },
  {
    table: 'audit_events',
    column: 'user_id',
    by: 'id',
    columns: [
      'org_id',
      'seq',
      'at',
      'actor_label',
      'action',
      'target',
      'before',
      'after',
      'ip_address',
      'correlation_id',
    ],
    onErase: 'kept, pseudonym in place of the name',
  },
  {
    table: 'buyer_profile_changes',
    column: 'changed_by',
    by: 'shown e-mail',
    columns: ['org_id', 'version', 'changed_at', 'before', 'after'],
    onErase: 'kept, pseudonym in place of the name',
  },
  {
    table: 'own_fee_schedules',
    column: 'added_by',
    by: 'shown e-mail',
    columns: ['org_id', 'source', 'effective_from', 'revision', 'added_at'],
    onErase: 'kept, pseudonym in place of the name',
  },
];

export interface Person {
  readonly id: string;
  readonly storedEmail: string;
  readonly shownEmail: string;
}

const nameOf = ({ by }: PersonalTable, person: Person) =>
  ({ id: person.id, 'shown e-mail': person.shownEmail, 'stored e-mail': person.storedEmail })[by];

/** All that is held of a person, by table; as the owner, across dealerships. */
export async function gatherPersonalData(db: Database, person: Person): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const entry of personalTables) {
    const columns = sql.join(entry.columns.map((column) => sql.ref(column)));
    const { rows } = await sql<Record<string, unknown>>`select ${columns} from ${sql.table(entry.table)}
      where ${sql.ref(entry.column)} = ${nameOf(entry, person)}`.execute(db);
    found[entry.by === 'stored e-mail' ? `${entry.table} (sent to you)` : entry.table] = rows;
  }
  return found;
}

/**
 * Takes a person out of every table, as the owner. What is deleted outright goes with the account by its foreign keys;
 * the rest is done here. Answers how many events of the audit log now bear the pseudonym.
 */
export async function erasePerson(transaction: Transaction<DB>, person: Person): Promise<number> {
  const erased =
    await sql`update audit_events set actor_label = audit_pseudonym(user_id), ip_address = null, salt = null
    where user_id = ${person.id} and version = 2 and salt is not null`.execute(transaction);
  await sql`update security_events set user_id = null, label = null, ip_address = null, user_agent = null,
    detail = detail - 'userAgent' where user_id = ${person.id}`.execute(transaction);
  await sql`update buyer_profile_changes set changed_by = audit_pseudonym(${person.id}) where changed_by = ${person.shownEmail}`.execute(
    transaction,
  );
  await sql`update own_fee_schedules set added_by = audit_pseudonym(${person.id}) where added_by = ${person.shownEmail}`.execute(
    transaction,
  );
  for (const [table, column] of [
    ['invitations', 'email'],
    ['auth.email_tokens', 'email'],
    ['auth.mails', 'to_email'],
  ] as const)
    await sql`delete from ${sql.table(table)} where ${sql.ref(column)} in (${person.storedEmail}, ${person.shownEmail})`.execute(
      transaction,
    );
  await sql`delete from auth.users where id = ${person.id}`.execute(transaction);
  return Number(erased.numAffectedRows ?? 0n);
}
