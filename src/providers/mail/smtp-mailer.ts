import { createTransport } from 'nodemailer';
import type { Letter, Mailer, MailSettings } from './mailer.ts';

/** The parts of an SMTP fault that may be logged: never the letter, the address or the password. */
export class MailRefusedError extends Error {
  readonly code = 'mail_refused';
  /** Whether the server said no for good: 5xx to the recipient or the letter (RFC 5321, 4.2.1). */
  readonly isFinal: boolean;
  /** Why, for whoever asked for the letter. */
  readonly reason: string;
  constructor(cause: unknown) {
    const { code, responseCode, command, response } = cause as {
      code?: string;
      responseCode?: number;
      command?: string;
      response?: string;
    };
    super(
      `the mail server did not take the letter (${[code, responseCode, command].filter(Boolean).join(', ')})`,
    );
    this.name = 'MailRefusedError';
    this.isFinal =
      (command === 'RCPT TO' || command === 'DATA') &&
      responseCode !== undefined &&
      responseCode >= 500 &&
      !ofOurOwn.has(responseCode);
    this.reason = `${toReason(responseCode, response)}${responseCode ? ` (${responseCode})` : ''}`;
  }
}

/** Refusals of this program rather than of the recipient, which an operator may mend: out of order, or not signed in. */
const ofOurOwn = new Set([503, 530, 534, 535, 538]);

/** By enhanced status code (RFC 3463) where the server gives one. Never its own words: they name the recipient. */
function toReason(responseCode: number | undefined, response: string | undefined): string {
  const [, subject = '', detail = ''] = /^\d{3}[ -]5\.(\d{1,3})\.(\d{1,3})\b/.exec(response ?? '') ?? [];
  if (subject === '1') return 'There is no such mailbox';
  if (subject === '2' && detail === '1') return 'The mailbox is closed';
  if ((subject === '2' && detail === '3') || (subject === '3' && detail === '4'))
    return 'The letter is too large for the mailbox';
  if (subject === '2' || (subject === '' && responseCode === 552)) return 'The mailbox is full';
  if (subject === '7') return 'The mail server there takes no mail from this one';
  if (subject === '' && (responseCode === 550 || responseCode === 551 || responseCode === 553))
    return 'There is no such mailbox, or it takes no mail from here';
  return 'The mail server there does not take the letter';
}

const secondsMs = 1_000;

/** Sends over SMTP; to a server on another machine only through TLS. */
export function createSmtpMailer({ smtpUrl, from }: MailSettings): Mailer {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (protocol === 'smtps:' ? 465 : 587) : Number(port),
    secure: protocol === 'smtps:',
    requireTLS: protocol === 'smtp:' && !isLocal,
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    connectionTimeout: 10 * secondsMs,
    greetingTimeout: 10 * secondsMs,
    socketTimeout: 30 * secondsMs,
    // a letter is text of our own: nothing in it may name a file or an address to be read
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^\s@>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return {
    async send({ id, to, subject, text, html }: Letter) {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw new MailRefusedError(error);
      }
    },
    close: () => transport.close(),
  };
}
