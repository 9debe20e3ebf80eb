import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectStatements } from '../support/count-statements.ts';
import { type IdentityServer, lapse, startIdentityServer, toCookie } from '../support/identity-server.ts';
import { addPersonWithSecondFactor, codeOf, forgetUsedCodes } from '../support/second-factor.ts';

let running: IdentityServer;
let cookie: string;
beforeAll(async () => {
  running = await startIdentityServer();
  ({ cookie } = await running.addPerson('owner@example.com', 'owner'));
});
afterAll(() => running.close());

/** Sends the request, which must succeed, and answers what went to the database. */
async function statementsOf(ask: () => ReturnType<IdentityServer['ask']>) {
  let answer: Awaited<ReturnType<IdentityServer['ask']>> | undefined;
  const statements = await collectStatements(async () => {
    answer = await ask();
  });
  expect(answer?.statusCode, answer?.body).toBeLessThan(300);
  return { statements, cookie: answer ? toCookie(answer) : '' };
}

test('who is asking costs one statement, none while that is fresh, for a session, a key and a token alike', async () => {
  const made = await running.ask('POST', '/api/v1/api-keys', { cookie, body: { name: 'k', role: 'owner' } });
  const { key } = made.json<{ key: string }>();
  const traded = await running.ask('POST', '/api/v1/auth/token', { cookie, body: { grantType: 'session' } });
  const { accessToken } = traded.json<{ accessToken: string }>();
  for (const as of [{ cookie }, { key }, { key: accessToken }]) {
    // a route without a query of its own
    const ask = () => running.ask('GET', '/api/v1/roles', as);
    await ask();
    expect((await statementsOf(ask)).statements).toEqual([]);
    lapse();
    expect((await statementsOf(ask)).statements).toHaveLength(1);
    expect((await statementsOf(ask)).statements).toEqual([]);
  }
});

test('twenty callers are read anew by one statement', async () => {
  const cookies: string[] = [];
  for (let at = 0; at < 20; at++)
    cookies.push((await running.addPerson(`caller${at}@example.com`, 'viewer')).cookie);
  const askAll = () =>
    Promise.all(cookies.map((each) => running.ask('GET', '/api/v1/roles', { cookie: each })));
  await askAll();
  lapse();
  expect(await collectStatements(askAll)).toHaveLength(1);
});

test('signing in takes few statements, with a second factor too', async () => {
  const { statements } = await statementsOf(() => running.signIn('owner@example.com'));
  expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(8);

  const { secret } = await addPersonWithSecondFactor(running, 'factor@example.com');
  await forgetUsedCodes(running);
  const first = await statementsOf(() => running.signIn('factor@example.com'));
  expect(first.statements.length, first.statements.join('\n')).toBeLessThanOrEqual(7);
  const code = await codeOf(secret);
  const second = await statementsOf(() =>
    running.ask('POST', '/api/v1/auth/second-factor', { cookie: first.cookie, body: { code } }),
  );
  expect(second.statements.length, second.statements.join('\n')).toBeLessThanOrEqual(10);

  const out = await statementsOf(() =>
    running.ask('POST', '/api/v1/auth/sign-out', { cookie: second.cookie }),
  );
  expect(out.statements.length, out.statements.join('\n')).toBeLessThanOrEqual(6);
});
