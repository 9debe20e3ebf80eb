import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../../src/platform/logger.ts';
import { type Ask, type IdentityServer, startIdentityServer } from '../support/identity-server.ts';

const canary = 'canary-Zx81-walrus-basilisk';
const lines: string[] = [];
let running: IdentityServer;
let cookie: string;
beforeAll(async () => {
  running = await startIdentityServer({
    logger: createLogger('trace', { destination: { write: (line) => void lines.push(line) } }),
  });
  cookie = (await running.addPerson('owner@example.com', 'owner')).cookie;
}, 120_000);
afterAll(() => running.close());

/** Each place in which a client may send a secret, right or wrong. */
const sent: readonly (readonly [string, string, string, Ask])[] = [
  ['a password', 'POST', '/api/v1/auth/sign-in', { body: { email: 'owner@example.com', password: canary } }],
  ['a password as e-mail', 'POST', '/api/v1/auth/sign-in', { body: { email: canary, password: canary } }],
  ['a key', 'GET', '/api/v1/deals', { key: canary }],
  ['a key of the right shape', 'GET', '/api/v1/deals', { key: `dsk_${canary.padEnd(43, 'x')}` }],
  ['a key in the address', 'GET', `/api/v1/deals?api_key=${canary}`, {}],
  ['a key as a filter', 'GET', `/api/v1/deals?limit=${canary}`, {}],
  ['a session', 'GET', '/api/v1/deals', { cookie: `dealerscope.session_token=${canary}` }],
  ['a device', 'POST', '/api/v1/auth/sign-in', { cookie: `dealerscope.device=${canary}.x`, body: {} }],
  ['basic credentials', 'GET', '/api/v1/deals', { headers: { authorization: `Basic ${canary}` } }],
  ['a header of another service', 'GET', '/api/v1/deals', { headers: { 'x-api-key': canary } }],
  ['an invitation', 'POST', '/api/v1/auth/invitation', { body: { token: canary } }],
  ['a code', 'POST', '/api/v1/auth/second-factor', { body: { code: canary, method: 'totp' } }],
  ['an unknown field', 'PUT', '/api/v1/profile', { body: { password: canary } }],
];
const change: Ask = { body: { currentPassword: canary, newPassword: `${canary}-2` } };

const expectNothingTold = (answer: { body: string; headers: object }, where: string) => {
  expect(`${answer.body}${JSON.stringify(answer.headers)}`, where).not.toContain(canary);
  expect(lines.join(''), where).not.toContain(canary);
};

test.each(sent)('%s that is refused is repeated in no answer and no line', async (name, method, url, ask) => {
  const answer = await running.ask(method, url, ask);
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  expectNothingTold(answer, name);
});

test('a body that breaks off inside a secret is not repeated', async () => {
  const answer = await running.server.inject({
    method: 'POST',
    url: '/api/v1/auth/sign-in',
    headers: { host: 'localhost:8300', origin: 'http://localhost:8300', 'content-type': 'application/json' },
    payload: `{"password":"${canary}`,
  });
  expect(answer.statusCode).toBe(400);
  expectNothingTold(answer, 'broken body');
});

test('the log is not simply empty', () => {
  expect(lines.length).toBeGreaterThan(sent.length);
  expect(lines.join('')).toContain('"path":"/api/v1/deals"');
});

test('where the database fails under it, neither log nor answer tells a secret, a query or a stack', async () => {
  await sql`alter schema public rename to elsewhere`.execute(running.store.db);
  const before = lines.length;
  let failed = 0;
  for (const [name, method, url, ask] of [
    ...sent,
    ['a change of password', 'POST', '/api/v1/account/password', { ...change, cookie }] as const,
    ['a session that is known', 'GET', '/api/v1/deals', { cookie }] as const,
  ]) {
    const answer = await running.ask(method, url, ask);
    if (answer.statusCode >= 500) failed += 1;
    expectNothingTold(answer, name);
    expect(answer.body, name).not.toMatch(/select |insert |relation \\"|node_modules|\.ts:\d+|at async/i);
  }
  expect(failed).toBeGreaterThan(3);
  expect(lines.slice(before).filter((line) => line.includes('request failed')).length).toBe(failed);
  const session = /session_token=([^;]+)/.exec(cookie)?.[1] ?? '';
  expect(session).not.toBe('');
  expect(lines.join('')).not.toContain(decodeURIComponent(session).split('.', 1)[0]);
});

test.each([
  ['a database that is not there', { DATABASE_URL: `postgres://owner:${canary}@127.0.0.1:1/x` }],
  [
    'settings that are wrong',
    { DATABASE_URL: `mysql://owner:${canary}@h/x`, REDIS_URL: `redis://:${canary}@a,b` },
  ],
  [
    'weak secrets in production',
    {
      NODE_ENV: 'production',
      DEALERSCOPE_SECRET: `${canary}-change-me-change-me`,
      DEALERSCOPE_OWNER_PASSWORD: canary,
    },
  ],
])('a start that fails for %s does not tell them', async (_name, environment) => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-redaction-'));
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '../../src/main.ts')], {
    env: { ...process.env, DEALERSCOPE_HOME: home, PORT: '0', LOG_LEVEL: 'trace', ...environment },
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    output += text.toString();
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  rmSync(home, { recursive: true, force: true });
  expect(code).toBe(1);
  expect(output).toContain('could not start');
  expect(output).not.toContain(canary);
});
