import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

const root = path.join(import.meta.dirname, '../..');
const owner = { email: 'owner@example.com', password: 'maple-anchor-violet-37' };
let home: string;
let children: ChildProcess[];
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-start-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    await ended;
  }
  rmSync(home, { recursive: true, force: true });
});

function start(environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      DEALERSCOPE_HOME: home,
      PORT: '0',
      DATABASE_URL: '',
      DEALERSCOPE_OWNER_EMAIL: owner.email,
      DEALERSCOPE_OWNER_PASSWORD: owner.password,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, output })),
  );
  const ready = new Promise<string>((resolve, reject) => {
    const read = (text: Buffer) => {
      output += text.toString();
      const url = /Open\s+(http:\S+)/.exec(output)?.[1];
      if (url) resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void ended.then(({ code }) => reject(new Error(`ended with ${code}: ${output}`)));
  });
  ready.catch(() => undefined);
  return { child, ready, ended, output: () => output };
}

const signIn = (url: string, credentials: { email: string; password: string } = owner) =>
  fetch(`${url}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(credentials),
  });

const toCookie = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');

async function countDeals(url: string): Promise<number> {
  const headers = { cookie: toCookie(await signIn(url)) };
  const response = await fetch(`${url}/api/v1/deals?limit=1`, { headers });
  return ((await response.json()) as { total: number }).total;
}

test('Ctrl-C ends everything within 5 seconds and loses nothing', async () => {
  const first = start();
  const total = await countDeals(await first.ready);
  expect(total).toBeGreaterThan(50);
  const pressedAt = Date.now();
  first.child.kill('SIGINT');
  const { code, output } = await first.ended;
  expect(Date.now() - pressedAt).toBeLessThan(5_000);
  expect(code).toBe(0);
  expect(output).toContain('Stopped cleanly');

  const second = start();
  expect(await countDeals(await second.ready)).toBe(total);
});

test('goes on when nobody reads its words any more, as in `npm start | head -1`, and still stops cleanly', async () => {
  const port = await findFreePort();
  const { child, ended } = start({ PORT: String(port) });
  await new Promise<void>((resolve) => child.stdout?.once('data', () => resolve()));
  child.stdout?.destroy();
  child.stderr?.destroy();
  const url = `http://localhost:${port}`;
  const isUp = async () => (await fetch(`${url}/healthz`).catch(() => undefined))?.status;
  await expect.poll(isUp, { timeout: 60_000, interval: 100 }).toBe(200);
  expect(await countDeals(url)).toBeGreaterThan(50);
  // PostgreSQL takes this file away when it has stopped
  const ofPostgres = path.join(home, 'postgres/postmaster.pid');
  expect(existsSync(ofPostgres)).toBe(true);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  expect(existsSync(ofPostgres)).toBe(false);
});

test('starts again after kill -9 in the middle of reading the market', async () => {
  const first = start();
  await new Promise<void>((resolve) =>
    first.child.stdout?.on(
      'data',
      (text: Buffer) => text.toString().includes('Reading the sample market') && setTimeout(resolve, 50),
    ),
  );
  first.child.kill('SIGKILL');
  await first.ended;
  const second = start();
  expect(await countDeals(await second.ready)).toBeGreaterThan(50);
});

test('says which port is taken and what to do', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { code, output } = await start({ PORT: String(port) }).ended;
  other.close();
  expect(code).toBe(1);
  expect(output).toContain(`Port ${port} is taken`);
  expect(output).not.toContain('    at ');
});

test('lists every setting that is wrong, and stops', async () => {
  const { code, output } = await start({ PORT: 'eighty', DATABASE_URL: 'mysql://x' }).ended;
  expect(code).toBe(1);
  expect(output).toContain('PORT');
  expect(output).toContain('DATABASE_URL');
});

test('a production start without its secrets stops, and lists them', async () => {
  const { code, output } = await start({ NODE_ENV: 'production' }).ended;
  expect(code).toBe(1);
  expect(output).toContain('DEALERSCOPE_SECRET');
  expect(output).toContain('DEALERSCOPE_PUBLIC_URL');
});

test('a first start says once who may sign in; the one-time password opens nothing but its own replacement', async () => {
  const first = start({ DEALERSCOPE_OWNER_EMAIL: '', DEALERSCOPE_OWNER_PASSWORD: '', HOST: '0.0.0.0' });
  const url = await first.ready;
  await expect.poll(() => first.output()).toContain('Stop ');
  const password = /Password\s+(\S+)/.exec(first.output())?.[1] ?? '';
  expect(password).toMatch(/^[a-z0-9]{5}(-[a-z0-9]{5}){3}$/);
  const signedIn = await signIn(url, { email: 'owner@localhost', password });
  expect(signedIn.status).toBe(200);
  const headers = { cookie: toCookie(signedIn), origin: url, 'content-type': 'application/json' };
  const before = await fetch(`${url}/api/v1/deals?limit=1`, { headers });
  expect(before.status).toBe(403);
  expect(await before.json()).toMatchObject({ code: 'password_change_required' });
  const changed = await fetch(`${url}/api/v1/account/password`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ currentPassword: password, newPassword: owner.password }),
  });
  expect(changed.status).toBe(204);
  // the session goes on under a new token; the old one opens nothing
  const renewed = { cookie: toCookie(changed) };
  expect((await fetch(`${url}/api/v1/deals?limit=1`, { headers })).status).toBe(401);
  expect((await fetch(`${url}/api/v1/deals?limit=1`, { headers: renewed })).status).toBe(200);
  first.child.kill('SIGINT');
  await first.ended;

  const second = start({ DEALERSCOPE_OWNER_EMAIL: '', DEALERSCOPE_OWNER_PASSWORD: '' });
  await second.ready;
  await expect.poll(() => second.output()).toContain('Stop ');
  expect(second.output()).not.toContain('Password');
  // sessions live in the database and their secret in the home: the cookie outlives the program
  expect((await fetch(`${await second.ready}/api/v1/deals?limit=1`, { headers: renewed })).status).toBe(200);
});
