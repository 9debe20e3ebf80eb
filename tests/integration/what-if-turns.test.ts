import { fastify } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerProblems } from '../../src/api/plugins/problems.ts';
import { BusyError } from '../../src/app/bounded-turns.ts';
import { type IdentityServer, startIdentityServer } from '../support/identity-server.ts';

let running: IdentityServer;
beforeAll(async () => {
  running = await startIdentityServer();
});
afterAll(() => running.close());

const url = '/api/v1/deals/what-if';
const body = { profile: {} };

test('a person’s newer question ends the older, whatever each was asked with; other people’s go on', async () => {
  const { cookie } = await running.addPerson('typing@example.com', 'manager');
  const other = await running.addPerson('other@example.com', 'viewer');
  const made = await running.ask('POST', '/api/v1/api-keys', { cookie, body: { name: 'k', role: 'viewer' } });
  const { key } = made.json<{ key: string }>();
  const answers = await Promise.all([
    running.ask('POST', url, { cookie, body }),
    running.ask('POST', url, { cookie: other.cookie, body }),
    running.ask('POST', url, { key, body }),
  ]);
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 409]);
  expect(answers.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({ code: 'superseded' });
  expect(answers[1]?.statusCode).toBe(200);
});

test('who would wait too long is told when to come back', async () => {
  const server = fastify().withTypeProvider<ZodTypeProvider>();
  registerProblems(server, () => undefined);
  server.get('/', () => Promise.reject(new BusyError(3_400)));
  const answer = await server.inject('/');
  expect(answer.statusCode).toBe(503);
  expect(answer.headers['retry-after']).toBe('4');
  expect(answer.json()).toMatchObject({ code: 'busy' });
});
