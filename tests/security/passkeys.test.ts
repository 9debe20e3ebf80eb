import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type IdentityServer,
  origin,
  password,
  startIdentityServer,
  toCookie,
} from '../support/identity-server.ts';
import { createSoftwarePasskey, type Quirks } from '../support/software-passkey.ts';

let running: IdentityServer;
let now = Date.now();
beforeAll(async () => {
  running = await startIdentityServer({ clock: { now: () => new Date(now).toISOString() as never } });
});
afterAll(() => running.close());

const post = (url: string, body: unknown, cookie = '') =>
  running.ask('POST', url, { cookie, ...(body !== undefined && { body }) });
const beginSignIn = async () => {
  const begun = await post('/api/v1/auth/passkey/begin', undefined);
  return { options: begun.json<{ challenge: string; rpId: string }>(), cookie: toCookie(begun) };
};

async function addPasskey(email: string, quirks: Quirks = {}) {
  const { cookie, userId } = await running.addPerson(email, 'buyer');
  const passkey = createSoftwarePasskey(origin);
  const begun = await post('/api/v1/account/passkeys/begin', { password }, cookie);
  const cookies = `${cookie}; ${toCookie(begun)}`;
  const response = passkey.register(begun.json(), quirks);
  const added = await post('/api/v1/account/passkeys', { name: 'phone', response }, cookies);
  const signIn = async (signInQuirks: Quirks = {}) => {
    const { options, cookie: challenge } = await beginSignIn();
    const body = { response: passkey.signIn(options, signInQuirks) };
    return post('/api/v1/auth/passkey/finish', body, challenge);
  };
  return { added, cookie, cookies, passkey, response, signIn, userId };
}

test('a passkey signs its person in, beyond the second factor, and is listed with its last use', async () => {
  const { added, signIn, cookie } = await addPasskey('honest@example.com');
  expect(added.statusCode).toBe(201);
  const signedIn = await signIn();
  expect(signedIn.json()).toEqual({ status: 'signed_in' });
  const session = await running.ask('GET', '/api/v1/auth/session', { cookie: toCookie(signedIn) });
  expect(session.json()).toMatchObject({ user: { email: 'honest@example.com' } });
  const list = await running.ask('GET', '/api/v1/account/passkeys', { cookie });
  expect(list.json()).toMatchObject({ passkeys: [{ name: 'phone', lastUsedAt: expect.any(String) }] });
});

test.each([
  ['for another site’s page', { origin: 'https://evil.example' }],
  ['for another name', { rpId: 'evil.example' }],
  ['for another challenge', { challenge: Buffer.from('a'.repeat(32)).toString('base64url') }],
  ['of a device that did not check its person', { isPersonChecked: false }],
  ['of a copy, whose counter stepped back', { counter: 0 }],
  ['that names somebody else', { userHandle: Buffer.from('usr_somebody').toString('base64url') }],
  ['of the wrong kind', { type: 'webauthn.create' }],
] as const)('an answer %s is refused, and in the log', async (_name, quirks) => {
  const email = `refused${Math.random().toString(36).slice(2)}@example.com`;
  const { signIn, userId } = await addPasskey(email);
  expect((await signIn()).statusCode).toBe(200);
  const refused = await signIn(quirks);
  expect(refused.statusCode).toBe(401);
  expect(refused.headers['set-cookie']).toBeUndefined();
  const log = await running.store.db
    .selectFrom('audit_events')
    .select('action')
    .where('actor_id', '=', userId)
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  expect(log?.action).toBe('passkey.refused');
});

test('an answer counts once, in the browser that was asked, within five minutes', async () => {
  const { passkey } = await addPasskey('once@example.com');
  const first = await beginSignIn();
  const body = { response: passkey.signIn(first.options) };
  const finish = (cookie: string) => post('/api/v1/auth/passkey/finish', body, cookie);
  expect((await finish('')).statusCode).toBe(401);
  expect((await finish((await beginSignIn()).cookie)).statusCode).toBe(401);
  expect((await finish(first.cookie)).statusCode).toBe(200);
  expect((await finish(first.cookie)).statusCode).toBe(401);

  const late = await beginSignIn();
  const answer = { response: passkey.signIn(late.options) };
  now += 6 * 60_000;
  expect((await post('/api/v1/auth/passkey/finish', answer, late.cookie)).statusCode).toBe(401);
});

test('adding takes the password and a challenge of one’s own, and an honest device', async () => {
  const { cookie, cookies, response } = await addPasskey('adding@example.com');
  expect((await post('/api/v1/account/passkeys/begin', { password: 'wrong' }, cookie)).statusCode).toBe(400);
  // the same answer a second time, and without the cookie of its challenge
  expect((await post('/api/v1/account/passkeys', { name: 'x', response }, cookies)).statusCode).toBe(401);
  expect((await post('/api/v1/account/passkeys', { name: 'x', response }, cookie)).statusCode).toBe(401);
  for (const quirks of [
    { origin: 'https://evil.example' },
    { rpId: 'evil.example' },
    { isPersonChecked: false },
  ])
    expect(
      (await addPasskey(`bad${Math.random().toString(36).slice(2)}@example.com`, quirks)).added.statusCode,
    ).toBe(401);
  // a challenge for signing in adds nothing
  const { options, cookie: challenge } = await beginSignIn();
  const made = createSoftwarePasskey(origin).register({ ...options, rp: { id: 'localhost' } });
  const crossed = await post(
    '/api/v1/account/passkeys',
    { name: 'x', response: made },
    `${cookie}; ${challenge}`,
  );
  expect(crossed.statusCode).toBe(401);
});

test('a removed passkey opens nothing, and nobody removes another’s', async () => {
  const { cookie, signIn } = await addPasskey('removing@example.com');
  const other = await running.addPerson('other@example.com', 'owner');
  const list = (await running.ask('GET', '/api/v1/account/passkeys', { cookie })).json<{
    passkeys: { id: string }[];
  }>();
  const url = `/api/v1/account/passkeys/${list.passkeys[0]?.id}`;
  expect((await running.ask('DELETE', url, { cookie: other.cookie })).statusCode).toBe(404);
  expect((await signIn()).statusCode).toBe(200);
  expect((await running.ask('DELETE', url, { cookie })).statusCode).toBe(204);
  expect((await signIn()).statusCode).toBe(401);
});
