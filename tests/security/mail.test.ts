import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailSend } from '../../src/jobs/mail-send.ts';
import { startWorker, type Worker } from '../../src/jobs/start-worker.ts';
import { createLogger } from '../../src/platform/logger.ts';
import type { Mailer } from '../../src/providers/mail/mailer.ts';
import { createSmtpMailer } from '../../src/providers/mail/smtp-mailer.ts';
import {
  host,
  type IdentityServer,
  password,
  startIdentityServer,
  toCookie,
} from '../support/identity-server.ts';
import { linkIn, type MailServer, startMailServer } from '../support/mail-server.ts';

const newPassword = 'walnut-harbor-thimble-92';
let mail: MailServer;
let mailer: Mailer;
let running: IdentityServer;
let worker: Worker;
let owner: string;
let now = Date.now();

beforeAll(async () => {
  mail = await startMailServer({ user: 'deals', pass: 'p@ss:word' });
  mailer = createSmtpMailer({ smtpUrl: mail.url, from: 'DealerScope <deals@example.com>' });
  running = await startIdentityServer({
    mailer,
    isSignUpOpen: true,
    clock: { now: () => new Date(now).toISOString() as never },
  });
  worker = await startWorker(
    running.connectionString,
    [mailSend(running.identity.sendMail)],
    createLogger('silent'),
  );
  owner = (await running.addPerson('owner@example.com', 'owner')).cookie;
});
afterAll(async () => {
  await worker.stop();
  await running.close();
  mailer.close();
  await mail.close();
});

const post = (url: string, body: unknown, cookie?: string) =>
  running.ask('POST', url, { body, ...(cookie && { cookie }) });
let asked = 0;
/** Each from an address of its own: how often one may ask is not what most of these tests are about. */
const askReset = (email: string) =>
  running.ask('POST', '/api/v1/auth/password-reset/request', {
    body: { email },
    remoteAddress: `203.0.113.${asked++}`,
  });
const jobs = () =>
  running.store.db
    .selectFrom('graphile_worker.jobs' as never)
    .selectAll()
    .execute();
const reset = (token: string, given = newPassword) =>
  post('/api/v1/auth/password-reset', { token, newPassword: given });
const mails = () => running.store.db.selectFrom('auth.mails').selectAll().execute();

describe('mail', () => {
  test('is sent by a job that commits with what it tells of, as text and HTML, and is forgotten once sent', async () => {
    await running.addPerson('letter@example.com', 'viewer');
    const answer = await askReset('letter@example.com');
    expect(answer.statusCode).toBe(202);
    const received = await mail.next('letter@example.com', /Reset/);
    expect(received.parsed.from?.text).toBe('"DealerScope" <deals@example.com>');
    expect(received.parsed.headers.get('auto-submitted')).toBe('auto-generated');
    const { url, token } = linkIn(received);
    expect(url).toMatch(new RegExp(`^http://${host}/reset#[\\w-]{43}$`));
    expect(received.html).toContain(`href="${url}"`);
    await expect
      .poll(async () => (await mails()).filter((row) => row.to_email === 'letter@example.com'))
      .toMatchObject([{ outcome: 'sent', sealed: null }]);
    // the secret of the link stands in the mail and nowhere else
    const tokens = await running.store.db.selectFrom('auth.email_tokens').selectAll().execute();
    expect(tokens.length).toBeGreaterThan(0);
    expect(JSON.stringify([tokens, await mails()])).not.toContain(token);
  });

  test('that waits is sealed: neither link nor wording can be read in the database', async () => {
    mail.answer('later');
    try {
      const offered = mail.offers();
      const invited = await post(
        '/api/v1/invitations',
        { email: 'waiting@example.com', role: 'buyer' },
        owner,
      );
      expect(invited.json()).toMatchObject({ url: null });
      await expect.poll(() => mail.offers(), { timeout: 10_000 }).toBeGreaterThan(offered);
      const row = (await mails()).find(({ to_email }) => to_email === 'waiting@example.com');
      expect(row).toMatchObject({ done_at: null, outcome: null, template: 'invitation' });
      expect(JSON.stringify([row, await jobs()])).not.toMatch(/join#|http/);
      // the reason is kept, the letter is not
      await expect.poll(async () => JSON.stringify(await jobs())).toContain('EENVELOPE, 451');
    } finally {
      mail.answer('take');
    }
    // the next try gets through, and the person can join
    const { token } = linkIn(await mail.next('waiting@example.com', /Join/));
    const joined = await post('/api/v1/auth/accept-invitation', { token, name: 'Wendy', password });
    expect(joined.statusCode).toBe(200);
    const session = await running.ask('GET', '/api/v1/auth/session', {
      cookie: toCookie(await running.signIn('waiting@example.com')),
    });
    expect(session.json()).toMatchObject({ user: { isEmailVerified: true } });
  });

  test('that the server refuses for good is not sent again', async () => {
    await running.addPerson('gone@example.com', 'viewer');
    mail.answer('never');
    try {
      await askReset('gone@example.com');
      await expect
        .poll(async () => (await mails()).find(({ to_email }) => to_email === 'gone@example.com')?.outcome)
        .toBe('refused');
    } finally {
      mail.answer('take');
    }
  });

  test('does not flood a mailbox: five of a kind an hour', async () => {
    await running.addPerson('flooded@example.com', 'viewer');
    for (let at = 0; at < 8; at++) await askReset('flooded@example.com');
    await expect
      .poll(
        async () =>
          (await mails())
            .filter(({ to_email }) => to_email === 'flooded@example.com')
            .map(({ outcome }) => outcome)
            .toSorted(),
        { timeout: 20_000 },
      )
      .not.toContain(null);
    const sent = mail.received.filter(({ to }) => to === 'flooded@example.com');
    expect(sent.length).toBeLessThanOrEqual(5);
    expect(sent.length).toBeGreaterThan(0);
  });
});

describe('a password reset by mail', () => {
  test('works once, ends all sessions, is told, and leaves the second factor', async () => {
    const email = 'forgot@example.com';
    const { cookie } = await running.addPerson(email, 'viewer');
    await askReset(email);
    const { token } = linkIn(await mail.next(email, /Reset/));
    // a weak one does not use the link up
    expect((await reset(token, 'password1234')).statusCode).toBe(400);
    const both = await Promise.all([reset(token), reset(token)]);
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([204, 404]);
    expect((await running.ask('GET', '/api/v1/auth/session', { cookie })).statusCode).toBe(401);
    expect((await running.signIn(email)).statusCode).toBe(401);
    const signedIn = await running.signIn(email, newPassword);
    expect(signedIn.statusCode).toBe(200);
    expect((await mail.next(email, /was reset/)).text).toContain('sessions were ended');
    const session = await running.ask('GET', '/api/v1/auth/session', { cookie: toCookie(signedIn) });
    expect(session.json()).toMatchObject({ user: { isEmailVerified: true } });
  });

  test('a link is worth nothing after half an hour, after a later one, and after another change of the password', async () => {
    const email = 'late@example.com';
    const { cookie } = await running.addPerson(email, 'viewer');
    const next = async () => {
      await askReset(email);
      return linkIn(await mail.next(email, /Reset/)).token;
    };
    const [first, second] = [await next(), await next()];
    expect((await reset(first)).statusCode).toBe(404);
    now += 31 * 60_000;
    expect((await reset(second)).statusCode).toBe(404);
    const third = await next();
    await post('/api/v1/account/password', { currentPassword: password, newPassword }, cookie);
    expect((await reset(third, 'other-granite-candle-18')).statusCode).toBe(404);
    for (const token of ['', 'A'.repeat(43), `${third}'--`])
      expect([400, 404]).toContain((await reset(token)).statusCode);
  });

  test('says the same for addresses with and without an account, and mails the one', async () => {
    await running.addPerson('known@example.com', 'viewer');
    const answers = [
      await askReset('known@example.com'),
      await askReset('unknown@example.com'),
      await askReset('no address at all'),
    ];
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    await mail.next('known@example.com', /Reset/);
    await expect
      .poll(async () => (await mails()).find(({ to_email }) => to_email === 'unknown@example.com')?.outcome)
      .toBe('nobody');
    expect(mail.received.some(({ to }) => to === 'unknown@example.com')).toBe(false);
  });

  test('a host made up by the client does not steer the link', async () => {
    await running.addPerson('steered@example.com', 'viewer');
    const answer = await running.ask('POST', '/api/v1/auth/password-reset/request', {
      body: { email: 'steered@example.com' },
      headers: { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
    });
    expect(answer.statusCode).toBe(202);
    expect(linkIn(await mail.next('steered@example.com')).url).toMatch(new RegExp(`^http://${host}/`));
  });
});

describe('an e-mail address', () => {
  test('is confirmed by its link', async () => {
    const email = 'unverified@example.com';
    const { cookie } = await running.addPerson(email, 'viewer');
    expect((await post('/api/v1/account/email/verify', {}, cookie)).statusCode).toBe(202);
    const { url, token } = linkIn(await mail.next(email, /Confirm your e-mail/));
    expect(url).toContain('/confirm-email#');
    expect((await post('/api/v1/auth/confirm-email', { token })).json()).toEqual({ email });
    expect((await post('/api/v1/auth/confirm-email', { token })).statusCode).toBe(404);
    const session = await running.ask('GET', '/api/v1/auth/session', { cookie });
    expect(session.json()).toMatchObject({ user: { isEmailVerified: true } });
  });

  test('changes once the new one has confirmed it; the old one is told before and after', async () => {
    const email = 'old@example.com';
    const { cookie } = await running.addPerson(email, 'manager');
    const change = (to: string, given = password) =>
      post('/api/v1/account/email', { email: to, password: given }, cookie);
    expect((await change('new@example.com', 'not the password')).statusCode).toBe(400);
    expect((await change('new@example.com')).statusCode).toBe(202);
    const log = await running.ask('GET', '/api/v1/audit-events?limit=1', { cookie });
    expect(log.json()).toMatchObject({ events: [{ action: 'email.change_asked' }] });
    await mail.next(email, /was asked for/);
    expect((await running.signIn(email)).statusCode).toBe(200);
    // a link to reset that went to the old address must not outlive the change
    await askReset(email);
    const stale = linkIn(await mail.next(email, /Reset/)).token;
    const { token } = linkIn(await mail.next('new@example.com', /new e-mail address/));
    expect((await post('/api/v1/auth/confirm-email', { token })).json()).toEqual({
      email: 'new@example.com',
    });
    await mail.next(email, /was changed/);
    expect((await reset(stale)).statusCode).toBe(404);
    expect((await running.signIn(email)).statusCode).toBe(401);
    expect((await running.signIn('new@example.com')).statusCode).toBe(200);
  });

  test('of somebody else is not taken over, and asking does not tell that there is one', async () => {
    const { cookie } = await running.addPerson('greedy@example.com', 'viewer');
    await running.addPerson('taken@example.com', 'viewer');
    const free = await post('/api/v1/account/email', { email: 'free@example.com', password }, cookie);
    const taken = await post('/api/v1/account/email', { email: 'taken@example.com', password }, cookie);
    expect(taken.statusCode).toBe(free.statusCode);
    expect(taken.body).toBe(free.body);
    const told = await mail.next('taken@example.com', /account already/);
    expect(linkIn(told).token).toBe('');
    expect((await running.signIn('taken@example.com')).statusCode).toBe(200);
  });
});

describe('sign-up', () => {
  const ask = (email: string) => post('/api/v1/auth/sign-up/request', { email });

  test('makes a dealership of one’s own once the address is confirmed, and asks for its lots', async () => {
    expect((await ask('founder@example.com')).statusCode).toBe(202);
    const { url, token } = linkIn(await mail.next('founder@example.com', /Finish/));
    expect(url).toContain('/sign-up#');
    expect((await post('/api/v1/auth/sign-up/link', { token })).json()).toEqual({
      email: 'founder@example.com',
    });
    const complete = (given: Record<string, unknown> = {}) =>
      post('/api/v1/auth/sign-up', {
        token,
        name: 'Fay',
        organisation: 'Fay’s Cars',
        password: newPassword,
        ...given,
      });
    expect((await complete({ password: 'password1234' })).statusCode).toBe(400);
    expect((await complete({ role: 'owner', email: 'owner@example.com' })).statusCode).toBe(400);
    const both = await Promise.all([complete(), complete()]);
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 404]);
    const cookie = toCookie(await running.signIn('founder@example.com', newPassword));
    const session = await running.ask('GET', '/api/v1/auth/session', { cookie });
    expect(session.json()).toMatchObject({
      role: 'owner',
      organisation: { name: 'Fay’s Cars' },
      user: { isEmailVerified: true },
    });
    const { id } = session.json<{ organisation: { id: string } }>().organisation;
    expect(id).not.toBe('org_ours');
    const log = await running.ask('GET', '/api/v1/audit-events', { cookie });
    expect(log.body).toContain('organisation.made');
    const members = await running.ask('GET', '/api/v1/members', { cookie });
    expect(members.json<{ members: unknown[] }>().members).toHaveLength(1);
    const deals = await running.ask('GET', '/api/v1/deals', { cookie });
    expect(deals.statusCode).toBe(200);
  });

  test('says the same where the address has an account; the account’s owner is told in the mail', async () => {
    await running.addPerson('present@example.com', 'viewer');
    const [known, unknown] = [await ask('present@example.com'), await ask('absent@example.com')];
    expect(`${known.statusCode} ${known.body}`).toBe(`${unknown.statusCode} ${unknown.body}`);
    const told = await mail.next('present@example.com', /account already/);
    expect(linkIn(told).token).toBe('');
    await mail.next('absent@example.com', /Finish/);
  });

  test('is closed unless the operator opens it, and says so', async () => {
    const closed = await startIdentityServer({ mailer });
    try {
      expect((await closed.ask('GET', '/api/v1/auth/options')).json()).toEqual({
        mail: true,
        signUp: 'invitation',
      });
      for (const [url, body] of [
        ['/api/v1/auth/sign-up/request', { email: 'x@example.com' }],
        ['/api/v1/auth/sign-up/link', { token: 'A'.repeat(43) }],
        [
          '/api/v1/auth/sign-up',
          { token: 'A'.repeat(43), name: 'X', organisation: 'Y', password: newPassword },
        ],
      ] as const)
        expect((await closed.ask('POST', url, { body })).json()).toMatchObject({ code: 'sign_up_closed' });
    } finally {
      await closed.close();
    }
  });
});

describe('notices', () => {
  test('tell of a sign-in on a new device, not of the first ever and not of a known device', async () => {
    const email = 'devices@example.com';
    const { cookie } = await running.addPerson(email, 'viewer');
    const signIn = (headers: Record<string, string>, device?: string) =>
      running.signIn(email, password, { headers, ...(device && { cookie: device }) });
    await signIn({}, cookie);
    await signIn({ 'user-agent': 'Strange/1.0' });
    const told = await mail.next(email);
    expect(told.subject).toContain('new device');
    expect(told.text).toContain('Strange/1.0');
    expect(mail.received.filter(({ to }) => to === email)).toHaveLength(1);
  });

  test('tell of a changed password and a removed second factor', async () => {
    const email = 'changes@example.com';
    const { cookie } = await running.addPerson(email, 'viewer');
    const changed = await post(
      '/api/v1/account/password',
      { currentPassword: password, newPassword },
      cookie,
    );
    expect(changed.statusCode).toBe(204);
    const told = await mail.next(email, /password was changed/);
    expect(told.text).not.toContain(newPassword);
    await running.identity.operate.resetPassword(email, { forgetSecondFactor: true });
    expect((await mail.next(email, /password was reset/)).text).toContain('Whoever runs this DealerScope');
  });
});

test('without mail nothing pretends to have been sent: links are shown to the inviter, the rest says so', async () => {
  const silent = await startIdentityServer();
  try {
    const { cookie } = await silent.addPerson('owner@example.com', 'owner');
    expect((await silent.ask('GET', '/api/v1/auth/options')).json()).toEqual({
      mail: false,
      signUp: 'invitation',
    });
    const invited = await silent.ask('POST', '/api/v1/invitations', {
      cookie,
      body: { email: 'x@example.com', role: 'viewer' },
    });
    expect(invited.json<{ url: string }>().url).toContain('/join#');
    for (const [url, body] of [
      ['/api/v1/auth/password-reset/request', { email: 'owner@example.com' }],
      ['/api/v1/account/email/verify', {}],
      ['/api/v1/account/email', { email: 'y@example.com', password }],
    ] as const) {
      const answer = await silent.ask('POST', url, { cookie, body });
      expect(answer.statusCode, url).toBe(409);
      expect(answer.json()).toMatchObject({ code: 'mail_off' });
    }
    expect(await silent.store.db.selectFrom('auth.mails').selectAll().execute()).toEqual([]);
  } finally {
    await silent.close();
  }
});
