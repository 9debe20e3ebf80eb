import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { owner, type RunningProgram, startProgram } from '../support/start-program.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let redis: TestRedis;
const programs: RunningProgram[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  redis = await startRedis();
  for (let at = 0; at < 2; at++)
    programs.push(
      await startProgram({
        // a socket's folder stands in the query; the address itself needs a host
        DATABASE_URL: database.connectionString.replace('@/', '@localhost/'),
        REDIS_URL: redis.url,
        DEALERSCOPE_SAMPLE: 'off',
        DEALERSCOPE_REQUESTS_PER_MINUTE: '60',
        DEALERSCOPE_SECRET: 'of both programs, as long as it must be',
      }),
    );
}, 120_000);
afterAll(async () => {
  for (const program of programs) await program.stop();
  await redis?.stop();
  await database?.drop();
});

const get = async (at: number, path = '/api/v1/deals') => {
  const response = await fetch(`${programs[at % programs.length]?.url}${path}`);
  await response.arrayBuffer();
  return response;
};
const metricsOf = async (at: number) => (await fetch(`${programs[at]?.url}/metrics`)).text();

const signIn = async (at: number, password: string) => {
  const url = programs[at % programs.length]?.url ?? '';
  const response = await fetch(`${url}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: owner.email, password }),
  });
  await response.arrayBuffer();
  return response.status;
};

test('two programs count failed sign-ins together', async () => {
  const statuses = [];
  for (let at = 0; at < 8; at++) statuses.push(await signIn(at, `wrong-password-${at}`));
  expect(statuses.slice(0, 6)).toEqual([401, 401, 401, 401, 401, 401]);
  expect(statuses).toContain(429);
});

test('two programs let one limit through, and say what is left of it', async () => {
  const answers = [];
  for (let at = 0; at < 90; at++) answers.push(await get(at));
  const allowed = answers.filter(({ status }) => status !== 429).length;
  // one comes back each second
  expect(allowed).toBeGreaterThan(30);
  expect(allowed).toBeLessThan(75);
  const remaining = answers.slice(0, 20).map(({ headers }) => Number(headers.get('ratelimit-remaining')));
  expect(remaining.at(-1)).toBeLessThan(remaining[0] ?? 0);
  expect(answers.at(-1)?.status).toBe(429);
  expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await metricsOf(0)).toContain('limiter_shared 1');
});

test('with Redis gone each program counts by itself, says so in its metrics, and shuts nobody out', async () => {
  await redis.kill();
  const first = [];
  const second = [];
  for (let at = 0; at < 90; at++) first.push((await get(0)).status);
  for (let at = 0; at < 90; at++) second.push((await get(1)).status);
  for (const statuses of [first, second]) {
    expect(statuses[0]).toBe(401);
    expect(statuses).toContain(429);
    expect(statuses.filter((status) => status !== 429).length).toBeLessThan(80);
    expect(statuses.every((status) => status < 500)).toBe(true);
  }
  const metrics = await metricsOf(0);
  expect(metrics).toContain('limiter_shared 0');
  expect(Number(/^limiter_own_decisions_total (\d+)/m.exec(metrics)?.[1])).toBeGreaterThan(50);
  expect((await fetch(`${programs[0]?.url}/readyz`)).status).toBe(200);
});
