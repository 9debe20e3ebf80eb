import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly parsed: ParsedMail;
}

export interface MailRefusal {
  readonly at: 'MAIL' | 'RCPT' | 'DATA';
  readonly code: number;
  readonly says: string;
}

const refusals = {
  later: { at: 'RCPT', code: 451, says: 'try later' },
  never: { at: 'RCPT', code: 550, says: 'no such mailbox' },
} as const satisfies Record<string, MailRefusal>;

export interface MailServer {
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  /** The next mail to an address that was not taken yet; waits for it. */
  next(to: string, subject?: RegExp): Promise<ReceivedMail>;
  /** What the server answers from now on: takes letters, says "later", "no such mailbox", or what is given. */
  answer(how: 'take' | 'later' | 'never' | MailRefusal): void;
  /** How many times a letter was offered, taken or not. */
  readonly offers: () => number;
  close(): Promise<void>;
}

/** A real SMTP server on a free port that keeps what it is sent. */
export async function startMailServer(credentials?: { user: string; pass: string }): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const taken = new Set<ReceivedMail>();
  const waiting: { matches: (mail: ReceivedMail) => boolean; resolve: (mail: ReceivedMail) => void }[] = [];
  let refusal: MailRefusal | undefined;
  const refuse = (at: MailRefusal['at']) =>
    refusal?.at === at ? Object.assign(new Error(refusal.says), { responseCode: refusal.code }) : null;
  let offers = 0;
  const server = new SMTPServer({
    authOptional: credentials === undefined,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      username === credentials?.user && password === credentials?.pass
        ? done(null, { user: username })
        : done(new Error('not the password')),
    onMailFrom: (_address, _session, done) => done(refuse('MAIL')),
    onRcptTo(_address, _session, done) {
      offers += 1;
      done(refuse('RCPT'));
    },
    onData(stream, session, done) {
      simpleParser(stream).then((parsed) => {
        const refused = refuse('DATA');
        if (refused) return done(refused);
        const mail: ReceivedMail = {
          to: session.envelope.rcptTo.map(({ address }) => address).join(),
          subject: parsed.subject ?? '',
          text: parsed.text ?? '',
          html: parsed.html || '',
          messageId: parsed.messageId ?? '',
          parsed,
        };
        received.push(mail);
        const at = waiting.findIndex(({ matches }) => matches(mail));
        if (at >= 0) {
          taken.add(mail);
          waiting.splice(at, 1)[0]?.resolve(mail);
        }
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  const login = credentials ? `${credentials.user}:${encodeURIComponent(credentials.pass)}@` : '';
  return {
    url: `smtp://${login}127.0.0.1:${port}`,
    received,
    offers: () => offers,
    answer(how) {
      refusal = how === 'take' ? undefined : typeof how === 'string' ? refusals[how] : how;
    },
    async next(to, subject = /./) {
      const matches = (mail: ReceivedMail) =>
        mail.to === to && subject.test(mail.subject) && !taken.has(mail);
      const there = received.find(matches);
      if (there) {
        taken.add(there);
        return there;
      }
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () =>
            reject(
              new Error(
                `no mail to ${to} like ${subject}; there were: ${received.map((mail) => `${mail.to}: ${mail.subject}`).join('; ')}`,
              ),
            ),
          15_000,
        );
        waiting.push({
          matches,
          resolve(mail) {
            clearTimeout(timer);
            resolve(mail);
          },
        });
      });
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The secret of the link in a mail. */
export const linkIn = ({ text }: ReceivedMail): { url: string; token: string } => {
  const url = /https?:\/\/\S+#[\w-]{43}/.exec(text)?.[0] ?? '';
  return { url, token: url.split('#')[1] ?? '' };
};
