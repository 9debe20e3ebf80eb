import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { createRemoteJWKSet, exportSPKI, importJWK, type JWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  host,
  type IdentityServer,
  origin,
  password,
  startIdentityServer,
  toCookie,
} from '../support/identity-server.ts';

const elsewhere = 'https://reports.example.com';
let running: IdentityServer;
let address: string;
let owner: string;
let now = Date.now();
const minutes = 60_000;

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

beforeAll(async () => {
  running = await startIdentityServer({
    audiences: [elsewhere],
    clock: { now: () => new Date(now).toISOString() as never },
  });
  address = await running.server.listen({ host: '127.0.0.1', port: 0 });
  owner = (await running.addPerson('owner@example.com', 'owner')).cookie;
});
afterAll(() => running.close());

let asked = 0;
/** Each from an address of its own: how often one may ask is not what these tests are about. */
const fromAnywhere = () => {
  asked += 1;
  return { remoteAddress: `10.7.${asked >> 8}.${asked & 255}` };
};
const make = (cookie: string, body: Record<string, unknown> = {}) =>
  running.ask('POST', '/api/v1/auth/token', {
    cookie,
    body: { grantType: 'session', ...body },
    ...fromAnywhere(),
  });
const makeTokens = async (cookie: string, body: Record<string, unknown> = {}) => {
  const made = await make(cookie, body);
  expect(made.statusCode).toBe(200);
  return made.json<Tokens>();
};
const refresh = (refreshToken: string) =>
  running.ask('POST', '/api/v1/auth/token', {
    body: { grantType: 'refresh_token', refreshToken },
    ...fromAnywhere(),
  });
const statusWith = async (token: string, url = '/api/v1/deals') =>
  (await running.ask('GET', url, { key: token })).statusCode;
const decode = (part: string) =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const partsOf = (token: string) => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return { header: decode(header), payload: decode(payload), signature, signed: `${header}.${payload}` };
};
const publicJwk = async () => {
  const { keys } = (await running.ask('GET', '/.well-known/jwks.json')).json<{ keys: JWK[] }>();
  return keys[0] ?? {};
};
const memberId = async (email: string) => {
  const { members } = (await running.ask('GET', '/api/v1/members', { cookie: owner })).json<{
    members: { id: string; email: string }[];
  }>();
  return members.find((member) => member.email === email)?.id ?? '';
};

describe('an access token', () => {
  test('says who, where, what and until when, opens the API, and is verified by others from the published keys', async () => {
    const { accessToken } = await makeTokens(owner);
    const { header, payload } = partsOf(accessToken);
    expect(header).toMatchObject({ alg: 'ES256', typ: 'at+jwt', kid: expect.stringMatching(/^sig_/) });
    expect(payload).toMatchObject({
      iss: origin,
      aud: origin,
      org: 'org_ours',
      role: 'owner',
      sub: expect.stringMatching(/^usr_/),
      jti: expect.stringMatching(/^[\da-f-]{36}$/),
      sid: expect.stringMatching(/^ses_/),
    });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(600);
    const session = await running.ask('GET', '/api/v1/auth/session', { key: accessToken });
    expect(session.json()).toMatchObject({
      kind: 'token',
      role: 'owner',
      user: { email: 'owner@example.com' },
    });

    const { accessToken: forService } = await makeTokens(owner, { audience: elsewhere });
    const jwks = createRemoteJWKSet(new URL('/.well-known/jwks.json', address), {
      headers: { host },
    });
    const verified = await jwtVerify(forService, jwks, { issuer: origin, audience: elsewhere });
    expect(verified.payload.role).toBe('owner');
    // what is for another service opens nothing here
    expect(await statusWith(forService)).toBe(401);
  });

  test('never may more than its person, nor what only people may', async () => {
    const { cookie } = await running.addPerson('buyer@example.com', 'buyer');
    expect((await make(cookie, { role: 'owner' })).statusCode).toBe(403);
    expect((await make(cookie, { audience: 'https://unknown.example' })).statusCode).toBe(400);
    expect((await make(cookie, { scopes: ['profile.change'] })).statusCode).toBe(400);
    expect((await make(cookie, { scopes: ['no.such'] })).statusCode).toBe(400);
    const { accessToken } = await makeTokens(owner);
    expect(await statusWith(accessToken, '/api/v1/api-keys')).toBe(403);
    expect(await statusWith(accessToken, '/api/v1/account/sessions')).toBe(403);
    // nor does it make others
    const another = await running.ask('POST', '/api/v1/auth/token', {
      key: accessToken,
      body: { grantType: 'session' },
    });
    expect(another.statusCode).toBe(401);
    const narrow = await makeTokens(owner, { scopes: ['deals.read'] });
    expect(await statusWith(narrow.accessToken)).toBe(200);
    expect(await statusWith(narrow.accessToken, '/api/v1/profile')).toBe(403);
  });

  test('is asked for by a session of one’s own page alone', async () => {
    expect((await make('')).statusCode).toBe(401);
    const foreign = await running.ask('POST', '/api/v1/auth/token', {
      cookie: owner,
      headers: { origin: 'https://evil.example' },
      body: { grantType: 'session' },
    });
    expect(foreign.statusCode).toBe(403);
    const key = await running.ask('POST', '/api/v1/api-keys', { cookie: owner, body: { name: 'k' } });
    const byKey = await running.ask('POST', '/api/v1/auth/token', {
      key: key.json<{ key: string }>().key,
      body: { grantType: 'session' },
    });
    expect(byKey.statusCode).toBe(401);
  });

  test('ends after ten minutes, with its session, with the password, and when its person leaves', async () => {
    const { accessToken } = await makeTokens(owner);
    now += 9 * minutes;
    expect(await statusWith(accessToken)).toBe(200);
    now += 2 * minutes;
    expect(await statusWith(accessToken)).toBe(401);

    const { cookie } = await running.addPerson('ending@example.com', 'manager');
    const first = await makeTokens(cookie);
    expect(await statusWith(first.accessToken)).toBe(200);
    await running.ask('POST', '/api/v1/auth/sign-out', { cookie });
    expect(await statusWith(first.accessToken)).toBe(401);

    const again = toCookie(await running.signIn('ending@example.com'));
    const robot = await makeTokens(again, { name: 'robot' });
    expect(await statusWith(robot.accessToken)).toBe(200);
    const changed = await running.ask('POST', '/api/v1/account/password', {
      cookie: again,
      body: { currentPassword: password, newPassword: 'walnut-harbor-thimble-92' },
    });
    expect(await statusWith(robot.accessToken)).toBe(401);
    expect((await refresh(robot.refreshToken)).statusCode).toBe(401);

    const last = await makeTokens(toCookie(changed), { name: 'robot' });
    expect(await statusWith(last.accessToken)).toBe(200);
    await running.ask('DELETE', `/api/v1/members/${await memberId('ending@example.com')}`, { cookie: owner });
    expect(await statusWith(last.accessToken)).toBe(401);
    expect((await refresh(last.refreshToken)).statusCode).toBe(401);
  });

  test('falls with its person’s role at once, and does not rise with it', async () => {
    const { cookie } = await running.addPerson('moving@example.com', 'manager');
    const { accessToken, refreshToken } = await makeTokens(cookie, { name: 'robot' });
    const roleNow = async (token: string) =>
      (await running.ask('GET', '/api/v1/auth/session', { key: token })).json<{ role: string }>().role;
    expect(await roleNow(accessToken)).toBe('manager');
    const url = `/api/v1/members/${await memberId('moving@example.com')}`;
    await running.ask('PATCH', url, { cookie: owner, body: { role: 'viewer' } });
    expect(await roleNow(accessToken)).toBe('viewer');
    const refreshed = (await refresh(refreshToken)).json<Tokens>();
    expect(partsOf(refreshed.accessToken).payload.role).toBe('viewer');
    await running.ask('PATCH', url, { cookie: owner, body: { role: 'owner' } });
    expect(await roleNow(refreshed.accessToken)).toBe('viewer');
    const after = (await refresh(refreshed.refreshToken)).json<Tokens>();
    expect(partsOf(after.accessToken).payload.role).toBe('manager');
  });
});

describe('a forged token', () => {
  /** The claims of a good token with these changed, and its header too. */
  const forge = async (
    header: Record<string, unknown>,
    claims: Record<string, unknown>,
    signer: (signed: string) => string,
  ) => {
    const good = partsOf((await makeTokens(owner)).accessToken);
    const signed = `${encode({ ...good.header, ...header })}.${encode({ ...good.payload, ...claims })}`;
    return `${signed}.${signer(signed)}`;
  };
  const attacker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const byAttacker = (signed: string) =>
    sign('sha256', Buffer.from(signed), { key: attacker.privateKey, dsaEncoding: 'ieee-p1363' }).toString(
      'base64url',
    );

  test('without a signature is nothing, however "none" is spelled', async () => {
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '', null])
      expect(await statusWith(await forge({ alg }, {}, () => '')), String(alg)).toBe(401);
    expect(await statusWith(await forge({ alg: 'none' }, {}, () => 'AAAA'))).toBe(401);
  });

  test('signed with our public key as if it were a shared secret is nothing (HS256)', async () => {
    const jwk = await publicJwk();
    const key = await importJWK(jwk, 'ES256');
    if (key instanceof Uint8Array) throw new Error('not a public key');
    const secrets = [
      await exportSPKI(key),
      JSON.stringify(jwk),
      Buffer.from(String(jwk.x), 'base64url'),
      Buffer.concat([Buffer.from(String(jwk.x), 'base64url'), Buffer.from(String(jwk.y), 'base64url')]),
      '',
    ];
    for (const secret of secrets)
      for (const alg of ['HS256', 'ES256']) {
        const token = await forge({ alg }, {}, (signed) =>
          createHmac('sha256', secret).update(signed).digest('base64url'),
        );
        expect(await statusWith(token)).toBe(401);
      }
  });

  test('that brings its own key, or names one elsewhere, is nothing', async () => {
    const jwk = attacker.publicKey.export({ format: 'jwk' });
    const tricks: Record<string, unknown>[] = [
      { jwk },
      { jku: 'https://evil.example/jwks.json' },
      { x5u: 'https://evil.example/cert.pem' },
      { x5c: ['AAAA'] },
      { kid: undefined },
      { kid: '' },
      { kid: '../../../../dev/null' },
      { kid: "x' or '1'='1" },
      { kid: 'sig_unknown' },
      { kid: ['sig_unknown'] },
      { kid: { toString: 'x' } },
      { crit: ['exp'] },
      {},
    ];
    for (const header of tricks)
      expect(await statusWith(await forge(header, {}, byAttacker)), JSON.stringify(header)).toBe(401);
  });

  test('of good make with another audience, issuer, kind or time is nothing', async () => {
    const { payload } = partsOf((await makeTokens(owner)).accessToken);
    // signed by the installation’s own key: what a service of its own might be tricked into passing on
    const { createSealer } = await import('../../src/platform/seal.ts');
    const sealer = createSealer({ current: 'a secret of forty characters for the tests', others: [] });
    const row = await running.store.db.selectFrom('auth.signing_keys').selectAll().executeTakeFirstOrThrow();
    const { SignJWT } = await import('jose');
    const own = await importJWK(
      JSON.parse(sealer.open('signing key', row.sealed_private_jwk) ?? '{}') as JWK,
      'ES256',
    );
    const signOwn = (claims: Record<string, unknown>, typ = 'at+jwt') =>
      new SignJWT({ ...payload, ...claims }).setProtectedHeader({ alg: 'ES256', kid: row.id, typ }).sign(own);
    expect(await statusWith(await signOwn({}))).toBe(200);
    const nowSeconds = Math.floor(now / 1000);
    for (const claims of [
      { aud: elsewhere },
      { aud: [] },
      { aud: undefined },
      { iss: 'https://evil.example' },
      { iss: undefined },
      { exp: nowSeconds - 1 },
      { exp: undefined },
      { nbf: nowSeconds + 60 },
      { role: 'admin' },
      { org: 'org_theirs' },
      { sub: 'usr_nobody' },
      { sid: 'ses_nobody' },
      { jti: undefined },
    ])
      expect(await statusWith(await signOwn(claims)), JSON.stringify(claims)).toBe(401);
    expect(await statusWith(await signOwn({}, 'JWT'))).toBe(401);
  });

  test('a changed letter anywhere is nothing', async () => {
    const { accessToken } = await makeTokens(owner);
    for (let at = 5; at < accessToken.length; at += 37) {
      const letter = accessToken[at] === 'A' ? 'B' : 'A';
      if (accessToken[at] === '.') continue;
      expect(await statusWith(`${accessToken.slice(0, at)}${letter}${accessToken.slice(at + 1)}`)).toBe(401);
    }
    expect(await statusWith(`${accessToken}.${accessToken}`)).toBe(401);
    expect(await statusWith(`e${'A'.repeat(3000)}.e30.AAAA`)).toBe(401);
  });
});

describe('a refresh token', () => {
  test('is good once; a second use ends all that came from it, is in the log, and leaves others alone', async () => {
    const { cookie } = await running.addPerson('robots@example.com', 'manager');
    const first = await makeTokens(cookie, { name: 'nightly export' });
    const other = await makeTokens(cookie, { name: 'another' });
    const second = (await refresh(first.refreshToken)).json<Tokens>();
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(await statusWith(second.accessToken)).toBe(200);

    const replayed = await running.ask('POST', '/api/v1/auth/token', {
      body: { grantType: 'refresh_token', refreshToken: first.refreshToken },
      remoteAddress: '203.0.113.66',
    });
    expect(replayed.statusCode).toBe(401);
    // thief or owner, whoever holds the newer one: both are out
    expect(await statusWith(second.accessToken)).toBe(401);
    expect((await refresh(second.refreshToken)).statusCode).toBe(401);
    expect((await refresh(other.refreshToken)).statusCode).toBe(200);

    const { events } = (await running.ask('GET', '/api/v1/audit-events?limit=5', { cookie })).json<{
      events: { action: string; ipAddress: string; after: unknown }[];
    }>();
    const event = events.find(({ action }) => action === 'token_family.replayed');
    expect(event).toMatchObject({ ipAddress: '203.0.113.66', after: { name: 'nightly export' } });
    const security = await running.store.db
      .selectFrom('security_events')
      .select(['kind', 'severity', 'ip_address'])
      .where('kind', '=', 'refresh_token.reused')
      .execute();
    expect(security).toEqual([
      { kind: 'refresh_token.reused', severity: 'critical', ip_address: '203.0.113.66' },
    ]);
    const stored = await running.store.db.selectFrom('auth.refresh_tokens').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(first.refreshToken);
  });

  test('used twice at the same moment lets one in and then ends the family', async () => {
    const { cookie } = await running.addPerson('racing@example.com', 'viewer');
    const { refreshToken } = await makeTokens(cookie, { name: 'racer' });
    const both = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 401]);
    const winner = both.find(({ statusCode }) => statusCode === 200)?.json<Tokens>();
    expect((await refresh(winner?.refreshToken ?? '')).statusCode).toBe(401);
  });

  test('is listed, and ended by its person; it ends by itself when nobody uses it for 30 days', async () => {
    const { cookie } = await running.addPerson('listing@example.com', 'viewer');
    const tokens = await makeTokens(cookie, { name: 'listed', scopes: ['deals.read'] });
    const list = async () =>
      (await running.ask('GET', '/api/v1/account/tokens', { cookie })).json<{
        tokens: { id: string; name: string; scopes: string[] }[];
      }>().tokens;
    expect(await list()).toMatchObject([{ name: 'listed', scopes: ['deals.read'] }]);
    const next = (await refresh(tokens.refreshToken)).json<Tokens>();
    expect(await statusWith(next.accessToken, '/api/v1/profile')).toBe(403);
    const id = (await list())[0]?.id ?? '';
    const ended = await running.ask('DELETE', `/api/v1/account/tokens/${id}`, { cookie });
    expect(ended.statusCode).toBe(204);
    expect((await refresh(next.refreshToken)).statusCode).toBe(401);
    expect(await list()).toEqual([]);

    const idle = await makeTokens(cookie, { name: 'idle' });
    now += 31 * 24 * 60 * minutes;
    expect((await refresh(idle.refreshToken)).statusCode).toBe(401);
    now -= 31 * 24 * 60 * minutes;
    for (const token of ['dsr_', 'A'.repeat(47), "' or 1=1 --"])
      expect((await refresh(token)).statusCode).toBe(401);
  });
});

describe('signing keys', () => {
  const kids = async () =>
    (await running.ask('GET', '/.well-known/jwks.json')).json<{ keys: { kid: string; d?: string }[] }>().keys;

  test('are rotated with overlap: the next is published before it signs, the old one verifies until its last token ends', async () => {
    const before = await makeTokens(owner);
    const oldKid = String(partsOf(before.accessToken).header.kid);
    const { kid } = await running.identity.rotateSigningKeys({ atOnce: false });
    expect((await kids()).map((key) => key.kid).toSorted()).toEqual([kid, oldKid].toSorted());
    expect(JSON.stringify(await kids())).not.toContain('"d"');
    const meanwhile = await makeTokens(owner);
    expect(partsOf(meanwhile.accessToken).header.kid).toBe(oldKid);
    now += 14 * minutes;
    const last = await makeTokens(owner);
    expect(partsOf(last.accessToken).header.kid).toBe(oldKid);
    now += 2 * minutes;
    const after = await makeTokens(owner);
    expect(partsOf(after.accessToken).header.kid).toBe(kid);
    expect([await statusWith(last.accessToken), await statusWith(after.accessToken)]).toEqual([200, 200]);
    now += 15 * minutes;
    expect((await kids()).map((key) => key.kid)).toEqual([kid]);
  });

  test('are replaced by the daily job when 30 days old, and not before', async () => {
    expect(await running.identity.rotateOldSigningKeys()).toBeUndefined();
    await running.store.db
      .updateTable('auth.signing_keys')
      .set({ created_at: new Date(now - 31 * 24 * 60 * minutes).toISOString() })
      .execute();
    const made = await running.identity.rotateOldSigningKeys();
    expect(made).toMatch(/^sig_/);
    expect(await running.identity.rotateOldSigningKeys()).toBeUndefined();
    now += 16 * minutes;
    expect(partsOf((await makeTokens(owner)).accessToken).header.kid).toBe(made);
  });

  test('that leaked is replaced at once: no token of before is worth anything', async () => {
    const { accessToken } = await makeTokens(owner);
    const { kid } = await running.identity.rotateSigningKeys({ atOnce: true });
    expect(await statusWith(accessToken)).toBe(401);
    expect(await statusWith((await makeTokens(owner)).accessToken)).toBe(200);
    expect((await kids()).map((key) => key.kid)).toEqual([kid]);
  });

  test('that another secret cannot open are replaced; what they signed is good until it ends by itself', async () => {
    const { accessToken } = await makeTokens(owner);
    await running.store.db
      .updateTable('auth.signing_keys')
      .set({ sealed_private_jwk: 'sealed with another secret' })
      .execute();
    const after = await makeTokens(owner);
    expect(partsOf(after.accessToken).header.kid).not.toBe(partsOf(accessToken).header.kid);
    expect([await statusWith(accessToken), await statusWith(after.accessToken)]).toEqual([200, 200]);
    expect(await kids()).toHaveLength(2);
    now += 16 * minutes;
    expect(await kids()).toHaveLength(1);
  });

  test('are sealed, and one key is made by many who ask at once', async () => {
    const fresh = await startIdentityServer();
    try {
      const { cookie } = await fresh.addPerson('first@example.com', 'owner');
      const answers = await Promise.all(
        Array.from({ length: 6 }, () =>
          fresh.ask('POST', '/api/v1/auth/token', { cookie, body: { grantType: 'session' } }),
        ),
      );
      const used = answers.map((answer) => partsOf(answer.json<Tokens>().accessToken).header.kid);
      expect(new Set(used).size).toBe(1);
      const rows = await fresh.store.db.selectFrom('auth.signing_keys').selectAll().execute();
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toContain('"d"');
    } finally {
      await fresh.close();
    }
  });
});

describe('a key traded for an access token', () => {
  const makeKey = async (body: Record<string, unknown>, cookie = owner) =>
    (await running.ask('POST', '/api/v1/api-keys', { cookie, body: { name: 'k', ...body } })).json<{
      id: string;
      key: string;
      expiresAt: string;
    }>();
  const trade = (key: string, body: Record<string, unknown> = {}) =>
    running.ask('POST', '/api/v1/auth/token', {
      key,
      body: { grantType: 'api_key', ...body },
      ...fromAnywhere(),
    });

  test('is signed like any other, may what the key may and no more, and ends with the key', async () => {
    const { id, key } = await makeKey({ role: 'manager', scopes: ['deals.read', 'members.read'] });
    const answer = await trade(key);
    expect(answer.statusCode).toBe(200);
    const { accessToken, refreshToken } = answer.json<{ accessToken: string; refreshToken?: string }>();
    expect(refreshToken).toBeUndefined();
    expect(partsOf(accessToken)).toMatchObject({
      header: { alg: 'ES256' },
      payload: { role: 'manager', scope: 'deals.read members.read', sid: id },
    });
    expect(await statusWith(accessToken)).toBe(200);
    expect(await statusWith(accessToken, '/api/v1/members')).toBe(200);
    expect(await statusWith(accessToken, '/api/v1/profile')).toBe(403);

    const less = await trade(key, { role: 'viewer', scopes: ['deals.read'] });
    expect(partsOf(less.json<{ accessToken: string }>().accessToken).payload).toMatchObject({
      role: 'viewer',
      scope: 'deals.read',
    });
    expect((await trade(key, { scopes: ['profile.read'] })).statusCode).toBe(403);
    expect((await trade(key, { role: 'owner' })).statusCode).toBe(403);
    expect((await trade(key, { name: 'for ever' })).statusCode).toBe(400);
    expect((await trade(key, { audience: 'https://not-set-up.example' })).statusCode).toBe(400);

    expect((await running.ask('DELETE', `/api/v1/api-keys/${id}`, { cookie: owner })).statusCode).toBe(204);
    expect(await statusWith(accessToken)).toBe(401);
    expect((await trade(key)).statusCode).toBe(401);
  });

  test('does not outlive the key, and no key is made from a token or from a cookie', async () => {
    const { id, key, expiresAt } = await makeKey({ role: 'viewer', validDays: 1 });
    await running.store.db
      .updateTable('api_keys')
      .set({ expires_at: new Date(now + 60_000).toISOString() })
      .where('id', '=', id)
      .execute();
    expect(Date.parse(expiresAt)).toBeGreaterThan(now + 60_000);
    const { accessToken } = (await trade(key)).json<{ accessToken: string }>();
    const { exp, iat } = partsOf(accessToken).payload as { exp: number; iat: number };
    expect(exp - iat).toBeLessThanOrEqual(61);
    expect((await trade(accessToken)).statusCode).toBe(401);
    const byCookie = await running.ask('POST', '/api/v1/auth/token', {
      cookie: owner,
      body: { grantType: 'api_key' },
      ...fromAnywhere(),
    });
    expect(byCookie.statusCode).toBe(401);
  });

  test('falls with the role of its person', async () => {
    const person = await running.addPerson('falls@example.com', 'manager');
    const { key } = await makeKey({ role: 'manager' }, person.cookie);
    const { accessToken } = (await trade(key)).json<{ accessToken: string }>();
    expect(await statusWith(accessToken, '/api/v1/audit-events')).toBe(200);
    const id = await memberId('falls@example.com');
    await running.ask('PATCH', `/api/v1/members/${id}`, { cookie: owner, body: { role: 'viewer' } });
    expect(await statusWith(accessToken, '/api/v1/audit-events')).toBe(403);
    await running.ask('DELETE', `/api/v1/members/${id}`, { cookie: owner });
    expect(await statusWith(accessToken)).toBe(401);
  });
});
