import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type IdentityServer,
  lapse,
  password,
  startIdentityServer,
  toCookie,
} from '../support/identity-server.ts';
import { addPersonWithSecondFactor, codeOf, forgetUsedCodes } from '../support/second-factor.ts';

let running: IdentityServer;
let owner = '';
let now = new Date();
beforeAll(async () => {
  running = await startIdentityServer({ clock: { now: () => now.toISOString() as never } });
  owner = (await running.addPerson('owner@example.com', 'owner')).cookie;
}, 120_000);
afterAll(() => running.close());

const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const thief = '203.0.113.66';

async function eventsOf(kind: string, who: string) {
  const { events } = (
    await running.ask('GET', `/api/v1/security-events?limit=100&kind=${kind}`, { cookie: owner })
  ).json<{ events: { who: string; severity: string; ipAddress: string }[] }>();
  return events.filter((event) => event.who === who);
}
const enter = async (email: string, body: { code: string; method?: 'recovery' }, remoteAddress: string) =>
  running.ask('POST', '/api/v1/auth/second-factor', {
    remoteAddress,
    cookie: toCookie(await running.signIn(email, password, { remoteAddress })),
    body,
  });
const statusOf = async (cookie: string, remoteAddress = thief) =>
  (await running.ask('GET', '/api/v1/auth/session', { cookie, remoteAddress })).statusCode;

test('a recovery code that comes a second time opens nothing and is told; one that never was is not', async () => {
  const email = 'codes@example.com';
  const { recoveryCodes } = await addPersonWithSecondFactor(running, email);
  const [code = ''] = recoveryCodes;
  expect((await enter(email, { code, method: 'recovery' }, '198.51.100.1')).statusCode).toBe(200);
  const madeUp = await enter(email, { code: 'aaaaa-bbbbb', method: 'recovery' }, thief);
  expect(madeUp.statusCode).toBe(401);
  expect(await eventsOf('backup_code.reused', email)).toEqual([]);
  const reused = await enter(email, { code, method: 'recovery' }, thief);
  // word for word as any wrong code
  expect([reused.statusCode, reused.json<{ detail: string }>().detail]).toEqual([
    401,
    madeUp.json<{ detail: string }>().detail,
  ]);
  expect(await eventsOf('backup_code.reused', email)).toMatchObject([
    { severity: 'critical', ipAddress: thief },
  ]);
});

test('a time-based code that comes a second time within its window opens nothing and is told', async () => {
  const email = 'totp@example.com';
  const { secret } = await addPersonWithSecondFactor(running, email);
  await forgetUsedCodes(running);
  const code = await codeOf(secret);
  expect((await enter(email, { code }, '198.51.100.1')).statusCode).toBe(200);
  expect((await enter(email, { code }, thief)).statusCode).toBe(401);
  expect(await eventsOf('code.replayed', email)).toMatchObject([{ severity: 'critical', ipAddress: thief }]);
});

test('a session’s token that its browser dropped is told when it comes again, once; what was under way is not', async () => {
  const email = 'copied@example.com';
  const { cookie: copied } = await running.addPerson(email, 'buyer');
  const changed = await running.ask('POST', '/api/v1/account/password', {
    cookie: copied,
    body: { currentPassword: password, newPassword: 'walnut-harbor-thimble-92' },
  });
  expect(changed.statusCode).toBe(204);
  // a request that the page had sent just before
  expect(await statusOf(copied, '127.0.0.1')).toBe(401);
  expect(await eventsOf('token.reused', email)).toEqual([]);
  later(61_000);
  expect(await statusOf(copied)).toBe(401);
  expect(await statusOf(copied)).toBe(401);
  expect(await eventsOf('token.reused', email)).toMatchObject([{ severity: 'critical', ipAddress: thief }]);

  const renewed = toCookie(changed);
  expect(await statusOf(renewed, '127.0.0.1')).toBe(200);
  await running.ask('POST', '/api/v1/auth/sign-out', { cookie: renewed });
  later(61_000);
  expect(await statusOf(renewed)).toBe(401);
  expect(await eventsOf('token.reused', email)).toHaveLength(2);
});

test('sessions that were ended from elsewhere, or ran out, are no theft', async () => {
  const email = 'calm@example.com';
  const { cookie, userId } = await running.addPerson(email, 'buyer');
  const other = toCookie(await running.signIn(email));
  await running.ask('POST', '/api/v1/account/sessions/end-others', { cookie: other });
  later(61_000);
  expect(await statusOf(cookie)).toBe(401);
  await running.store.db
    .updateTable('auth.sessions')
    .set({ expires_at: new Date(0).toISOString() })
    .where('user_id', '=', userId)
    .execute();
  lapse();
  expect(await statusOf(other)).toBe(401);
  expect(await eventsOf('token.reused', email)).toEqual([]);
});
