import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IdentityServer, startIdentityServer } from '../support/identity-server.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let redis: TestRedis;
const servers: IdentityServer[] = [];
let owner = '';
beforeAll(async () => {
  database = await createTestDatabase();
  redis = await startRedis();
  for (let at = 0; at < 2; at++) servers.push(await startIdentityServer({ database, redis: redis.url }));
  owner = (await (servers[0] as IdentityServer).addPerson('owner@example.com', 'owner')).cookie;
}, 120_000);
afterAll(async () => {
  for (const server of servers) await server.close();
  await redis.stop();
  await database.drop();
});

/** The one of the two programs whose turn it is. */
const turn = (at: number) => servers[at % 2] as IdentityServer;
const countOf = async (kind: string) =>
  (await turn(0).ask('GET', `/api/v1/security-events?limit=100&kind=${kind}`, { cookie: owner })).json<{
    events: unknown[];
  }>().events.length;

test('failures of one account are frequent at the fifth, whichever program saw them', async () => {
  await turn(0).addPerson('target@example.com', 'viewer');
  for (let at = 0; at < 4; at++)
    await turn(at).signIn('target@example.com', 'a wrong guess', { remoteAddress: `198.51.100.${at}` });
  expect(await countOf('sign_in.failed_often')).toBe(0);
  await turn(4).signIn('target@example.com', 'a wrong guess', { remoteAddress: '198.51.100.9' });
  expect(await countOf('sign_in.failed_often')).toBe(1);
  expect(await countOf('sign_in.failed')).toBe(5);
});

test('refusals for speed are one burst for each twenty, whichever program refused', async () => {
  let refused = 0;
  for (let at = 0; refused < 41; at++) {
    const { statusCode } = await turn(at).ask('GET', '/api/v1/audit-events/export', { cookie: owner });
    if (statusCode === 429) refused += 1;
  }
  // written after the answer has gone out
  await expect.poll(() => countOf('rate_limit.burst')).toBe(2);
});
