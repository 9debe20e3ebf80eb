import { createTransport } from 'nodemailer';
import type { Letter, Mailer, MailSettings } from './mailer.ts';

/** The parts of an SMTP fault that may be logged: never the letter, the address or the password. */
export class MailRefusedError extends Error {
  readonly code = 'mail_refused';
  /** Whether the server said no for good (5xx to the recipient or the letter). */
  readonly isFinal: boolean;
  constructor(cause: unknown) {
    const { code, responseCode, command } = cause as {
      code?: string;
      responseCode?: number;
      command?: string;
    };
    super(
      `the mail server did not take the letter (${[code, responseCode, command].filter(Boolean).join(', ')})`,
    );
    this.name = 'MailRefusedError';
    this.isFinal = (code === 'EENVELOPE' || code === 'EMESSAGE') && (responseCode ?? 0) >= 550;
  }
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
