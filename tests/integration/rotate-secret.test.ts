import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type IdentityServer,
  lapse,
  password,
  startIdentityServer,
  toCookie,
} from '../support/identity-server.ts';
import { addPersonWithSecondFactor, codeOf, forgetUsedCodes } from '../support/second-factor.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const before = 'the secret that was there before, long enough';
const after = 'the secret that comes after it, long enough';
const hook = 'https://hooks.example.com/x';

let database: TestDatabase;
const now = new Date();
const clock = { now: () => now.toISOString() as never };
let open: IdentityServer[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  for (const server of open) await server.close();
  await database.drop();
});

/** The program started again, with these secrets. */
async function startWith(current: string, others: readonly string[]): Promise<IdentityServer> {
  for (const server of open) await server.close();
  open = [await startIdentityServer({ database, clock, secrets: { current, others } })];
  return open[0] as IdentityServer;
}
const statusOf = async (running: IdentityServer, cookie: string) =>
  (await running.ask('GET', '/api/v1/auth/session', { cookie })).statusCode;
const enter = async (running: IdentityServer, email: string, body: object) => {
  await forgetUsedCodes(running);
  return running.ask('POST', '/api/v1/auth/second-factor', {
    cookie: toCookie(await running.signIn(email)),
    body,
  });
};
const verifies = async (running: IdentityServer, token: string) =>
  (await running.ask('GET', '/api/v1/auth/session', { key: token })).statusCode;

test('a new secret ends no session, no second factor, no token and no webhook; then the old one is worth nothing', async () => {
  const email = 'person@example.com';
  const first = await startWith(before, []);
  const { secret, recoveryCodes, cookie } = await addPersonWithSecondFactor(first, email, 'owner');
  const known = toCookie(await enter(first, email, { code: await codeOf(secret) }));
  const begun = toCookie(await first.signIn(email));
  const { accessToken } = (
    await first.ask('POST', '/api/v1/auth/token', { cookie, body: { grantType: 'session' } })
  ).json<{ accessToken: string }>();
  const channel = (
    await first.ask('POST', '/api/v1/alert-channels', {
      cookie,
      body: { kind: 'webhook', target: hook, minSeverity: 'critical' },
    })
  ).json<{ id: string; secret: string }>();

  // the first of two programs: both believe both, and still sign with the old one
  const both = await startWith(before, [after]);
  expect(await statusOf(both, cookie)).toBe(200);

  const rotated = await startWith(after, [before]);
  expect(await rotated.identity.reseal({ isDryRun: true })).toMatchObject({
    secondFactors: { current: 0, other: 1, unreadable: 0 },
    signingKeys: { current: 0, other: 1, unreadable: 0 },
    webhooks: { current: 0, other: 1, unreadable: 0 },
  });
  // even before anything is sealed anew
  expect(await statusOf(rotated, cookie)).toBe(200);
  expect(await statusOf(rotated, known)).toBe(200);
  expect(await verifies(rotated, accessToken)).toBe(200);
  expect((await enter(rotated, email, { code: await codeOf(secret) })).statusCode).toBe(200);
  // a sign-in that was half done is finished
  await forgetUsedCodes(rotated);
  const finished = await rotated.ask('POST', '/api/v1/auth/second-factor', {
    cookie: begun,
    body: { code: await codeOf(secret) },
  });
  expect(finished.statusCode).toBe(200);

  expect((await rotated.identity.reseal({ isDryRun: false })).secondFactors.other).toBe(1);
  expect(await rotated.identity.reseal({ isDryRun: true })).toMatchObject({
    secondFactors: { current: 1, other: 0, unreadable: 0 },
    signingKeys: { current: 1, other: 0, unreadable: 0 },
    webhooks: { current: 1, other: 0, unreadable: 0 },
  });
  expect(
    (await rotated.ask('GET', '/api/v1/audit-events?action=secrets.', { cookie })).json<{
      events: object[];
    }>().events,
  ).toMatchObject([
    { action: 'secrets.sealed_anew', after: { secondFactors: 1, signingKeys: 1, webhooks: 1 } },
  ]);
  // whoever goes on working gets a cookie that the new secret signed
  await rotated.store.db
    .updateTable('auth.sessions')
    .set({ updated_at: new Date(Date.now() - 3_600_000).toISOString() })
    .execute();
  lapse();
  const renewed = toCookie(await rotated.ask('GET', '/api/v1/auth/session', { cookie }));
  expect(renewed).toContain('session_token');

  const done = await startWith(after, []);
  expect(await statusOf(done, cookie)).toBe(401);
  expect(await statusOf(done, renewed)).toBe(200);
  expect(await verifies(done, accessToken)).toBe(200);
  expect((await enter(done, email, { code: await codeOf(secret) })).statusCode).toBe(200);
  expect((await enter(done, email, { code: recoveryCodes[0], method: 'recovery' })).statusCode).toBe(200);
  const made = await done.ask('POST', '/api/v1/auth/token', {
    cookie: renewed,
    body: { grantType: 'session' },
  });
  expect(await verifies(done, made.json<{ accessToken: string }>().accessToken)).toBe(200);

  // the webhook's receiver goes on checking with the secret it was given
  const { createSealer } = await import('../../src/platform/seal.ts');
  const row = await done.store.db
    .selectFrom('alert_channels')
    .select('sealed_secret')
    .where('id', '=', channel.id)
    .executeTakeFirstOrThrow();
  expect(createSealer({ current: after, others: [] }).open('webhook', row.sealed_secret ?? '')).toBe(
    channel.secret,
  );
});

test('what was sealed before secrets had versions is taken over, and a secret that leaked opens nothing', async () => {
  const email = 'earlier@example.com';
  const running = await startWith(before, []);
  const { secret, cookie } = await addPersonWithSecondFactor(running, email);
  const { symmetricDecrypt } = await import('better-auth/crypto');
  const row = await running.store.db
    .selectFrom('auth.two_factors')
    .innerJoin('auth.users', 'auth.users.id', 'auth.two_factors.user_id')
    .select(['auth.two_factors.id', 'secret', 'backup_codes'])
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  // as an earlier release of the program kept it: without an envelope
  const bare = (text: string) => text.replace(/^\$ba\$\d+\$/, '');
  expect(await symmetricDecrypt({ key: before, data: bare(row.secret) })).toHaveLength(32);
  await running.store.db
    .updateTable('auth.two_factors')
    .set({ secret: bare(row.secret), backup_codes: bare(row.backup_codes) })
    .where('id', '=', row.id)
    .execute();
  expect((await enter(running, email, { code: await codeOf(secret) })).statusCode).toBe(200);

  // the old one leaked: sealed anew with both, then started with the new one alone
  const between = await startWith(after, [before]);
  expect((await between.identity.reseal({ isDryRun: false })).secondFactors.other).toBe(1);
  const done = await startWith(after, []);
  expect(await statusOf(done, cookie)).toBe(401);
  const [token = ''] = /session_token=([^;]+)/.exec(cookie)?.slice(1) ?? [];
  const value = decodeURIComponent(token).split('.')[0] ?? '';
  const forged = createHmac('sha256', before).update(value).digest('base64');
  expect(await statusOf(done, `dealerscope.session_token=${encodeURIComponent(`${value}.${forged}`)}`)).toBe(
    401,
  );
  expect((await enter(done, email, { code: await codeOf(secret) })).statusCode).toBe(200);
});

test('with a secret that is not known the second factor stays shut, and is counted as unreadable', async () => {
  const email = 'lost@example.com';
  const { secret } = await addPersonWithSecondFactor(await startWith(before, []), email);
  const stranger = await startWith('a secret that nobody knows about, long enough', []);
  expect((await stranger.identity.reseal({ isDryRun: true })).secondFactors.unreadable).toBeGreaterThan(0);
  const answer = await enter(stranger, email, { code: await codeOf(secret) });
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({ code: 'second_factor_unreadable' });
  expect((await stranger.signIn(email, password)).statusCode).toBe(200);
});
