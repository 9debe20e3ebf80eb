import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type IdentityServer,
  lapse,
  password,
  startIdentityServer,
  toCookie,
} from '../support/identity-server.ts';
import { addPersonWithSecondFactor, codeOf, forgetUsedCodes, wrongCode } from '../support/second-factor.ts';

let running: IdentityServer;
let now = new Date();
beforeAll(async () => {
  running = await startIdentityServer({ clock: { now: () => now.toISOString() as never } });
});
afterAll(() => running.close());

const status = (answer: { statusCode: number }) => answer.statusCode;
const turnOnSecondFactor = (email: string) => addPersonWithSecondFactor(running, email);

describe('sessions', () => {
  test('come as HttpOnly, SameSite=Lax cookies, and Secure behind TLS', async () => {
    await running.addPerson('cookie@example.com', 'viewer');
    const plain = [await running.signIn('cookie@example.com')]
      .flatMap((answer) => answer.headers['set-cookie'] ?? [])
      .filter((cookie) => cookie.includes('session_token') || cookie.includes('device'));
    expect(plain).toHaveLength(2);
    for (const cookie of plain) expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
    for (const cookie of plain) expect(cookie).not.toContain('Secure');

    const tls = await startIdentityServer({ publicUrl: 'https://deals.example.com' });
    try {
      await tls.identity.operate.createPerson({
        email: 'tls@example.com',
        name: 'Someone',
        role: 'viewer',
        orgId: 'org_ours' as never,
        password,
      });
      const answer = await tls.signIn('tls@example.com', password, {
        headers: { origin: 'https://deals.example.com' },
      });
      expect(answer.statusCode).toBe(200);
      for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) expect(cookie).toContain('; Secure');
      const session = await tls.ask('GET', '/api/v1/auth/session', { cookie: toCookie(answer) });
      expect(session.statusCode).toBe(200);
    } finally {
      await tls.close();
    }
  });

  test('a session that an attacker planted does not become the victim’s (fixation)', async () => {
    const planted = (await running.addPerson('planter@example.com', 'viewer')).cookie;
    await running.addPerson('victim@example.com', 'viewer');
    const signedIn = await running.signIn('victim@example.com', password, { cookie: planted });
    const tokenIn = (cookie: string) => /session_token=([^;]+)/.exec(cookie)?.[1];
    expect(tokenIn(toCookie(signedIn))).not.toBe(tokenIn(planted));
    const seen = await running.ask('GET', '/api/v1/auth/session', { cookie: planted });
    expect(seen.json()).toMatchObject({ user: { email: 'planter@example.com' } });
  });

  test('end at once when they are revoked, signed out of, or the password changes', async () => {
    const { cookie: first } = await running.addPerson('many@example.com', 'viewer');
    const others = [];
    for (let at = 0; at < 3; at++) others.push(toCookie(await running.signIn('many@example.com')));
    const [second = '', third = '', fourth = ''] = others;
    const list = await running.ask('GET', '/api/v1/account/sessions', { cookie: second });
    const current = list
      .json<{ sessions: { id: string; isCurrent: boolean }[] }>()
      .sessions.find((s) => s.isCurrent);
    expect(
      status(await running.ask('DELETE', `/api/v1/account/sessions/${current?.id}`, { cookie: first })),
    ).toBe(204);
    expect(status(await running.ask('GET', '/api/v1/auth/session', { cookie: second }))).toBe(401);
    expect(status(await running.ask('POST', '/api/v1/auth/sign-out', { cookie: third }))).toBe(204);
    expect(status(await running.ask('GET', '/api/v1/auth/session', { cookie: third }))).toBe(401);
    const changed = await running.ask('POST', '/api/v1/account/password', {
      cookie: first,
      body: { currentPassword: password, newPassword: 'walnut-harbor-thimble-92' },
    });
    expect(changed.statusCode).toBe(204);
    expect(status(await running.ask('GET', '/api/v1/auth/session', { cookie: fourth }))).toBe(401);
    // the session goes on under a new token; a copy of the old one opens nothing
    expect(status(await running.ask('GET', '/api/v1/auth/session', { cookie: first }))).toBe(401);
    const rotated = toCookie(changed);
    expect(status(await running.ask('GET', '/api/v1/auth/session', { cookie: rotated }))).toBe(200);
    expect(status(await running.signIn('many@example.com'))).toBe(401);
  });

  test('end when idle too long, and when too old however busy', async () => {
    const { cookie, userId } = await running.addPerson('idle@example.com', 'viewer');
    const sessions = running.store.db.updateTable('auth.sessions').where('user_id', '=', userId);
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    await sessions.set({ created_at: ago(13) }).execute();
    expect(status(await running.ask('GET', '/api/v1/auth/session', { cookie }))).toBe(200);
    await sessions.set({ created_at: ago(15) }).execute();
    lapse();
    expect(status(await running.ask('GET', '/api/v1/auth/session', { cookie }))).toBe(401);

    const again = toCookie(await running.signIn('idle@example.com'));
    await sessions.set({ expires_at: ago(0.001) }).execute();
    lapse();
    expect(status(await running.ask('GET', '/api/v1/auth/session', { cookie: again }))).toBe(401);
  });

  test('a cookie whose signature was tampered with is nobody’s', async () => {
    const { cookie } = await running.addPerson('tamper@example.com', 'viewer');
    const forged = cookie.replace(
      /(session_token=[^.]+\.)(.)/,
      (_all, start: string, letter: string) => `${start}${letter === 'A' ? 'B' : 'A'}`,
    );
    expect(forged).not.toBe(cookie);
    expect(status(await running.ask('GET', '/api/v1/auth/session', { cookie: forged }))).toBe(401);
  });
});

describe('the second factor', () => {
  test('is asked for after the password, and a time-based code is good once (replay)', async () => {
    const { secret, usedCode, qr, uri } = await turnOnSecondFactor('totp@example.com');
    expect(qr).toMatch(/^data:image\/svg\+xml;base64,/);
    expect(uri).toContain('otpauth://totp/DealerScope:totp%40example.com');
    const signedIn = await running.signIn('totp@example.com');
    expect(signedIn.json()).toEqual({ status: 'second_factor_required' });
    const challenge = toCookie(signedIn);
    expect(status(await running.ask('GET', '/api/v1/auth/session', { cookie: challenge }))).toBe(401);

    // the code that turned it on was seen by whoever looked over the shoulder
    const replayed = await running.ask('POST', '/api/v1/auth/second-factor', {
      cookie: challenge,
      body: { code: usedCode },
    });
    expect(replayed.statusCode).toBe(401);
    await forgetUsedCodes(running);
    const code = await codeOf(secret);
    const passed = await running.ask('POST', '/api/v1/auth/second-factor', {
      cookie: challenge,
      body: { code },
    });
    expect(passed.statusCode).toBe(200);
    expect(status(await running.ask('GET', '/api/v1/auth/session', { cookie: toCookie(passed) }))).toBe(200);

    const next = toCookie(await running.signIn('totp@example.com'));
    const again = await running.ask('POST', '/api/v1/auth/second-factor', { cookie: next, body: { code } });
    expect(again.statusCode).toBe(401);
    expect(again.json()).toMatchObject({ code: 'wrong_code' });
  });

  test('each of ten recovery codes opens once, also when two use it at the same moment', async () => {
    const { recoveryCodes } = await turnOnSecondFactor('codes@example.com');
    expect(new Set(recoveryCodes).size).toBe(10);
    const use = async (code: string) => {
      const challenge = toCookie(await running.signIn('codes@example.com'));
      return running.ask('POST', '/api/v1/auth/second-factor', {
        cookie: challenge,
        body: { code, method: 'recovery' },
      });
    };
    const [first = '', second = ''] = recoveryCodes;
    expect(status(await use(first))).toBe(200);
    expect(status(await use(first))).toBe(401);
    const both = await Promise.all([use(second), use(second)]);
    expect(both.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
  });

  test('a challenge ends after five wrong codes', async () => {
    const { secret } = await turnOnSecondFactor('guess@example.com');
    const challenge = toCookie(await running.signIn('guess@example.com'));
    const guess = (code: string) =>
      running.ask('POST', '/api/v1/auth/second-factor', { cookie: challenge, body: { code } });
    await forgetUsedCodes(running);
    const right = await codeOf(secret);
    for (let at = 0; at < 5; at++) expect(status(await guess(wrongCode(right)))).toBe(401);
    expect(status(await guess(right))).toBe(401);
    now = new Date(now.getTime() + 60_000);
    expect(status(await guess(right))).toBe(401);
  });

  test('turning it off takes the password', async () => {
    const { cookie } = await turnOnSecondFactor('off@example.com');
    const wrong = await running.ask('POST', '/api/v1/account/second-factor/disable', {
      cookie,
      body: { password: 'not the password' },
    });
    expect(wrong.statusCode).toBe(400);
    const right = await running.ask('POST', '/api/v1/account/second-factor/disable', {
      cookie,
      body: { password },
    });
    expect(right.statusCode).toBe(204);
    expect((await running.signIn('off@example.com')).json()).toEqual({ status: 'signed_in' });
  });
});

describe('guessing passwords', () => {
  test('doubles the wait for one address, says how long, and leaves the person’s known device alone', async () => {
    await running.addPerson('target@example.com', 'viewer');
    const known = toCookie(
      await running.signIn('target@example.com', password, { remoteAddress: '198.51.100.1' }),
    )
      .split('; ')
      .filter((cookie) => cookie.includes('device'))
      .join('; ');
    const guess = (remoteAddress: string) =>
      running.signIn('target@example.com', 'a wrong guess', { remoteAddress });
    const waits: number[] = [];
    for (let at = 0; at < 14; at++) {
      const answer = await guess('203.0.113.9');
      if (answer.statusCode === 429) {
        const seconds = Number(answer.headers['retry-after']);
        waits.push(seconds);
        now = new Date(now.getTime() + seconds * 1000);
      } else expect(answer.statusCode).toBe(401);
    }
    expect(waits).toEqual([1, 2, 4, 8]);
    await guess('203.0.113.9');
    const refused = await running.signIn('target@example.com', password, { remoteAddress: '203.0.113.9' });
    expect(refused.statusCode).toBe(429);
    const victim = await running.signIn('target@example.com', password, {
      remoteAddress: '203.0.113.9',
      cookie: known,
    });
    expect(victim.statusCode).toBe(200);
  });

  test('a list of stolen passwords tried from one address on many accounts is slowed down (stuffing)', async () => {
    let refused = 0;
    for (let batch = 0; batch < 6; batch++) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, at) =>
          running.ask('POST', '/api/v1/auth/sign-in', {
            remoteAddress: '203.0.113.77',
            body: { email: `nobody${batch * 10 + at}@example.com`, password: 'Summer2024!' },
          }),
        ),
      );
      refused += answers.filter(({ statusCode }) => statusCode === 429).length;
    }
    expect(refused).toBeGreaterThanOrEqual(9);
  });

  test('a device cookie of one account is worth nothing for another', async () => {
    await running.addPerson('mallory@example.com', 'viewer');
    await running.addPerson('alice@example.com', 'viewer');
    const device = toCookie(await running.signIn('mallory@example.com'))
      .split('; ')
      .filter((cookie) => cookie.includes('device'))
      .join('; ');
    const guess = () =>
      running.signIn('alice@example.com', 'a wrong guess', { remoteAddress: '203.0.113.50', cookie: device });
    for (let at = 0; at < 6; at++) await guess();
    expect(status(await guess())).toBe(429);
    const elsewhere = await running.signIn('alice@example.com', password, { remoteAddress: '198.51.100.2' });
    expect(elsewhere.statusCode).toBe(200);
  });

  test('known and unknown e-mails get the same words', async () => {
    await running.addPerson('real@example.com', 'viewer');
    const answers: unknown[] = [];
    for (const [at, email] of ['real@example.com', 'ghost@example.com'].entries()) {
      const answer = await running.signIn(email, 'a wrong guess', {
        remoteAddress: `198.51.100.${at + 10}`,
      });
      const { correlationId, ...problem } = answer.json() as Record<string, unknown>;
      expect(correlationId).toBeTruthy();
      answers.push({ status: answer.statusCode, problem });
    }
    expect(answers[0]).toEqual(answers[1]);
  });
});

describe('passwords', () => {
  test.each([
    ['short', 'at least 10'],
    ['password1234', 'too easy'],
    ['qwertyuiop[]', 'too easy'],
    ['aaaaaaaaaaaaaa', 'too easy'],
    ['weakling2024', 'too easy'],
    ['x'.repeat(201), 'at most 200'],
  ])('%s is refused', async (newPassword, words) => {
    const email = 'weakling@example.com';
    const signedIn = await running.signIn(email);
    const cookie =
      signedIn.statusCode === 200 ? toCookie(signedIn) : (await running.addPerson(email, 'viewer')).cookie;
    const answer = await running.ask('POST', '/api/v1/account/password', {
      cookie,
      headers: { 'x-forwarded-for': '10.0.0.1' },
      body: { currentPassword: password, newPassword },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ detail: string }>().detail).toContain(words);
  });
});

test('sign-ins, refusals included, are in the log of the person’s dealership with address and correlation id', async () => {
  const { cookie } = await running.addPerson('logged@example.com', 'manager');
  const failed = await running.signIn('logged@example.com', 'a wrong guess', {
    remoteAddress: '198.51.100.99',
  });
  const { events } = (await running.ask('GET', '/api/v1/audit-events?limit=5', { cookie })).json<{
    events: { action: string; actor: string; ipAddress: string; correlationId: string }[];
  }>();
  expect(events[0]).toMatchObject({
    action: 'session.refused',
    actor: 'logged@example.com',
    ipAddress: '198.51.100.99',
    correlationId: failed.headers['x-correlation-id'],
  });
  expect(JSON.stringify(events)).not.toContain('a wrong guess');
  expect((await running.identity.verifyAudit()).every(({ brokenAt }) => brokenAt === null)).toBe(true);
});
