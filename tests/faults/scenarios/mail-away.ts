import { type MailServer, startMailServer } from '../../support/mail-server.ts';
import { startTcpProxy, type TcpProxy } from '../kit/tcp-proxy.ts';
import { until } from '../kit/until.ts';
import { type Installation, startInstallation } from './installation.ts';
import { inSeconds, judge, settings } from './outcome.ts';

export interface MailFault {
  readonly name: string;
  readonly begin: (proxy: TcpProxy) => void | Promise<void>;
  /** Again and again while it is away, such as a cut. */
  readonly repeat?: (proxy: TcpProxy) => void;
}

export const mailFaults: readonly MailFault[] = [
  { name: 'SMTP stopped', begin: (proxy) => proxy.refuse() },
  {
    name: 'SMTP killed',
    async begin(proxy) {
      proxy.cut();
      await proxy.refuse();
    },
  },
  { name: 'SMTP frozen', begin: (proxy) => proxy.hold() },
  { name: 'SMTP cut', begin: (proxy) => proxy.delay(20), repeat: (proxy) => proxy.cut() },
  { name: 'SMTP silent', begin: (proxy) => proxy.swallow() },
];

const awayMs = 4_000;
const slowestMs = 2_000;
/** A try that met silence has to run into its deadline (30 s) first, and waits some seconds for the next. */
const arrivedWithinMs = 60_000;

async function invite(
  { url, session }: Installation,
  email: string,
): Promise<{ status: number; tookMs: number }> {
  const startedAtMs = performance.now();
  const response = await fetch(`${url}/api/v1/invitations`, {
    method: 'POST',
    headers: { ...session, 'content-type': 'application/json' },
    body: JSON.stringify({ email, role: 'viewer' }),
  });
  await response.arrayBuffer();
  return { status: response.status, tookMs: performance.now() - startedAtMs };
}

/** How often each mailbox got a letter, told apart by its message id as mailboxes do. */
const countLetters = (mail: MailServer, email: string) =>
  new Set(mail.received.filter(({ to }) => to === email).map(({ messageId }) => messageId)).size;

/** The mail server away and back: whoever invites is not kept waiting, and each letter arrives, once. */
export async function loseMail({ name, begin, repeat }: MailFault, repetitions: number): Promise<void> {
  const mail = await startMailServer();
  const proxy = await startTcpProxy({ host: '127.0.0.1', port: Number(new URL(mail.url).port) });
  const installation = await startInstallation({
    DEALERSCOPE_SMTP_URL: `smtp://127.0.0.1:${proxy.port}`,
    DEALERSCOPE_MAIL_FROM: 'DealerScope <deals@example.com>',
  });
  const { server } = installation;
  const emails: string[] = [];
  const asked: Awaited<ReturnType<typeof invite>>[] = [];
  const arrivedMs: number[] = [];
  try {
    for (let at = 0; at < repetitions; at++) {
      const email = `buyer-${at}@example.com`;
      emails.push(email);
      await begin(proxy);
      asked.push(await invite(installation, email));
      const repeating = repeat && setInterval(() => repeat(proxy), 100);
      await new Promise((resolve) => setTimeout(resolve, awayMs));
      clearInterval(repeating);
      await proxy.heal();
      const returnedAtMs = performance.now();
      const came = until('the letter arrives', () => countLetters(mail, email) > 0, {
        withinMs: arrivedWithinMs * settings.slack,
        everyMs: 100,
      });
      arrivedMs.push(
        await came.then(
          () => performance.now() - returnedAtMs,
          () => Number.POSITIVE_INFINITY,
        ),
      );
    }
    const lost = arrivedMs.filter((ms) => !Number.isFinite(ms)).length;
    const doubled = emails.filter((email) => countLetters(mail, email) > 1).length;
    const slowest = Math.max(...asked.map(({ tookMs }) => tookMs));
    const refused = asked.filter(({ status }) => status !== 201).map(({ status }) => status);
    judge({
      fault: name,
      repetitions,
      figures: [
        `${lost} lost, ${doubled} doubled of ${emails.length} letters`,
        ...(lost === 0 ? [`arrived ${inSeconds(Math.max(...arrivedMs))} after its return at worst`] : []),
        `invited in ${inSeconds(slowest)} at worst`,
      ].join('; '),
      problems: [
        ...(lost > 0 ? [`${lost} lost`] : []),
        ...(doubled > 0 ? [`${doubled} doubled`] : []),
        ...(refused.length > 0 ? [`every invitation is made, not ${refused.join()}`] : []),
        ...(slowest > slowestMs * settings.slack
          ? [`every answer within ${inSeconds(slowestMs * settings.slack)}`]
          : []),
        ...(server.ends.length > 0 ? ['the server stays'] : []),
      ],
    });
  } finally {
    await installation.close();
    await proxy.close();
    await mail.close();
  }
}
