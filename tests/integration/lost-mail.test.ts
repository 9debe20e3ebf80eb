import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mailSend } from '../../src/jobs/mail-send.ts';
import { startWorker, type Worker } from '../../src/jobs/start-worker.ts';
import { createLogger } from '../../src/platform/logger.ts';
import type { Mailer } from '../../src/providers/mail/mailer.ts';
import { createSmtpMailer } from '../../src/providers/mail/smtp-mailer.ts';
import { type IdentityServer, startIdentityServer, toCookie } from '../support/identity-server.ts';
import { linkIn, type MailServer, startMailServer } from '../support/mail-server.ts';

let mail: MailServer;
let mailer: Mailer;
let running: IdentityServer;
let worker: Worker;
let owner: string;
let offsetMs = 0;
const logged: { level: number; mailId?: string; outcome?: string; reason?: string }[] = [];
const hourMs = 3_600_000;

beforeAll(async () => {
  mail = await startMailServer();
  mailer = createSmtpMailer({ smtpUrl: mail.url, from: 'DealerScope <deals@example.com>' });
  running = await startIdentityServer({
    mailer,
    clock: { now: () => new Date(Date.now() + offsetMs).toISOString() as never },
  });
  const logger = createLogger('info', {
    destination: { write: (line: string) => void logged.push(JSON.parse(line)) },
  });
  worker = await startWorker(running.connectionString, [mailSend(running.identity.sendMail)], logger);
  owner = (await running.addPerson('owner@example.com', 'owner')).cookie;
});
afterEach(() => {
  mail.answer('take');
});
afterAll(async () => {
  await worker?.stop();
  await running?.close();
  mailer?.close();
  await mail?.close();
});

interface Open {
  readonly id: string;
  readonly email: string;
  readonly mail: { state: string; reason: string | null } | null;
}
const invite = (email: string) =>
  running.ask('POST', '/api/v1/invitations', { body: { email, role: 'buyer' }, cookie: owner });
const find = async (email: string) =>
  (await running.ask('GET', '/api/v1/invitations', { cookie: owner }))
    .json<{ invitations: Open[] }>()
    .invitations.find((open) => open.email === email);
const stateOf = async (email: string) => (await find(email))?.mail;
const events = () =>
  running.store.db
    .selectFrom('security_events')
    .selectAll()
    .where('kind', '=', 'mail.undeliverable')
    .execute();

describe('an invitation whose mail is refused for good', () => {
  test.each([
    ['RCPT', 550, '5.1.1 <x@example.com>: user unknown', 'There is no such mailbox (550)'],
    ['RCPT', 550, 'relay not permitted', 'There is no such mailbox, or it takes no mail from here (550)'],
    ['RCPT', 552, 'over quota', 'The mailbox is full (552)'],
    [
      'RCPT',
      554,
      '5.7.1 blocked, see https://example.com',
      'The mail server there takes no mail from this one (554)',
    ],
    ['RCPT', 521, 'takes no mail', 'The mail server there does not take the letter (521)'],
    ['DATA', 552, '5.3.4 too big', 'The letter is too large for the mailbox (552)'],
    ['DATA', 554, 'spam', 'The mail server there does not take the letter (554)'],
    ['DATA', 500, 'no', 'The mail server there does not take the letter (500)'],
  ] as const)('at %s with %i %s: says so, as an event and in the log too', async (at, code, says, reason) => {
    const email = `lost-${at}-${code}-${says.length}@example.com`.toLowerCase();
    mail.answer({ at, code, says });
    await invite(email);
    await expect.poll(() => stateOf(email), { timeout: 20_000 }).toEqual({ state: 'refused', reason });
    const { id } = (await find(email)) as Open;
    const event = (await events()).find(
      ({ detail }) => (detail as { invitation?: string }).invitation === id,
    );
    expect(event).toMatchObject({
      org_id: 'org_ours',
      severity: 'warning',
      detail: { outcome: 'refused', reason },
    });
    // neither there nor in the log stands who was written to
    expect(JSON.stringify(event)).not.toContain(email);
    const line = logged.find(
      ({ mailId }) => mailId === (event?.detail as { mail?: string } | undefined)?.mail,
    );
    expect(line).toMatchObject({ level: 40, outcome: 'refused', reason });
    expect(JSON.stringify(logged)).not.toContain(email);
  });

  test('can be sent again, and then forgets why the first one was lost', async () => {
    mail.answer('never');
    await invite('again@example.com');
    await expect
      .poll(() => stateOf('again@example.com'), { timeout: 20_000 })
      .toMatchObject({ state: 'refused' });
    mail.answer('take');
    const { id } = (await find('again@example.com')) as Open;
    const resent = await running.ask('POST', `/api/v1/invitations/${id}/resend`, { cookie: owner });
    expect(resent.json()).toMatchObject({ url: null });
    const { token } = linkIn(await mail.next('again@example.com'));
    expect(token).not.toBe('');
    await expect.poll(() => stateOf('again@example.com')).toEqual({ state: 'sent', reason: null });
  });
});

test.each([
  ['the recipient is to be tried later', { at: 'RCPT', code: 451, says: 'greylisted' }],
  ['the sender is refused, which the operator may mend', { at: 'MAIL', code: 550, says: 'not from here' }],
  ['the operator has not signed in', { at: 'RCPT', code: 530, says: 'authentication required' }],
] as const)('waits and is not lost where %s', async (_why, answer) => {
  const email = `waits-${answer.at}-${answer.code}@example.com`.toLowerCase();
  mail.answer(answer);
  await invite(email);
  const waiting = () =>
    running.store.db
      .selectFrom('graphile_worker.jobs' as never)
      .select(['attempts', 'last_error'] as never[])
      .execute() as Promise<{ attempts: number; last_error: string | null }[]>;
  await expect
    .poll(async () => (await waiting()).some(({ last_error }) => last_error?.includes(String(answer.code))), {
      timeout: 20_000,
    })
    .toBe(true);
  expect(await stateOf(email)).toEqual({ state: 'waiting', reason: null });
  mail.answer('take');
  await mail.next(email);
  await expect.poll(() => stateOf(email)).toEqual({ state: 'sent', reason: null });
});

test('a mail that no server took for a day is given up, and its invitation says so', async () => {
  mail.answer('later');
  const offers = mail.offers();
  await invite('late@example.com');
  await expect.poll(() => mail.offers(), { timeout: 20_000 }).toBeGreaterThan(offers);
  offsetMs = 25 * hourMs;
  // nobody used the session for a day
  owner = toCookie(await running.signIn('owner@example.com'));
  await expect
    .poll(() => stateOf('late@example.com'), { timeout: 30_000 })
    .toEqual({ state: 'given_up', reason: 'No mail server took it for a day' });
  expect((await events()).some(({ detail }) => (detail as { outcome: string }).outcome === 'too_late')).toBe(
    true,
  );
});

test('a notice that is refused is an event in each dealership of the person it was to', async () => {
  const { userId } = await running.addPerson('noticed@example.com', 'viewer');
  mail.answer('never');
  await running.ask('POST', '/api/v1/auth/password-reset/request', {
    body: { email: 'noticed@example.com' },
  });
  await expect
    .poll(async () => (await events()).find((event) => event.user_id === userId), { timeout: 20_000 })
    .toMatchObject({ org_id: 'org_ours', label: 'noticed@example.com', detail: { template: 'reset' } });
});
