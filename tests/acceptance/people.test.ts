import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningProgram, startProgram } from '../support/start-program.ts';
import { runCommand } from './run-command.ts';

/** One of its own: these make people and dealerships. */
let program: RunningProgram;
beforeAll(async () => {
  program = await startProgram();
});
afterAll(() => program.stop());

/** The command line beside the running program, on the same home. */
const run = (...args: string[]) => runCommand(args, { home: program.home });

const ask = (route: string, key: string, init: RequestInit = {}) =>
  fetch(`${program.url}/api/v1${route}`, {
    ...init,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  });

test('user api-key prints a key alone on standard output, and it opens what its role may', async () => {
  const made = await run('user', 'api-key', '--email', 'owner@example.com', '--role', 'viewer');
  expect(made.code).toBe(0);
  const key = made.stdout.trim();
  expect(key).toMatch(/^dsk_[A-Za-z0-9_-]{43}$/);
  expect((await ask('/deals?limit=1', key)).status).toBe(200);
  const refused = await ask('/profile', key, { method: 'PUT', body: JSON.stringify({ homeZip: '75001' }) });
  expect(refused.status).toBe(403);
  expect((await ask('/deals?limit=1', `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).status).toBe(
    401,
  );
});

test('user create prints a one-time password for the new person, whom user list then shows', async () => {
  const made = await run('user', 'create', '--email', 'Ann@Example.com', '--role', 'buyer', '--json');
  expect(made.code).toBe(0);
  const { email, oneTimePassword } = JSON.parse(made.stdout) as Record<string, string>;
  expect(email).toBe('ann@example.com');
  expect(oneTimePassword).toMatch(/^[a-z0-9-]{23}$/);
  const listed = await run('user', 'list', '--json');
  expect(JSON.parse(listed.stdout)).toContainEqual(
    expect.objectContaining({ email: 'ann@example.com', role: 'buyer', mustChangePassword: true }),
  );
  const again = await run('user', 'create', '--email', 'ann@example.com');
  expect(again.code).toBe(1);
  expect(again.stderr).toContain('belongs to this dealership already');
});

test('a key may not outrank its person, and an unknown person gets none', async () => {
  await run('user', 'create', '--email', 'bo@example.com', '--role', 'buyer');
  const outranking = await run('user', 'api-key', '--email', 'bo@example.com', '--role', 'owner');
  expect(outranking.code).toBe(1);
  expect(outranking.stderr).toContain('may not have the role owner');
  const unknown = await run('user', 'api-key', '--email', 'nobody@example.com');
  expect(unknown.code).toBe(1);
  expect(unknown.stdout).toBe('');
});

test('a dealership made on the command line has lots assessed for it', async () => {
  const made = await run(
    'user',
    'create',
    '--email',
    'cy@example.org',
    '--role',
    'owner',
    '--new-org',
    'Second',
    '--json',
  );
  expect(made.code).toBe(0);
  const key = (await run('user', 'api-key', '--email', 'cy@example.org')).stdout.trim();
  const page = (await (await ask('/deals?limit=5', key)).json()) as {
    deals: { maxBidCents: number | null }[];
  };
  expect(page.deals.length).toBe(5);
  expect(page.deals.some(({ maxBidCents }) => maxBidCents !== null)).toBe(true);
});

test('audit verify finds that the log holds', async () => {
  const verified = await run('audit', 'verify', '--json');
  expect(verified).toMatchObject({ code: 0 });
  const chains = JSON.parse(verified.stdout) as { orgId: string; events: number; brokenAt: number | null }[];
  expect(chains.find(({ orgId }) => orgId === 'org_default')?.events).toBeGreaterThan(1);
  expect(chains.every(({ brokenAt }) => brokenAt === null)).toBe(true);
});
