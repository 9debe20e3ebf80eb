import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  host,
  type IdentityServer,
  password,
  startIdentityServer,
  theirs,
  toCookie,
} from '../support/identity-server.ts';

let running: IdentityServer;
let owner: string;
let manager: string;
beforeAll(async () => {
  running = await startIdentityServer();
  owner = (await running.addPerson('owner@example.com', 'owner')).cookie;
  manager = (await running.addPerson('manager@example.com', 'manager')).cookie;
});
afterAll(() => running.close());

const memberId = async (email: string) => {
  const { members } = (await running.ask('GET', '/api/v1/members', { cookie: owner })).json<{
    members: { id: string; email: string }[];
  }>();
  return members.find((member) => member.email === email)?.id ?? '';
};

describe('requests that another site makes', () => {
  test.each([
    ['of another origin', { origin: 'https://evil.example' }],
    ['of a sandboxed frame', { origin: 'null' }],
    ['of the same host under another scheme', { origin: `https://${host}` }],
    ['of a longer name that begins like ours', { origin: `http://${host}.evil.example` }],
  ])('%s are refused, with a good cookie', async (_name, headers) => {
    const answer = await running.ask('PUT', '/api/v1/profile', {
      cookie: owner,
      headers,
      body: { homeZip: '75001' },
    });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'foreign_origin' });
  });

  test('without any origin a cookie changes nothing', async () => {
    const answer = await running.server.inject({
      method: 'POST',
      url: '/api/v1/account/sessions/end-others',
      headers: { host, cookie: owner },
    });
    expect(answer.statusCode).toBe(403);
  });

  test('a foreign page cannot sign its visitor in to an account of its own (login CSRF)', async () => {
    const answer = await running.signIn('owner@example.com', password, {
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('a name of theirs that points here is refused (DNS rebinding)', async () => {
    const answer = await running.ask('GET', '/api/v1/deals', {
      cookie: owner,
      headers: { host: 'evil.example' },
    });
    expect(answer.statusCode).toBe(403);
  });

  test('a form’s content type is not read as JSON', async () => {
    const answer = await running.server.inject({
      method: 'POST',
      url: '/api/v1/auth/sign-in',
      headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
      payload: `email=owner%40example.com&password=${password}`,
    });
    expect(answer.statusCode).toBe(415);
  });

  test('no answer invites other origins to read it', async () => {
    const answer = await running.ask('OPTIONS', '/api/v1/deals', {
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('rising above one’s role', () => {
  test('a manager neither makes owners nor touches them', async () => {
    const invite = await running.ask('POST', '/api/v1/invitations', {
      cookie: manager,
      body: { email: 'friend@example.com', role: 'owner' },
    });
    expect(invite.statusCode).toBe(403);
    const own = await running.ask('PATCH', `/api/v1/members/${await memberId('manager@example.com')}`, {
      cookie: manager,
      body: { role: 'owner' },
    });
    expect(own.statusCode).toBe(403);
    const above = `/api/v1/members/${await memberId('owner@example.com')}`;
    expect(
      (await running.ask('PATCH', above, { cookie: manager, body: { role: 'viewer' } })).statusCode,
    ).toBe(403);
    expect((await running.ask('DELETE', above, { cookie: manager })).statusCode).toBe(403);
    const key = await running.ask('POST', '/api/v1/api-keys', {
      cookie: manager,
      body: { name: 'k', role: 'owner' },
    });
    expect(key.statusCode).toBe(403);
  });

  test('the last owner can be neither removed nor made less, also by two requests at once', async () => {
    const url = `/api/v1/members/${await memberId('owner@example.com')}`;
    expect((await running.ask('DELETE', url, { cookie: owner })).json()).toMatchObject({
      code: 'last_owner',
    });
    expect((await running.ask('PATCH', url, { cookie: owner, body: { role: 'buyer' } })).statusCode).toBe(
      409,
    );

    const second = (await running.addPerson('second@example.com', 'owner')).cookie;
    const secondUrl = `/api/v1/members/${await memberId('second@example.com')}`;
    const both = await Promise.all([
      running.ask('DELETE', secondUrl, { cookie: owner }),
      running.ask('DELETE', url, { cookie: second }),
    ]);
    expect(both.filter(({ statusCode }) => statusCode === 204)).toHaveLength(1);
    // put things back as they were
    if ((await running.ask('GET', '/api/v1/members', { cookie: owner })).statusCode === 401) {
      await running.identity.operate.createPerson({
        email: 'owner@example.com',
        name: 'Owner',
        role: 'owner',
        orgId: 'org_ours' as never,
      });
    }
  });

  test('a session does not rise with its person: a higher role has to sign in anew (fixation)', async () => {
    const { cookie } = await running.addPerson('rising@example.com', 'viewer');
    const url = `/api/v1/members/${await memberId('rising@example.com')}`;
    expect((await running.ask('PATCH', url, { cookie: owner, body: { role: 'manager' } })).statusCode).toBe(
      204,
    );
    expect((await running.ask('GET', '/api/v1/auth/session', { cookie })).statusCode).toBe(401);
    const session = await running.ask('GET', '/api/v1/auth/session', {
      cookie: toCookie(await running.signIn('rising@example.com')),
    });
    expect(session.json()).toMatchObject({ role: 'manager' });
  });

  test('a role that is lowered is lower from the next request on, keys included', async () => {
    const { cookie } = await running.addPerson('falling@example.com', 'manager');
    const made = await running.ask('POST', '/api/v1/api-keys', {
      cookie,
      body: { name: 'k', role: 'manager' },
    });
    const { key } = made.json<{ key: string }>();
    const save = (by: { cookie?: string; key?: string }) =>
      running.ask('PUT', '/api/v1/profile', { ...by, body: { homeZip: '75001' } });
    expect((await save({ key })).statusCode).toBe(200);
    const url = `/api/v1/members/${await memberId('falling@example.com')}`;
    expect((await running.ask('PATCH', url, { cookie: owner, body: { role: 'viewer' } })).statusCode).toBe(
      204,
    );
    expect((await save({ cookie })).statusCode).toBe(403);
    expect((await save({ key })).statusCode).toBe(403);
    expect((await running.ask('DELETE', url, { cookie: owner })).statusCode).toBe(204);
    expect((await save({ cookie })).statusCode).toBe(401);
    expect((await save({ key })).statusCode).toBe(401);
  });

  test('fields that nobody offered are refused, not taken over (mass assignment)', async () => {
    const asks = [
      [
        'PATCH',
        `/api/v1/members/${await memberId('manager@example.com')}`,
        { role: 'buyer', org_id: theirs },
      ],
      ['POST', '/api/v1/invitations', { email: 'x@example.com', role: 'viewer', orgId: theirs }],
      ['POST', '/api/v1/api-keys', { name: 'k', role: 'viewer', userId: 'usr_x' }],
      [
        'POST',
        '/api/v1/account/password',
        { currentPassword: password, newPassword: 'x', mustChangePassword: false },
      ],
      [
        'POST',
        '/api/v1/auth/sign-in',
        { email: 'owner@example.com', password, callbackURL: 'https://evil.example' },
      ],
    ] as const;
    for (const [method, url, body] of asks) {
      const answer = await running.ask(method, url, { cookie: owner, body });
      expect(answer.statusCode, url).toBe(400);
    }
  });

  test('prototype pollution by names in JSON reaches nothing', async () => {
    const answer = await running.server.inject({
      method: 'PATCH',
      url: `/api/v1/members/${await memberId('manager@example.com')}`,
      headers: { host, origin: `http://${host}`, cookie: owner, 'content-type': 'application/json' },
      payload: '{"role":"buyer","__proto__":{"role":"owner"},"constructor":{"prototype":{"isAdmin":true}}}',
    });
    expect(answer.statusCode).toBe(400);
    expect((Object.prototype as Record<string, unknown>).isAdmin).toBeUndefined();
  });
});

describe('invitations', () => {
  const invite = async (email: string, role = 'buyer') =>
    (await running.ask('POST', '/api/v1/invitations', { cookie: owner, body: { email, role } })).json<{
      url: string;
      id: string;
    }>();
  const tokenOf = (url: string) => new URL(url).hash.slice(1);
  const accept = (body: unknown, cookie?: string) =>
    running.ask('POST', '/api/v1/auth/accept-invitation', { body, ...(cookie && { cookie }) });

  test('a link makes an account with the invited role, once', async () => {
    const { url } = await invite('joiner@example.com');
    expect(url).toMatch(new RegExp(`^http://${host}/join#[A-Za-z0-9_-]{43}$`));
    const token = tokenOf(url);
    const preview = await running.ask('POST', '/api/v1/auth/invitation', { body: { token } });
    expect(preview.json()).toMatchObject({
      organisation: 'Ours',
      email: 'joiner@example.com',
      role: 'buyer',
    });
    expect((await accept({ token, name: 'Jo', password: 'password1234' })).statusCode).toBe(400);
    const both = await Promise.all([
      accept({ token, name: 'Jo', password }),
      accept({ token, name: 'Jo', password }),
    ]);
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 404]);
    const session = await running.ask('GET', '/api/v1/auth/session', {
      cookie: toCookie(await running.signIn('joiner@example.com')),
    });
    expect(session.json()).toMatchObject({ role: 'buyer', organisation: { id: 'org_ours' } });
  });

  test('a link that was withdrawn, is too old, or never was, is the same nothing', async () => {
    const withdrawn = await invite('late@example.com');
    await running.ask('DELETE', `/api/v1/invitations/${withdrawn.id}`, { cookie: owner });
    const old = await invite('old@example.com');
    await running.store.db
      .updateTable('invitations')
      .set({ expires_at: new Date(Date.now() - 1000).toISOString() })
      .where('id', '=', old.id)
      .execute();
    for (const token of [tokenOf(withdrawn.url), tokenOf(old.url), 'A'.repeat(43)])
      expect((await accept({ token, name: 'Jo', password })).statusCode).toBe(404);
  });

  test('somebody else’s link does not take over an account that exists', async () => {
    const theirOwner = await running.addPerson('elsewhere@example.com', 'owner', theirs);
    const { url } = await invite('elsewhere@example.com', 'viewer');
    const token = tokenOf(url);
    const stolen = await accept({ token, name: 'Thief', password: 'walnut-harbor-thimble-92' });
    expect(stolen.statusCode).toBe(409);
    expect((await accept({ token }, owner)).statusCode).toBe(409);
    expect((await running.signIn('elsewhere@example.com')).statusCode).toBe(200);
    const joined = await accept({ token }, theirOwner.cookie);
    expect(joined.statusCode).toBe(200);

    // a member of both: chooses, and never reaches a third
    const choose = (organisationId: string, cookie: string) =>
      running.ask('POST', '/api/v1/account/organisation', { cookie, body: { organisationId } });
    const chosen = await choose('org_ours', theirOwner.cookie);
    expect(chosen.statusCode).toBe(204);
    const cookie = toCookie(chosen);
    const session = await running.ask('GET', '/api/v1/auth/session', { cookie });
    expect(session.json()).toMatchObject({ organisation: { id: 'org_ours' }, role: 'viewer' });
    expect((await choose('org_default', cookie)).statusCode).toBe(404);
    // the token of before the change opens nothing
    const before = await running.ask('GET', '/api/v1/auth/session', { cookie: theirOwner.cookie });
    expect(before.statusCode).toBe(401);
  });
});

describe('odd requests', () => {
  test('a body over the limit is refused before it is read', async () => {
    const answer = await running.ask('POST', '/api/v1/auth/sign-in', {
      body: { email: 'owner@example.com', password: 'x'.repeat(600_000) },
    });
    expect(answer.statusCode).toBe(413);
  });

  test('line breaks in what is typed or sent end up in no header and in no log line of another', async () => {
    const answer = await running.ask('POST', '/api/v1/auth/sign-in', {
      headers: { 'user-agent': 'a\tb' },
      body: { email: 'x@example.com\r\nset-cookie: a=b', password },
    });
    expect(answer.statusCode).toBe(401);
    expect([answer.headers['set-cookie'] ?? []].flat().join()).not.toContain('a=b');
  });

  test('a host made up by the client does not steer links (header injection)', async () => {
    const answer = await running.ask('POST', '/api/v1/invitations', {
      cookie: owner,
      headers: { host: 'localhost:8300', 'x-forwarded-host': 'evil.example' },
      body: { email: 'link@example.com', role: 'viewer' },
    });
    expect(answer.json<{ url: string }>().url).toMatch(new RegExp(`^http://${host}/`));
  });

  test('no answer of the sign-in routes redirects anywhere (open redirect)', async () => {
    for (const url of [
      '/api/v1/auth/session?callbackURL=https://evil.example',
      '/api/v1/auth/session?redirect=//evil.example',
      '//evil.example/%2f..',
      '/join?next=https://evil.example',
    ]) {
      const answer = await running.ask('GET', url, { cookie: owner });
      expect(answer.headers.location, url).toBeUndefined();
    }
  });

  test('the library’s own addresses are not routed', async () => {
    for (const url of ['/api/auth/sign-up/email', '/api/auth/sign-in/email', '/api/auth/get-session'])
      expect((await running.ask('POST', url, { body: {} })).statusCode).toBe(404);
  });

  test('keys in cookies, in the address or in pieces open nothing', async () => {
    const made = await running.ask('POST', '/api/v1/api-keys', { cookie: owner, body: { name: 'k' } });
    const { key } = made.json<{ key: string }>();
    expect((await running.ask('GET', '/api/v1/deals', { key })).statusCode).toBe(200);
    for (const ask of [
      running.ask('GET', `/api/v1/deals?api_key=${key}`),
      running.ask('GET', '/api/v1/deals', { cookie: `dealerscope.session_token=${key}` }),
      running.ask('GET', '/api/v1/deals', { headers: { authorization: `Basic ${key}` } }),
      running.ask('GET', '/api/v1/deals', { key: key.slice(0, 20) }),
      running.ask('GET', '/api/v1/deals', { key: `${key}' or '1'='1` }),
    ])
      expect([400, 401]).toContain((await ask).statusCode);
    const rows = await running.store.db.selectFrom('api_keys').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(key);
  });
});

test('a changed profile is in the log with what it was and what it is, by whom and by which request', async () => {
  const save = (homeZip: string) =>
    running.ask('PUT', '/api/v1/profile', { cookie: owner, body: { homeZip } });
  await save('75001');
  const saved = await save('90001');
  const { events } = (await running.ask('GET', '/api/v1/audit-events?limit=1', { cookie: owner })).json<{
    events: unknown[];
  }>();
  expect(events[0]).toMatchObject({
    action: 'profile.changed',
    actor: 'owner@example.com',
    before: { homeZip: '75001' },
    after: { homeZip: '90001' },
    correlationId: saved.headers['x-correlation-id'],
  });
});

test('past the limit of requests an address is told when to come back', async () => {
  const small = await startIdentityServer({ requestsPerMinute: 5 });
  try {
    const answers = [];
    for (let at = 0; at < 7; at++) answers.push(await small.ask('GET', '/api/v1/deals'));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect(answers[0]?.headers).toMatchObject({ 'ratelimit-limit': '5', 'ratelimit-remaining': '4' });
    expect(Number(answers[6]?.headers['retry-after'])).toBeGreaterThan(0);
    const other = await small.ask('GET', '/api/v1/deals', { remoteAddress: '192.0.2.8' });
    expect(other.statusCode).toBe(401);
    expect((await small.ask('GET', '/healthz')).statusCode).toBe(200);
  } finally {
    await small.close();
  }
});
