import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anything, fromSchema, nastyTexts, type Schema, withOneWrong } from '../support/from-schema.ts';
import { type IdentityServer, password, startIdentityServer, toCookie } from '../support/identity-server.ts';
import { ingestLines, marketNow, vehicleLines } from '../support/small-market.ts';

type Json = Record<string, unknown>;

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
  readonly body: Schema | undefined;
}

const canary = 'a secret of forty characters for the tests';
let running: IdentityServer;
let contract: Json;
let operations: readonly Operation[];
let cookie: string;
const lines: string[] = [];

beforeAll(async () => {
  running = await startIdentityServer();
  await ingestLines(running.store.db, vehicleLines.slice(0, 20), marketNow);
  await running.market.desk.follower.refresh();
  cookie = (await running.addPerson('owner@example.com', 'owner')).cookie;
  contract = (await running.ask('GET', '/api/openapi.json')).json<Json>();
  operations = Object.entries(contract.paths as Record<string, Record<string, Json>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        parameters: (operation.parameters ?? []) as Operation['parameters'],
        body: (operation.requestBody as { content: Record<string, { schema: Schema }> } | undefined)?.content[
          'application/json'
        ]?.schema,
      })),
  );
}, 120_000);
afterAll(() => running.close());

/** A hostile request may well have signed the owner out, or replaced the password. */
async function ensureSession(): Promise<void> {
  if ((await running.ask('GET', '/api/v1/auth/session', { cookie })).statusCode === 200) return;
  await running.identity.operate.resetPassword('owner@example.com', { forgetSecondFactor: true });
  cookie = (await running.addPerson(`owner${lines.length}-${Date.now()}@example.com`, 'owner')).cookie;
}

const leak =
  /node_modules|\.ts:\d+|\n {4}at |syntax error at or near|relation \\"|violates |pg_catalog|postgresql:\/\/|ECONN|\$argon|\$2[aby]\$/;

/** In its own words, without a fault of its own, in time, and with nothing of its inside or of the question as a header. */
async function expectCalm(
  { method, path }: Operation,
  url: string,
  body: unknown,
  as: 'owner' | 'nobody',
): Promise<number> {
  const beganAt = performance.now();
  const answer = await running.ask(method, url, {
    ...(as === 'owner' && { cookie }),
    ...(body !== undefined && { body }),
  });
  const said = `${method} ${path} ${url.slice(0, 300)} ${JSON.stringify(body)?.slice(0, 500)} → ${answer.statusCode} ${answer.body.slice(0, 300)}`;
  expect(answer.statusCode, said).toBeLessThan(500);
  expect(performance.now() - beganAt, said).toBeLessThan(5_000);
  expect(`${answer.body}${JSON.stringify(answer.headers)}`, said).not.toContain(canary);
  expect(answer.body, said).not.toMatch(leak);
  expect([answer.headers['set-cookie'] ?? []].flat().join(), said).not.toContain('a=b');
  expect(answer.headers.location, said).toBeUndefined();
  if (answer.statusCode < 400) return answer.statusCode;
  expect(String(answer.headers['content-type']), said).toMatch(/^application\/problem\+json/);
  expect(answer.json<{ code: string }>().code, said).toMatch(/^[a-z_]+$/);
  return answer.statusCode;
}

const asText = (value: unknown): string =>
  String(typeof value === 'object' ? JSON.stringify(value) : value)
    .slice(0, 1_500)
    .toWellFormed();

/** An address of the operation, its parameters right, wrong, missing or made up. */
function addresses({ path, parameters }: Operation): fc.Arbitrary<string> {
  const inPath = fc.array(
    fc.oneof(
      fc.constantFrom('lst_nobody', 'usr_00000000000000000000', '0', '1', ...nastyTexts),
      fc.string({ maxLength: 40 }),
    ),
    { minLength: 3, maxLength: 3 },
  );
  const query = fc.record(
    Object.fromEntries(
      parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, schema }) => [
          name,
          fc.oneof(
            { weight: 3, arbitrary: fromSchema(schema, contract) },
            { weight: 1, arbitrary: anything },
          ),
        ]),
    ),
    { requiredKeys: [] },
  );
  return fc.tuple(inPath, query, fc.option(anything)).map(([values, fields, extra]) => {
    let at = 0;
    const filled = path.replaceAll(/\{[^}]+\}/g, () =>
      encodeURIComponent(asText(values[at++] ?? 'x').slice(0, 150) || 'x'),
    );
    const search = new URLSearchParams(
      Object.entries(fields).map(([name, value]): [string, string] => [name, asText(value)]),
    );
    if (extra !== null) search.append('unknown', asText(extra));
    return `${filled}?${search}`.slice(0, 4_000);
  });
}

function bodies({ body }: Operation): fc.Arbitrary<unknown> {
  if (!body) return fc.constantFrom(undefined);
  const valid = fromSchema(body, contract);
  return fc.oneof(
    { weight: 2, arbitrary: valid },
    { weight: 2, arbitrary: withOneWrong(valid) },
    { weight: 1, arbitrary: anything },
  );
}

test('the contract has operations with parameters and bodies to try', () => {
  expect(operations.length).toBeGreaterThan(20);
  expect(operations.filter(({ body }) => body).length).toBeGreaterThan(5);
});

describe('every operation of the contract', () => {
  test.each(['owner', 'nobody'] as const)(
    'stays calm whatever %s sends it',
    async (who) => {
      const statuses = new Map<number, number>();
      for (const operation of operations) {
        // a password is hashed slowly on purpose
        const isSlow = /sign-in|password|second-factor|accept-invitation|recovery/.test(operation.path);
        const numRuns = isSlow ? 12 : who === 'owner' ? 60 : 15;
        await fc.assert(
          fc.asyncProperty(addresses(operation), bodies(operation), async (url, body) => {
            const status = await expectCalm(operation, url, body, who);
            statuses.set(status, (statuses.get(status) ?? 0) + 1);
          }),
          { numRuns, endOnFailure: true },
        );
        if (who === 'owner') await ensureSession();
      }
      // the values were not all refused at the door: some got through to the code behind it
      if (who === 'owner') expect(statuses.get(200) ?? 0).toBeGreaterThan(100);
      expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
    },
    300_000,
  );

  test('takes nothing in a query parameter for a query', async () => {
    const attacks = [
      "'",
      '"',
      "' or '1'='1",
      "x' or 1=1 --",
      "'; select pg_sleep(10); --",
      "'||pg_sleep(10)||'",
      '1) or pg_sleep(10) is not null --',
      '$1',
      ':x',
      '\\',
      '%',
      '_',
    ];
    for (const operation of operations) {
      if (operation.method !== 'GET') continue;
      for (const { name, in: where } of operation.parameters) {
        for (const attack of attacks) {
          const filled = operation.path.replaceAll(
            /\{[^}]+\}/g,
            encodeURIComponent(where === 'path' ? attack : 'x'),
          );
          const beganAt = performance.now();
          await expectCalm(
            operation,
            where === 'query' ? `${filled}?${name}=${encodeURIComponent(attack)}` : filled,
            undefined,
            'owner',
          );
          expect(performance.now() - beganAt, `${operation.path} ${name} ${attack}`).toBeLessThan(5_000);
        }
      }
    }
    const count = async (query: string) =>
      (await running.ask('GET', `/api/v1/deals?kind=all&status=all&${query}`, { cookie })).json<{
        total: number;
      }>().total;
    expect(await count('')).toBeGreaterThan(5);
    for (const name of ['q', 'make', 'model', 'source', 'seller'])
      for (const attack of ["zzz' or '1'='1", "zzz' union select 1 --", 'zzz%', '%zzz'])
        expect((await count(`${name}=${encodeURIComponent(attack)}`)) ?? 0, `${name} ${attack}`).toBe(0);
  }, 120_000);

  test('puts nothing of a question into a header', async () => {
    for (const operation of operations)
      for (const injected of [
        '%0d%0aset-cookie:%20a=b',
        '%0d%0a%0d%0a<html>',
        '%E5%98%8D%E5%98%8Aset-cookie:a=b',
      ]) {
        const filled = operation.path.replaceAll(/\{[^}]+\}/g, `x${injected}`);
        const names = ['x', ...operation.parameters.map(({ name }) => name)];
        await expectCalm(
          operation,
          `${filled}?${names.map((name) => `${name}=${injected}`).join('&')}`,
          operation.body ? {} : undefined,
          'nobody',
        );
      }
  });
});

test('after all of this people sign in and the market is there', async () => {
  const person = await running.addPerson('later@example.com', 'viewer');
  const answer = await running.ask('GET', '/api/v1/deals?kind=all&status=all', { cookie: person.cookie });
  expect(answer.json<{ total: number }>().total).toBeGreaterThan(5);
  expect(toCookie(await running.signIn('later@example.com', password))).not.toBe('');
});
