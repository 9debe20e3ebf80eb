import { entrances } from '../../contracts/pages.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Sealer } from '../../platform/seal.ts';
import type { Letter, Mailer } from '../../providers/mail/mailer.ts';
import { MailRefusedError } from '../../providers/mail/smtp-mailer.ts';
import { findAccountByEmail, findAccountById } from '../../store/accounts.reader.ts';
import type { AuthScoped, AuthStore } from '../../store/auth-connection.ts';
import { type EmailTokenPurpose, replaceEmailToken } from '../../store/email-tokens.writer.ts';
import { countMailsTo, lockWaitingMail } from '../../store/mails.writer.ts';
import { toShownEmail } from '../email.ts';
import { runAuth } from '../run-auth.ts';
import { hashToken, makeToken } from '../secrets.ts';
import type { SecurityDeps } from '../security/record-event.ts';
import { composeMail } from './compose-mail.ts';
import { endMail, type MailEnd } from './end-mail.ts';
import { type FinishedMail, type MailContent, mailContentSchema } from './mail-content.ts';
import { mailPurpose } from './post.ts';

export interface SendMailDeps extends SecurityDeps {
  readonly store: AuthStore;
  readonly clock: Clock;
  /** By which a mail becomes too old: what is thrown away does not come back with the right time. */
  readonly steadyClock: Clock;
  readonly sealer: Sealer;
  readonly mailer: Mailer;
}

const minutesMs = 60_000;
const hoursMs = 60 * minutesMs;
/** Older ones are let go: what they tell of is over. */
const tooOldMs = 24 * hoursMs;
/** Of one kind to one address: a mailbox cannot be flooded through our forms. */
const perHour = 5;

const links = {
  reset: { path: entrances.reset, validMs: 30 * minutesMs },
  sign_up: { path: entrances.signUp, validMs: 24 * hoursMs },
  verify: { path: entrances.confirmEmail, validMs: 24 * hoursMs },
  change: { path: entrances.confirmEmail, validMs: 1 * hoursMs },
} as const satisfies Record<EmailTokenPurpose, { path: string; validMs: number }>;

interface Waiting {
  readonly to: string;
  readonly now: string;
  readonly content: MailContent;
}

/** Makes the link, whose secret exists nowhere but in the letter. */
async function makeLink(
  scoped: AuthScoped,
  purpose: EmailTokenPurpose,
  userId: string | null,
  baseUrl: string,
  { to, now }: Waiting,
): Promise<FinishedMail> {
  const token = makeToken();
  const { path, validMs } = links[purpose];
  await replaceEmailToken(scoped, {
    token_hash: hashToken(token),
    purpose,
    user_id: userId,
    email: to,
    created_at: now,
    expires_at: new Date(Date.parse(now) + validMs).toISOString(),
  });
  // after the # so that it reaches no server's log
  return { template: purpose, url: `${baseUrl}${path}#${token}` };
}

/** What the letter says, now that it is looked up whose address it is. Undefined: nothing is sent to this one. */
async function finish(scoped: AuthScoped, waiting: Waiting): Promise<FinishedMail | undefined> {
  const { content, to } = waiting;
  switch (content.template) {
    case 'invitation':
    case 'notice':
      return content;
    case 'reset': {
      const account = await findAccountByEmail(scoped, to);
      return account && makeLink(scoped, 'reset', account.id, content.baseUrl, waiting);
    }
    case 'sign_up': {
      const account = await findAccountByEmail(scoped, to);
      return account
        ? { template: 'sign_up_known' }
        : makeLink(scoped, 'sign_up', null, content.baseUrl, waiting);
    }
    case 'verify': {
      const account = await findAccountById(scoped, content.userId);
      if (account?.email !== to) return undefined;
      return makeLink(scoped, 'verify', account.id, content.baseUrl, waiting);
    }
    case 'change': {
      const account = await findAccountById(scoped, content.userId);
      if (!account) return undefined;
      const other = await findAccountByEmail(scoped, to);
      return other
        ? { template: 'change_taken' }
        : makeLink(scoped, 'change', account.id, content.baseUrl, waiting);
    }
  }
}

/** The letter that is to be sent, or why there is none (then the mail is dealt with). */
async function prepare(
  scoped: AuthScoped,
  mailId: string,
  deps: SendMailDeps,
): Promise<Letter | MailEnd | undefined> {
  const row = await lockWaitingMail(scoped, mailId);
  if (!row) return undefined;
  const now = deps.clock.now();
  const drop = (outcome: 'too_late' | 'too_many' | 'nobody', reason?: string) =>
    endMail(scoped, row, { outcome, ...(reason && { reason }) }, deps);
  if (Date.parse(deps.steadyClock.now()) - Date.parse(row.created_at) > tooOldMs)
    return drop('too_late', 'No mail server took it for a day');
  const opened = row.sealed === null ? undefined : deps.sealer.open(mailPurpose, row.sealed);
  // another program on this database may have it, or this one after its next start
  if (opened === undefined) throw new Error('the mail is sealed with a secret that is not known here');
  const content = mailContentSchema.parse(JSON.parse(opened));
  // what a clock that has been set back since has dated ahead does not count
  const lastHour = [-hoursMs, minutesMs].map((ms) => new Date(Date.parse(now) + ms).toISOString());
  if (
    content.template !== 'notice' &&
    (await countMailsTo(scoped, row.to_email, row.template, lastHour as [string, string])) > perHour
  )
    return drop('too_many', 'Five went to this address within an hour');
  const finished = await finish(scoped, { to: row.to_email, now, content });
  if (!finished) return drop('nobody');
  return { id: row.id, to: toShownEmail(row.to_email), ...composeMail(finished) };
}

/** Sends a mail that waits; undefined: it was dealt with before. Throws when the server cannot be reached or wants it later: the job tries again. */
export async function sendMail(mailId: string, deps: SendMailDeps): Promise<MailEnd | undefined> {
  const { store, mailer } = deps;
  const letter = await runAuth(store, (scoped) => prepare(scoped, mailId, deps));
  if (!letter || 'outcome' in letter) return letter;
  let end: MailEnd = { outcome: 'sent' };
  try {
    await mailer.send(letter);
  } catch (error) {
    if (!(error instanceof MailRefusedError && error.isFinal)) throw error;
    end = { outcome: 'refused', reason: error.reason };
  }
  return runAuth(store, async (scoped) => {
    const row = await lockWaitingMail(scoped, mailId);
    // somebody else has dealt with it meanwhile
    return row && endMail(scoped, row, end, deps);
  });
}
