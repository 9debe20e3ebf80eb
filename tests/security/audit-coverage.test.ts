import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consentTextVersion } from '../../src/contracts/privacy.ts';
import { mailSend } from '../../src/jobs/mail-send.ts';
import { startWorker, type Worker } from '../../src/jobs/start-worker.ts';
import { createLogger } from '../../src/platform/logger.ts';
import type { Mailer } from '../../src/providers/mail/mailer.ts';
import { createSmtpMailer } from '../../src/providers/mail/smtp-mailer.ts';
import {
  type IdentityServer,
  origin,
  ours,
  password,
  startIdentityServer,
  theirs,
  toCookie,
} from '../support/identity-server.ts';

import { linkIn, type MailServer, startMailServer } from '../support/mail-server.ts';
import { createSoftwarePasskey } from '../support/software-passkey.ts';

let running: IdentityServer;
let mail: MailServer;
let mailer: Mailer;
let worker: Worker;
let cookie = '';
let people = 0;

beforeAll(async () => {
  mail = await startMailServer();
  mailer = createSmtpMailer({ smtpUrl: mail.url, from: 'DealerScope <deals@example.com>' });
  running = await startIdentityServer({ mailer, isSignUpOpen: true });
  worker = await startWorker(
    running.connectionString,
    [mailSend(running.identity.sendMail)],
    createLogger('silent'),
  );
  cookie = (await running.addPerson('owner@example.com', 'owner')).cookie;
  await running.identity.operate.createPerson({
    email: 'second@example.com',
    name: 'x',
    role: 'owner',
    orgId: ours,
    password,
  });
}, 120_000);
afterAll(async () => {
  await worker.stop();
  await running.close();
  mailer.close();
  await mail.close();
});

interface Ready {
  readonly url?: string;
  readonly body?: unknown;
  /** Whoever does it; the owner where left out. */
  readonly cookie?: string;
}
interface Change {
  /** Gets everything ready and answers what to send. */
  readonly prepare: () => Promise<Ready>;
  /** The actions that must then be in the log, oldest first. */
  readonly logs: readonly string[];
}

const make = async <T>(method: string, url: string, body?: unknown, as = cookie): Promise<T> => {
  const answer = await running.ask(method, url, { cookie: as, ...(body !== undefined && { body }) });
  if (answer.statusCode > 299)
    throw new Error(`${method} ${url} answered ${answer.statusCode}: ${answer.body}`);
  return (answer.body === '' ? undefined : answer.json()) as T;
};
const addPerson = async () => {
  people += 1;
  const email = `person${people}@example.com`;
  return { email, ...(await running.addPerson(email, 'viewer')) };
};
const memberIdOf = async (email: string) =>
  (await make<{ members: { id: string; email: string }[] }>('GET', '/api/v1/members')).members.find(
    (member) => member.email === email,
  )?.id;
let invited = 0;
/** By mail, as this installation can send one. */
async function invite() {
  invited += 1;
  const email = `new${invited}@example.com`;
  const { id } = await make<{ id: string }>('POST', '/api/v1/invitations', { email, role: 'viewer' });
  return { id, email };
}
const codeOf = (secret: string) => createOTP(new TextDecoder().decode(base32.decode(secret))).totp();

/** A person whose second factor is on, with the session that turning it on answered, and their recovery codes. */
async function addGuarded() {
  const person = await addPerson();
  const begun = await make<{ secret: string; recoveryCodes: string[] }>(
    'POST',
    '/api/v1/account/second-factor/begin',
    { password },
    person.cookie,
  );
  const confirmed = await running.ask('POST', '/api/v1/account/second-factor/confirm', {
    cookie: person.cookie,
    body: { code: await codeOf(begun.secret) },
  });
  return { ...person, cookie: toCookie(confirmed), codes: begun.recoveryCodes };
}

/** A person with a passkey in software. */
async function addPasskey() {
  const person = await addPerson();
  const key = createSoftwarePasskey(origin);
  const begun = await running.ask('POST', '/api/v1/account/passkeys/begin', {
    cookie: person.cookie,
    body: { password },
  });
  const ready = {
    cookie: `${person.cookie}; ${toCookie(begun)}`,
    body: { name: 'phone', response: key.register(begun.json()) },
  };
  return { person, key, ready };
}
async function addFinishedPasskey() {
  const { person, key, ready } = await addPasskey();
  const { id } = await make<{ id: string }>('POST', '/api/v1/account/passkeys', ready.body, ready.cookie);
  return { person, key, id };
}

let links = 0;
/** Asks for a mail and answers the secret of the link in it. */
async function askForLink(url: string, email: string, subject: RegExp, as = '', more: object = {}) {
  links += 1;
  const asked = await running.ask('POST', url, {
    cookie: as,
    body: { email, ...more },
    remoteAddress: `203.0.113.${links}`,
  });
  if (asked.statusCode !== 202) throw new Error(`${url} answered ${asked.statusCode}: ${asked.body}`);
  return linkIn(await mail.next(email, subject)).token;
}
const newPassword = 'walnut-harbor-thimble-92';

/** Every route that changes something, how to make it succeed, and what must then be in the log. */
const changes: Readonly<Record<string, Change>> = {
  'POST /api/v1/auth/sign-in': {
    prepare: async () => ({ body: { email: 'owner@example.com', password }, cookie: '' }),
    logs: ['session.started'],
  },
  'POST /api/v1/auth/sign-out': {
    prepare: async () => ({ cookie: (await addPerson()).cookie }),
    logs: ['session.ended'],
  },
  'POST /api/v1/auth/accept-invitation': {
    prepare: async () => ({
      cookie: '',
      body: {
        token: linkIn(await mail.next((await invite()).email)).token,
        name: 'New',
        password: newPassword,
      },
    }),
    logs: ['invitation.accepted'],
  },
  'POST /api/v1/account/passkeys': {
    prepare: async () => (await addPasskey()).ready,
    logs: ['passkey.added'],
  },
  'PATCH /api/v1/account/passkeys/:id': {
    prepare: async () => {
      const { person, id } = await addFinishedPasskey();
      return { cookie: person.cookie, url: `/api/v1/account/passkeys/${id}`, body: { name: 'other' } };
    },
    logs: ['passkey.renamed'],
  },
  'DELETE /api/v1/account/passkeys/:id': {
    prepare: async () => {
      const { person, id } = await addFinishedPasskey();
      return { cookie: person.cookie, url: `/api/v1/account/passkeys/${id}` };
    },
    logs: ['passkey.removed'],
  },
  'POST /api/v1/auth/passkey/finish': {
    prepare: async () => {
      const { key } = await addFinishedPasskey();
      const begun = await running.ask('POST', '/api/v1/auth/passkey/begin', {});
      return {
        cookie: toCookie(begun),
        body: { response: key.signIn(begun.json()) },
      };
    },
    logs: ['session.started_with_passkey'],
  },
  'POST /api/v1/auth/token': {
    prepare: async () => ({
      cookie: (await addPerson()).cookie,
      body: { grantType: 'session', name: 'a machine' },
    }),
    logs: ['token_family.made'],
  },
  'DELETE /api/v1/account/tokens/:id': {
    prepare: async () => {
      const person = await addPerson();
      await make('POST', '/api/v1/auth/token', { grantType: 'session', name: 'm' }, person.cookie);
      const { tokens } = await make<{ tokens: { id: string }[] }>(
        'GET',
        '/api/v1/account/tokens',
        undefined,
        person.cookie,
      );
      return { cookie: person.cookie, url: `/api/v1/account/tokens/${tokens[0]?.id}` };
    },
    logs: ['token_family.revoked'],
  },
  'DELETE /api/v1/account/devices/:id': {
    prepare: async () => {
      const { email, codes } = await addGuarded();
      const second = await running.ask('POST', '/api/v1/auth/second-factor', {
        cookie: toCookie(await running.signIn(email)),
        body: { code: codes[0], method: 'recovery', remember: true },
      });
      const as = toCookie(second);
      const { devices } = await make<{ devices: { id: string }[] }>(
        'GET',
        '/api/v1/account/devices',
        undefined,
        as,
      );
      return { cookie: as, url: `/api/v1/account/devices/${devices[0]?.id}` };
    },
    logs: ['device.forgotten'],
  },
  'POST /api/v1/account/email': {
    prepare: async () => ({
      cookie: (await addPerson()).cookie,
      body: { email: `moved${people}@example.com`, password },
    }),
    logs: ['email.change_asked'],
  },
  'POST /api/v1/auth/confirm-email': {
    prepare: async () => {
      const person = await addPerson();
      const to = `moved${people}@example.com`;
      const token = await askForLink('/api/v1/account/email', to, /./, person.cookie, { password });
      return { cookie: '', body: { token } };
    },
    logs: ['email.changed'],
  },
  'POST /api/v1/auth/password-reset': {
    prepare: async () => {
      const { email } = await addPerson();
      const token = await askForLink('/api/v1/auth/password-reset/request', email, /password/i);
      return { cookie: '', body: { token, newPassword } };
    },
    logs: ['password.reset'],
  },
  'POST /api/v1/auth/sign-up': {
    prepare: async () => {
      const token = await askForLink('/api/v1/auth/sign-up/request', 'founder@example.com', /./);
      return {
        cookie: '',
        body: { token, name: 'Fay', organisation: 'Founder Motors', password: newPassword },
      };
    },
    logs: ['organisation.made'],
  },
  'PUT /api/v1/profile': { prepare: async () => ({ body: { homeZip: '90001' } }), logs: ['profile.changed'] },
  'POST /api/v1/profile/history/:version/restore': {
    prepare: async () => {
      await make('PUT', '/api/v1/profile', { homeZip: '10001' });
      return { url: '/api/v1/profile/history/1/restore' };
    },
    logs: ['profile.changed'],
  },
  'PUT /api/v1/fee-schedules/:source': {
    prepare: async () => ({
      url: '/api/v1/fee-schedules/govdeals',
      body: {
        effectiveFrom: '2026-01-01',
        citation: 'a letter',
        fees: [
          { line: 'auction_fee', label: 'fee', rule: { kind: 'flat', amountCents: 1000 }, taxable: false },
        ],
      },
    }),
    logs: ['fee_schedule.added'],
  },
  'POST /api/v1/account/password': {
    prepare: async () => ({
      cookie: (await addPerson()).cookie,
      body: { currentPassword: password, newPassword: 'walnut-harbor-thimble-92' },
    }),
    logs: ['password.changed'],
  },
  'POST /api/v1/account/organisation': {
    prepare: async () => ({ cookie: (await addPerson()).cookie, body: { organisationId: ours } }),
    logs: ['session.switched'],
  },
  'DELETE /api/v1/account/sessions/:id': {
    prepare: async () => {
      const person = await addPerson();
      const { sessions } = await make<{ sessions: { id: string }[] }>(
        'GET',
        '/api/v1/account/sessions',
        undefined,
        person.cookie,
      );
      return { cookie: person.cookie, url: `/api/v1/account/sessions/${sessions[0]?.id}` };
    },
    logs: ['session.revoked'],
  },
  'POST /api/v1/account/sessions/end-others': {
    prepare: async () => ({ cookie: (await addPerson()).cookie }),
    logs: ['session.revoked_others'],
  },
  'POST /api/v1/account/second-factor/begin': {
    prepare: async () => ({ cookie: (await addPerson()).cookie, body: { password } }),
    logs: ['second_factor.begun'],
  },
  'POST /api/v1/account/second-factor/confirm': {
    prepare: async () => {
      const person = await addPerson();
      const { secret } = await make<{ secret: string }>(
        'POST',
        '/api/v1/account/second-factor/begin',
        { password },
        person.cookie,
      );
      return { cookie: person.cookie, body: { code: await codeOf(secret) } };
    },
    logs: ['second_factor.enabled'],
  },
  'POST /api/v1/account/second-factor/recovery-codes': {
    prepare: async () => ({ cookie: (await addGuarded()).cookie, body: { password } }),
    logs: ['second_factor.codes_renewed'],
  },
  'POST /api/v1/auth/second-factor': {
    prepare: async () => {
      const { email, codes } = await addGuarded();
      return { cookie: toCookie(await running.signIn(email)), body: { code: codes[0], method: 'recovery' } };
    },
    logs: ['session.started_with_recovery_code'],
  },
  'POST /api/v1/account/second-factor/disable': {
    prepare: async () => ({ cookie: (await addGuarded()).cookie, body: { password } }),
    logs: ['second_factor.disabled'],
  },
  'PATCH /api/v1/members/:id': {
    prepare: async () => ({
      url: `/api/v1/members/${await memberIdOf((await addPerson()).email)}`,
      body: { role: 'buyer' },
    }),
    logs: ['member.role_changed'],
  },
  'DELETE /api/v1/members/:id': {
    prepare: async () => ({ url: `/api/v1/members/${await memberIdOf((await addPerson()).email)}` }),
    logs: ['member.removed'],
  },
  'POST /api/v1/invitations': {
    prepare: async () => ({ body: { email: 'x@example.com', role: 'viewer' } }),
    logs: ['invitation.made'],
  },
  'POST /api/v1/invitations/:id/resend': {
    prepare: async () => ({ url: `/api/v1/invitations/${(await invite()).id}/resend` }),
    logs: ['invitation.resent'],
  },
  'DELETE /api/v1/invitations/:id': {
    prepare: async () => ({ url: `/api/v1/invitations/${(await invite()).id}` }),
    logs: ['invitation.withdrawn'],
  },
  'POST /api/v1/api-keys': {
    prepare: async () => ({ body: { name: 'k', role: 'viewer' } }),
    logs: ['key.made'],
  },
  'DELETE /api/v1/api-keys/:id': {
    prepare: async () => ({
      url: `/api/v1/api-keys/${(await make<{ id: string }>('POST', '/api/v1/api-keys', { name: 'k', role: 'viewer' })).id}`,
    }),
    logs: ['key.revoked'],
  },
  'POST /api/v1/alert-channels': {
    prepare: async () => ({
      body: { kind: 'webhook', target: 'https://example.com/hook', minSeverity: 'critical' },
    }),
    logs: ['alert_channel.added'],
  },
  'DELETE /api/v1/alert-channels/:id': {
    prepare: async () => ({
      url: `/api/v1/alert-channels/${(await make<{ id: string }>('POST', '/api/v1/alert-channels', { kind: 'webhook', target: 'https://example.com/hook' })).id}`,
    }),
    logs: ['alert_channel.removed'],
  },
  'PATCH /api/v1/organisation': {
    prepare: async () => ({ body: { name: 'Ours' } }),
    logs: ['organisation.renamed'],
  },
  'POST /api/v1/organisation/transfer': {
    prepare: async () => {
      const giver = await addPerson();
      await make('PATCH', `/api/v1/members/${await memberIdOf(giver.email)}`, { role: 'owner' });
      // whoever is raised signs in anew
      return {
        cookie: toCookie(await running.signIn(giver.email)),
        body: { memberId: await memberIdOf((await addPerson()).email), password },
      };
    },
    logs: ['ownership.transferred'],
  },
  'POST /api/v1/organisation/closure': {
    prepare: async () => ({ body: { name: 'Ours', password } }),
    logs: ['organisation.closing_requested'],
  },
  'DELETE /api/v1/organisation/closure': {
    prepare: async () => ({}),
    logs: ['organisation.closing_cancelled'],
  },
  'POST /api/v1/account/leave': {
    prepare: async () => ({ cookie: (await addPerson()).cookie, body: { organisationId: ours } }),
    logs: ['member.left'],
  },
  'PUT /api/v1/account/consent': {
    prepare: async () => ({ body: { analytics: true, textVersion: consentTextVersion } }),
    logs: ['consent.changed'],
  },
  'POST /api/v1/account/exports': { prepare: async () => ({}), logs: ['data_export.requested'] },
  'POST /api/v1/account/deletion': {
    prepare: async () => ({ cookie: (await addPerson()).cookie, body: { password } }),
    logs: ['account.deletion_requested'],
  },
  'DELETE /api/v1/account/deletion': { prepare: async () => ({}), logs: ['account.deletion_cancelled'] },
  'PUT /api/v1/retention': {
    prepare: async () => ({ body: { rule: 'security_events', keepDays: 100 } }),
    logs: ['retention.changed'],
  },
};

/** Routes that are not GET and change nothing that is kept, each with why. */
const changeNothing: Readonly<Record<string, string>> = {
  'POST /api/v1/deals/what-if': 'ranks under other settings and stores nothing',
  'POST /api/v1/deals/:id/what-if': 'the same for one lot',
  'POST /api/v1/appraise': 'answers and stores nothing',
  'POST /api/v1/auth/invitation': 'reads what a link is for; by POST, so that the token stands in no address',
  'POST /api/v1/auth/passkey/begin': 'makes a challenge, kept by the browser in a cookie',
  'POST /api/v1/account/passkeys/begin': 'the same',
  'POST /api/v1/account/email/verify': 'sends a link; what the link does is logged',
  'POST /api/v1/auth/password-reset/request':
    'the same, for whoever asks; nothing tells whether there is an account',
  'POST /api/v1/auth/sign-up/request': 'the same',
  'POST /api/v1/auth/sign-up/link': 'reads what a link is for',
  'POST /api/v1/security-events/seen': 'how far one person has looked, for the line at the top of their page',
};

interface LogEntry {
  readonly action: string;
  readonly actor: string;
  readonly ipAddress: string | null;
  readonly correlationId: string | null;
}
/** From the table itself, of every dealership: the events after the first `after`. */
const readLog = async (after: number): Promise<LogEntry[]> =>
  running.store.db
    .selectFrom('audit_events')
    .select(['action', 'actor_label as actor', 'ip_address as ipAddress', 'correlation_id as correlationId'])
    .orderBy('at')
    .orderBy('seq')
    .offset(after)
    .execute();
const countLog = async () => (await readLog(0)).length;

test('every route that is not GET says here what it logs, or why it changes nothing', () => {
  const registered = running.server
    .accessOfRoutes()
    .filter(({ method, url }) => !['GET', 'HEAD', 'OPTIONS'].includes(method) && url.startsWith('/api/v1/'))
    .map(({ method, url }) => `${method} ${url}`);
  expect(registered.toSorted()).toEqual([...Object.keys(changes), ...Object.keys(changeNothing)].toSorted());
});

describe.each(Object.entries(changes))('%s', (route, { prepare, logs }) => {
  test('that succeeds leaves who, what, from where and under which correlation id', async () => {
    const [method = '', pattern = ''] = route.split(' ', 2);
    const ready = await prepare();
    const before = await countLog();
    const answer = await running.ask(method, ready.url ?? pattern, {
      cookie: ready.cookie ?? cookie,
      remoteAddress: '198.51.100.77',
      ...(ready.body !== undefined && { body: ready.body }),
    });
    expect(answer.statusCode, answer.body).toBeLessThan(300);
    const written = await readLog(before);
    expect(written.map(({ action }) => action)).toEqual(logs);
    for (const entry of written) {
      expect(entry.ipAddress).toBe('198.51.100.77');
      expect(entry.correlationId).toBe(answer.headers['x-correlation-id']);
      expect(entry.actor).toMatch(/@example\.com$/);
    }
  });
});

test('a refused change leaves no line that says it was made', async () => {
  const { cookie: viewer } = await addPerson();
  const before = await countLog();
  const asks = [
    ['PUT', '/api/v1/profile', { homeZip: '60601' }, viewer],
    ['POST', '/api/v1/organisation/closure', { name: 'Other', password }, cookie],
    ['POST', '/api/v1/organisation/closure', { name: 'Ours', password: 'not it' }, cookie],
    ['PUT', '/api/v1/retention', { rule: 'security_events', keepDays: 1 }, cookie],
    ['POST', '/api/v1/alert-channels', { kind: 'webhook', target: 'http://169.254.169.254/' }, cookie],
  ] as const;
  for (const [method, url, body, as] of asks)
    expect((await running.ask(method, url, { cookie: as, body })).statusCode).toBeGreaterThanOrEqual(400);
  expect(await readLog(before)).toEqual([]);
});

test('a key that changes something is in the log with its person', async () => {
  const { key } = await make<{ key: string }>('POST', '/api/v1/api-keys', { name: 'k', role: 'manager' });
  const before = await countLog();
  const answer = await running.ask('PUT', '/api/v1/profile', { key, body: { homeZip: '73301' } });
  expect(answer.statusCode).toBe(200);
  expect(await readLog(before)).toMatchObject([{ action: 'profile.changed', actor: 'owner@example.com' }]);
});

test('no secret and no whole e-mail address stands in what the log keeps of before and after', async () => {
  const rows = await running.store.db
    .selectFrom('audit_events')
    .select(['action', 'before', 'after'])
    .execute();
  const text = JSON.stringify(rows);
  expect(text).not.toContain(password);
  expect(text).not.toMatch(/dsk_[A-Za-z0-9_-]{20}|whs_|[a-z0-9]+@example\.com/);
  expect(theirs).not.toBe(ours);
});

test('the chain holds after all of it', async () => {
  expect((await running.identity.verifyAudit()).every(({ brokenAt }) => brokenAt === null)).toBe(true);
});
