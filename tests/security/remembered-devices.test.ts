import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IdentityServer, password, startIdentityServer, toCookie } from '../support/identity-server.ts';

let running: IdentityServer;
let now = Date.now();
beforeAll(async () => {
  running = await startIdentityServer({ clock: { now: () => new Date(now).toISOString() as never } });
});
afterAll(() => running.close());

interface Setup {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

const codeOf = (secret: string) => createOTP(new TextDecoder().decode(base32.decode(secret))).totp();
const remembered = (cookie: string) =>
  cookie
    .split('; ')
    .filter((pair) => pair.startsWith('dealerscope.remembered'))
    .join('; ');
const stepOf = (answer: { json: <T>() => T }) => answer.json<{ status: string }>().status;

/** A person with the second factor on, whose browser is remembered. */
async function rememberPerson(email: string) {
  const { cookie } = await running.addPerson(email, 'buyer');
  const begun = await running.ask('POST', '/api/v1/account/second-factor/begin', {
    cookie,
    body: { password },
  });
  const { secret, recoveryCodes } = begun.json<Setup>();
  const confirmed = await running.ask('POST', '/api/v1/account/second-factor/confirm', {
    cookie,
    body: { code: await codeOf(secret) },
  });
  expect(confirmed.statusCode).toBe(204);
  const second = await running.ask('POST', '/api/v1/auth/second-factor', {
    cookie: toCookie(await running.signIn(email)),
    body: { code: recoveryCodes[0], method: 'recovery', remember: true },
  });
  expect(second.statusCode).toBe(200);
  return { cookie: toCookie(second), device: remembered(toCookie(second)), recoveryCodes };
}

test('a remembered browser is asked for no code for 30 days; another browser is', async () => {
  const email = 'remembered@example.com';
  const { device, cookie } = await rememberPerson(email);
  expect(device).not.toBe('');
  const again = await running.signIn(email, password, { cookie: device });
  expect(stepOf(again)).toBe('signed_in');
  const session = await running.ask('GET', '/api/v1/auth/session', { cookie: toCookie(again) });
  expect(session.statusCode).toBe(200);
  expect(stepOf(await running.signIn(email))).toBe('second_factor_required');
  // the password is still asked for
  expect((await running.signIn(email, 'a wrong guess', { cookie: device })).statusCode).toBe(401);

  const { devices } = (await running.ask('GET', '/api/v1/account/devices', { cookie })).json<{
    devices: { isCurrent: boolean }[];
  }>();
  expect(devices).toMatchObject([{ isCurrent: true }]);
  now += 31 * 86_400_000;
  expect(stepOf(await running.signIn(email, password, { cookie: device }))).toBe('second_factor_required');
  now -= 31 * 86_400_000;
  const stored = await running.store.db.selectFrom('auth.trusted_devices').selectAll().execute();
  expect(JSON.stringify(stored)).not.toContain(device.split('=')[1]);
});

test('what one person’s browser remembers is worth nothing for another, nor is what was made up', async () => {
  const { device } = await rememberPerson('one@example.com');
  await rememberPerson('two@example.com');
  for (const cookie of [device, `${device}x`, 'dealerscope.remembered=', 'dealerscope.remembered=A'])
    expect(stepOf(await running.signIn('two@example.com', password, { cookie }))).toBe(
      'second_factor_required',
    );
});

test('a browser that its person forgets is asked for the code again', async () => {
  const email = 'forgetting@example.com';
  const { device, cookie } = await rememberPerson(email);
  const { devices } = (await running.ask('GET', '/api/v1/account/devices', { cookie })).json<{
    devices: { id: string }[];
  }>();
  const forgotten = await running.ask('DELETE', `/api/v1/account/devices/${devices[0]?.id}`, { cookie });
  expect(forgotten.statusCode).toBe(204);
  expect(stepOf(await running.signIn(email, password, { cookie: device }))).toBe('second_factor_required');
});

test('a changed password, and turning the factor off and on, void what was remembered', async () => {
  const email = 'changing@example.com';
  const newPassword = 'walnut-harbor-thimble-92';
  const { device, cookie } = await rememberPerson(email);
  const changed = await running.ask('POST', '/api/v1/account/password', {
    cookie,
    body: { currentPassword: password, newPassword },
  });
  expect(changed.statusCode).toBe(204);
  expect(stepOf(await running.signIn(email, newPassword, { cookie: device }))).toBe('second_factor_required');

  const other = await rememberPerson('off@example.com');
  const off = await running.ask('POST', '/api/v1/account/second-factor/disable', {
    cookie: other.cookie,
    body: { password },
  });
  expect(off.statusCode).toBe(204);
  const rows = await running.store.db
    .selectFrom('auth.trusted_devices as d')
    .innerJoin('auth.users as u', 'u.id', 'd.user_id')
    .select('d.id')
    .where('u.email', '=', 'off@example.com')
    .execute();
  expect(rows).toEqual([]);
});

test('a recovery code that remembered a browser is used up like any other', async () => {
  const email = 'usedup@example.com';
  const { recoveryCodes } = await rememberPerson(email);
  const again = await running.ask('POST', '/api/v1/auth/second-factor', {
    cookie: toCookie(await running.signIn(email)),
    body: { code: recoveryCodes[0], method: 'recovery', remember: true },
  });
  expect(again.statusCode).toBe(401);
  expect(remembered(toCookie(again))).toBe('');
});
