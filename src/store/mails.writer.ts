import { sql, type Transaction } from 'kysely';
import type { AuthScoped } from './auth-connection.ts';
import type { DB } from './schema.gen.ts';

export interface NewMail {
  readonly id: string;
  readonly template: string;
  /** As stored. */
  readonly toEmail: string;
  readonly sealed: string;
}

/** Asks for a mail once this transaction commits: of accounts or of a dealership. */
export async function enqueueMail(
  scoped: Transaction<DB>,
  { id, template, toEmail, sealed }: NewMail,
  now: string,
): Promise<void> {
  await sql`select enqueue_mail(${id}, ${template}, ${toEmail}, ${sealed}, ${now}::timestamptz)`.execute(
    scoped,
  );
}

/** A mail that nobody has dealt with yet, held until the transaction ends. */
export const lockWaitingMail = (scoped: AuthScoped, id: string) =>
  scoped
    .selectFrom('auth.mails')
    .select(['id', 'template', 'to_email', 'sealed', 'created_at'])
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();

/** How many mails of a template were asked for an address between two moments, this one and those never sent included. */
export async function countMailsTo(
  scoped: AuthScoped,
  toEmail: string,
  template: string,
  [since, until]: readonly [string, string],
): Promise<number> {
  const { count } = await scoped
    .selectFrom('auth.mails')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('to_email', '=', toEmail)
    .where('template', '=', template)
    .where('created_at', '>', since)
    .where('created_at', '<=', until)
    .where(({ or, eb }) => or([eb('outcome', 'is', null), eb('outcome', '=', 'sent')]))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export type MailOutcome = 'sent' | 'nobody' | 'too_late' | 'too_many' | 'refused';

/** What it said is thrown away. */
export const markMailDone = (scoped: AuthScoped, id: string, outcome: MailOutcome, now: string) =>
  scoped
    .updateTable('auth.mails')
    .set({ sealed: null, outcome, done_at: now })
    .where('id', '=', id)
    .execute();

/** Asks again for mails that nobody has tried to send for an hour. */
export async function resumeMails(scoped: AuthScoped, now: string): Promise<void> {
  await sql`select resume_mails(${now}::timestamptz)`.execute(scoped);
}
